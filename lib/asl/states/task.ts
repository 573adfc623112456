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
  const answer = await callInTime(entry, resource, args, seconds);
  const failure = answer === TIMED_OUT ? makeTimeout(isHeartbeat) : answer instanceof StateFailure ? answer : undefined;
  // A job that was started and then failed is reported as States.TaskFailed; anything else is the start refused.
  const submitted =
    failure === undefined ||
    answer === TIMED_OUT ||
    failure.error === ErrorName.taskFailed ||
    failure.error === ErrorName.dataLimit;
  if (resource.isJob && submitted) entry.record(events.submitted);
  if (failure !== undefined) return failAttempt(entry, answer === TIMED_OUT ? events.timedOut : events.failed, failure);
  const result = answer as Json;
  entry.record(events.succeeded, { output: result });
  return result;
}

function failAttempt(entry: TaskEntry, event: string, failure: StateFailure): never {
  entry.record(event, { error: failure.error, cause: failure.reason });
  throw failure;
}

function makeTimeout(isHeartbeat: boolean): StateFailure {
  return new StateFailure(ErrorName.timeout, undefined, isHeartbeat ? ErrorName.heartbeatTimeout : undefined);
}

/** The adapter's answer, its failure, or TIMED_OUT; whichever loses the race is told by its clock to stop. */
async function callInTime(
  entry: TaskEntry,
  resource: Resource,
  args: Json,
  seconds: number,
): Promise<Json | StateFailure | typeof TIMED_OUT> {
  const { clock } = entry.execution;
  const { signal } = entry.branch;
  const over = new Stop();
  let interrupt = (): void => undefined;
  const interrupted = new Promise<never>((_, reject) => {
    interrupt = () => {
      const reason = abortReason(signal);
      over.end(reason);
      reject(reason);
    };
  });
  signal.addEventListener('abort', interrupt);
  const racers: Promise<Json | StateFailure | typeof TIMED_OUT>[] = [interrupted];
  // of timers that are due at the same moment the first one that was set is the first to fire
  if (seconds !== Infinity) racers.push(clock.sleep(seconds * 1000, over.signal).then(() => TIMED_OUT));
  racers.push(clock.working((taskClock) => callAdapter(entry, resource, args, stoppable(taskClock, over))));
  try {
    // what loses is rejected by `over`, or its answer is not used
    return await Promise.race(racers);
  } finally {
    signal.removeEventListener('abort', interrupt);
    over.end(OVER);
  }
}

async function callAdapter(
  entry: TaskEntry,
  { owner }: Resource,
  args: Json,
  clock: Clock,
): Promise<Json | StateFailure> {
  const { adapters, name } = entry.execution;
  const adapter = adapters[entry.state.Resource];
  if (adapter === undefined)
    throw new Error(`the definition was not validated: no adapter for ${entry.state.Resource}`);
  try {
    return takeAnswer(await adapter(copyJson(args), { state: entry.name, execution: name, clock }), owner);
  } catch (thrown) {
    if (thrown instanceof TaskFailure) return new StateFailure(thrown.error, thrown.cause);
    if (thrown instanceof StateFailure) return thrown;
    throw thrown;
  }
}

/** Ends the sleeps of an attempt. Most attempts have none, and a signal takes longer to make than the rest of a call. */
class Stop {
  private controller: AbortController | undefined;
  private reason: Error | undefined;

  get signal(): AbortSignal {
    this.controller ??= new AbortController();
    if (this.reason !== undefined) this.controller.abort(this.reason);
    return this.controller.signal;
  }

  /** From now on every sleep is rejected with the reason, also those that are to come. */
  end(reason: Error): void {
    this.reason ??= reason;
    this.controller?.abort(reason);
  }
}

function stoppable(clock: Clock, stop: Stop): Clock {
  return {
    now: () => clock.now(),
    sleep: (milliseconds, signal) =>
      clock.sleep(milliseconds, signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal])),
  };
}
