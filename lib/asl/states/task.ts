import { abortReason, type Clock } from '../clock';
import { argumentsOf, complete } from '../data-flow';
import type { TaskState } from '../definition';
import { ErrorName, StateFailure } from '../errors';
import type { Transition } from '../execution';
import { copyJson, type Json } from '../json';
import { checkPayload, takeAnswer } from '../limits';
import { resourceOf, type Resource } from '../resource';
import { attemptState } from '../retry';
import type { StateEntry } from '../state-entry';
import { TaskFailure } from '../task';
import { secondsOf } from './seconds';

type TaskEntry = StateEntry<TaskState>;

const TIMED_OUT = Symbol('timed out');
/** What ends the sleep that lost the race. */
const OVER = new Error('the attempt is over');

/**
 * Task: calls the adapter of its `Resource`. `Credentials` are evaluated and otherwise ignored: adapters have their own.
 * An exception of an adapter that is no TaskFailure is a defect and rejects the whole run.
 */
export function task(entry: TaskEntry): Promise<Transition> {
  return attemptState(entry, async () => {
    const resource = resourceOf(entry.state.Resource);
    const args = await argumentsOf(entry);
    if (entry.state.Credentials !== undefined) await entry.evaluate(entry.state.Credentials, 'Credentials');
    const timeout = await timeoutOf(entry, 'TimeoutSeconds');
    const heartbeat = await timeoutOf(entry, 'HeartbeatSeconds');
    checkPayload(args, entry.name);
    const result = await attemptTask(entry, resource, args, Math.min(timeout, heartbeat), heartbeat < timeout);
    return complete(entry, result);
  });
}

async function timeoutOf(entry: TaskEntry, field: 'TimeoutSeconds' | 'HeartbeatSeconds'): Promise<number> {
  const template = entry.state[field];
  return template === undefined ? Infinity : secondsOf(entry, field, template, 1);
}

async function attemptTask(
  entry: TaskEntry,
  resource: Resource,
  args: Json,
  seconds: number,
  isHeartbeat: boolean,
): Promise<Json> {
  const { events } = resource;
  entry.record(events.scheduled, { resource: entry.state.Resource, parameters: args });
  entry.record(events.started);
  const answer = await callInTime(entry, args, seconds);
  const failure =
    answer === TIMED_OUT
      ? makeTimeout(isHeartbeat)
      : answer instanceof TaskFailure
        ? toStateFailure(answer)
        : undefined;
  // A job that was started and then failed is reported as States.TaskFailed; anything else is the start refused.
  const submitted = failure === undefined || answer === TIMED_OUT || failure.error === ErrorName.taskFailed;
  if (resource.isJob && submitted) entry.record(events.submitted);
  if (failure !== undefined) return failAttempt(entry, answer === TIMED_OUT ? events.timedOut : events.failed, failure);
  const result = answer as Json;
  try {
    checkPayload(result, resource.owner);
  } catch (thrown) {
    if (thrown instanceof StateFailure) return failAttempt(entry, events.failed, thrown);
    throw thrown;
  }
  entry.record(events.succeeded, { output: result });
  return result;
}

function failAttempt(entry: TaskEntry, event: string, failure: StateFailure): never {
  entry.record(event, { error: failure.error, cause: failure.reason });
  throw failure;
}

function toStateFailure({ error, cause }: TaskFailure): StateFailure {
  return new StateFailure(error, cause);
}

function makeTimeout(isHeartbeat: boolean): StateFailure {
  return new StateFailure(ErrorName.timeout, undefined, isHeartbeat ? ErrorName.heartbeatTimeout : undefined);
}

/** The adapter's answer, its failure, or TIMED_OUT; whichever loses the race is told by its clock to stop. */
async function callInTime(
  entry: TaskEntry,
  args: Json,
  seconds: number,
): Promise<Json | TaskFailure | typeof TIMED_OUT> {
  const { clock } = entry.execution;
  const { signal } = entry.branch;
  const over = new AbortController();
  const interrupt = (): void => {
    over.abort(abortReason(signal));
  };
  signal.addEventListener('abort', interrupt);
  const timer = clock.sleep(seconds * 1000, over.signal).then((): typeof TIMED_OUT => TIMED_OUT);
  const call = clock.working((taskClock) => callAdapter(entry, args, stoppable(taskClock, over.signal)));
  // What loses the race is rejected by `over`, or its answer is not used.
  for (const loser of [timer, call]) loser.catch(() => undefined);
  try {
    return await Promise.race([call, timer]);
  } finally {
    signal.removeEventListener('abort', interrupt);
    over.abort(OVER);
  }
}

async function callAdapter(entry: TaskEntry, args: Json, clock: Clock): Promise<Json | TaskFailure> {
  const { adapters, name } = entry.execution;
  const adapter = adapters[entry.state.Resource];
  if (adapter === undefined)
    throw new Error(`the definition was not validated: no adapter for ${entry.state.Resource}`);
  try {
    return takeAnswer(await adapter(copyJson(args), { state: entry.name, execution: name, clock }));
  } catch (thrown) {
    if (thrown instanceof TaskFailure) return thrown;
    throw thrown;
  }
}

function stoppable(clock: Clock, stop: AbortSignal): Clock {
  return {
    now: () => clock.now(),
    sleep: (milliseconds, signal) =>
      clock.sleep(milliseconds, signal === undefined ? stop : AbortSignal.any([signal, stop])),
  };
}
