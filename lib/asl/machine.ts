import type { StateMachine } from './definition';
import { Interruption, StateFailure } from './errors';
import type { Branch, Execution } from './execution';
import { stepFunctions } from './functions';
import { History } from './history';
import type { Json } from './json';
import { checkPayload, EXECUTION_SECONDS, HISTORY_EVENTS, REDRIVE_DAYS } from './limits';
import { contextOf, type ExecutionOptions } from './options';
import { NotRedrivable, type ExecutionResult, type Position } from './result';
import { runStates } from './run-states';
import { Scope } from './scope';
import { checkDefinition } from './validate';

/**
 * Runs a STANDARD state machine in this process, as Step Functions would.
 *
 * @throws UnsupportedDefinition before anything runs, naming everything that is wrong or not supported
 * @throws whatever an adapter throws that is no TaskFailure: a defect of the adapter, not an end of the execution
 */
export async function run(options: ExecutionOptions): Promise<ExecutionResult> {
  const machine = checkDefinition(options.definition, options.adapters);
  const start = { state: machine.StartAt, input: options.input, variables: {} };
  return execute(machine, options, start);
}

/**
 * Goes on with an execution that failed, timed out or was aborted, from the state where it ended: with the same
 * definition and input, its variables kept, retry counts and timeouts anew (AWS "Restarting state machine executions
 * with redrive"). An execution that ended in a Fail state enters it again and fails again. A Map or Parallel starts
 * again as a whole, where AWS would only run its unsuccessful iterations or branches.
 *
 * @param options as for the run before
 * @throws NotRedrivable after success, after 14 days, or without room in the history
 */
export async function redrive(previous: ExecutionResult, options: ExecutionOptions): Promise<ExecutionResult> {
  const machine = checkDefinition(options.definition, options.adapters);
  const { failedAt } = previous;
  if (previous.status === 'SUCCEEDED') throw new NotRedrivable('it succeeded.');
  if (failedAt === undefined) throw new NotRedrivable('it ended before its first state.');
  if (!Object.hasOwn(machine.States, failedAt.state))
    throw new NotRedrivable(`the definition has no state '${failedAt.state}'.`);
  if (previous.events.length >= HISTORY_EVENTS - 1)
    throw new NotRedrivable(`its history has ${previous.events.length} events.`);
  if (options.clock.now() - previous.stopTime > REDRIVE_DAYS * 86_400_000) {
    throw new NotRedrivable(`it ended more than ${REDRIVE_DAYS} days ago.`);
  }
  return execute(machine, options, failedAt, previous);
}

async function execute(
  machine: StateMachine,
  options: ExecutionOptions,
  start: Position,
  previous?: ExecutionResult,
): Promise<ExecutionResult> {
  const { clock, random, input, adapters } = options;
  const end = new AbortController();
  const branch: Branch = { scope: new Scope(undefined, start.variables), signal: end.signal };
  const history = new History(() => clock.now(), previous?.events);
  const startTime = previous?.startTime ?? clock.now();
  const redriveCount = previous === undefined ? 0 : previous.redriveCount + 1;
  let transitions = previous?.transitions ?? 0;
  const execution: Execution = {
    name: options.execution.name,
    language: machine.QueryLanguage ?? 'JSONPath',
    adapters,
    clock,
    random,
    history,
    functions: stepFunctions({ now: () => clock.now(), random }),
    context: options.context ?? contextOf(options, startTime, redriveCount),
    observe: (event) => {
      if (event.kind === 'entered') transitions += 1;
      options.onEvent?.(event);
    },
    runStates: (group, data, inner) => runStates(execution, group, data, inner),
  };
  history.add(previous === undefined ? 'ExecutionStarted' : 'ExecutionRedriven', undefined, { input });
  const release = endFromOutside(end, machine, options);
  try {
    const ending = await endingOf(async () => {
      checkPayload(input, options.execution.name);
      return runStates(execution, { StartAt: start.state, States: machine.States }, start.input, branch);
    });
    const { status, output, error, cause } = ending;
    history.end(`Execution${ENDINGS[status]}`, status === 'SUCCEEDED' ? { output } : { error, cause });
    const failedAt = status === 'SUCCEEDED' ? undefined : positionOf(branch);
    return {
      ...ending,
      events: history.events,
      transitions,
      startTime,
      stopTime: clock.now(),
      redriveCount,
      ...(failedAt === undefined ? {} : { failedAt }),
    };
  } finally {
    release();
  }
}

type Ending = Pick<ExecutionResult, 'status' | 'output' | 'error' | 'cause'>;

const ENDINGS = { SUCCEEDED: 'Succeeded', FAILED: 'Failed', TIMED_OUT: 'TimedOut', ABORTED: 'Aborted' } as const;

async function endingOf(work: () => Promise<Json>): Promise<Ending> {
  try {
    return { status: 'SUCCEEDED', output: await work() };
  } catch (thrown) {
    if (thrown instanceof Interruption) return { status: thrown.status };
    if (!(thrown instanceof StateFailure)) throw thrown;
    const { error, reason } = thrown;
    return {
      status: 'FAILED',
      ...(error === undefined ? {} : { error }),
      ...(reason === undefined ? {} : { cause: reason }),
    };
  }
}

const TIMED_OUT = new Interruption('TIMED_OUT');
const ABORTED = new Interruption('ABORTED');
/** What ends the wait for the time limit. */
const OVER = new Error('the execution is over');

/** Lets the machine's time limit and the caller's signal end the execution; returns how to let go of both, when it is over. */
function endFromOutside(end: AbortController, machine: StateMachine, { clock, signal }: ExecutionOptions): () => void {
  const timeOut = (): void => {
    end.abort(TIMED_OUT);
  };
  const abort = (): void => {
    end.abort(ABORTED);
  };
  clock.sleep((machine.TimeoutSeconds ?? EXECUTION_SECONDS) * 1000, end.signal).then(timeOut, () => undefined);
  if (signal?.aborted) abort();
  signal?.addEventListener('abort', abort);
  return () => {
    signal?.removeEventListener('abort', abort);
    end.abort(OVER);
  };
}

function positionOf({ current, scope }: Branch): Position | undefined {
  return current && { state: current.name, input: current.input, variables: scope.visible() };
}
