import {
  problemsOf,
  run,
  TaskFailure,
  UnsupportedDefinition,
  VirtualClock,
  type Json,
  type JsonObject,
  type TaskAdapter,
  type TaskAdapters,
} from '../../lib/asl';

/** What a recorded task did; `take` hands the recordings out in turn. */
interface RecordedTask {
  readonly output?: Json;
  readonly error?: string;
  readonly cause?: string;
  readonly never?: boolean;
  readonly timedOut?: boolean;
  readonly timeoutInSeconds?: number;
  readonly heartbeatInSeconds?: number;
}

interface RecordedCase {
  readonly definition: JsonObject;
  readonly input: Json;
  readonly context: JsonObject & { readonly Execution: { readonly Name: string; readonly StartTime: string } };
  readonly mocks: { take(state: string, args: Json): RecordedTask | undefined };
}

interface Exit {
  readonly name: string;
  readonly output: Json;
  readonly assigned?: JsonObject;
}

/** Runs one recorded case in the interpreter. */
export async function execute({ definition, input, context, mocks }: RecordedCase) {
  const states: string[] = [];
  const exits: Exit[] = [];
  const adapter: TaskAdapter = async (args, { state, clock }) => {
    const task = mocks.take(state, args);
    if (task === undefined) throw new TaskFailure('States.TaskFailed', `no recorded result for ${state}`);
    const ranOut = task.timedOut === true && (task.timeoutInSeconds ?? task.heartbeatInSeconds) !== undefined;
    if (task.never === true || ranOut) await clock.sleep(Infinity);
    if (task.error !== undefined) throw new TaskFailure(task.error, task.cause ?? '');
    return task.output ?? null;
  };
  try {
    const result = await run({
      definition,
      input,
      context,
      adapters: adaptersOf(definition, adapter),
      clock: new VirtualClock(new Date(context.Execution.StartTime)),
      random: () => 0.5,
      execution: { name: context.Execution.Name },
      onEvent: (event) => {
        if (event.kind === 'entered') states.push(event.state);
        if (event.kind === 'exited') {
          exits.push({ name: event.state, output: event.output, ...(event.assigned && { assigned: event.assigned }) });
        }
      },
    });
    return { ...result, states, exits };
  } catch (thrown) {
    if (thrown instanceof UnsupportedDefinition) return { status: 'UNSUPPORTED', cause: thrown.message };
    throw thrown;
  }
}

/** Would CreateStateMachine take the definition? */
export function validate(definition: unknown): { valid: boolean; message?: string } {
  try {
    const document: unknown = typeof definition === 'string' ? JSON.parse(definition) : definition;
    const problems = problemsOf(document).filter(({ kind }) => kind === 'invalid');
    return problems.length === 0
      ? { valid: true }
      : { valid: false, message: new UnsupportedDefinition(problems).message };
  } catch (thrown) {
    return { valid: false, message: String(thrown) };
  }
}

function adaptersOf(value: unknown, adapter: TaskAdapter): TaskAdapters {
  if (typeof value !== 'object' || value === null) return {};
  const own: unknown = 'Resource' in value ? value.Resource : undefined;
  const nested = Object.values(value).map((inner) => adaptersOf(inner, adapter));
  return Object.assign({}, ...nested, typeof own === 'string' ? { [own]: adapter } : {}) as TaskAdapters;
}
