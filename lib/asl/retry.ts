import type { AttemptedState, Catcher, Retrier } from './definition';
import { shape } from './data-flow';
import { ErrorName, StateFailure } from './errors';
import type { Transition } from './execution';
import type { JsonObject } from './json';
import { placeResult } from './json-path';
import type { StateEntry } from './state-entry';

/**
 * Runs a state's attempts under its `Retry` and `Catch`.
 *
 * @param attempt runs the state once
 * @param failedForGood records the event of a state that will not be tried again
 * @throws the last attempt's failure when nothing retries or catches it
 */
export async function attemptState(
  entry: StateEntry<AttemptedState>,
  attempt: () => Promise<Transition>,
  failedForGood: () => void = () => undefined,
): Promise<Transition> {
  const used = new Map<Retrier, number>();
  for (;;) {
    let failure: StateFailure;
    try {
      return await attempt();
    } catch (thrown) {
      const named = entry.nameFailure(thrown);
      if (!(named instanceof StateFailure)) throw named;
      failure = named;
    }
    const retrier = entry.state.Retry?.find(({ ErrorEquals }) => matches(ErrorEquals, failure));
    const count = retrier === undefined ? 0 : (used.get(retrier) ?? 0);
    if (retrier !== undefined && count < (retrier.MaxAttempts ?? 3)) {
      used.set(retrier, count + 1);
      entry.retryCount += 1;
      await pauseBefore(entry, retrier, count, failure);
      continue;
    }
    failedForGood();
    return catchFailure(entry, failure);
  }
}

/**
 * Does a list of error names match a failure?
 *
 * As AWS documents: States.ALL and States.TaskFailed match neither States.DataLimitExceeded nor States.Runtime,
 * States.TaskFailed not States.Timeout, and nothing at all matches States.Runtime. (A recorded run of a Lambda task
 * shows States.ALL catching States.DataLimitExceeded; relying on it would be relying on what AWS says does not work.)
 */
export function matches(names: readonly string[], failure: StateFailure): boolean {
  const { error } = failure;
  if (error === ErrorName.runtime) return false;
  return names.some((name) => {
    if (name === error || (failure.alias !== undefined && name === failure.alias)) return true;
    if (error === ErrorName.dataLimit) return false;
    return name === ErrorName.all || (name === ErrorName.taskFailed && error !== ErrorName.timeout);
  });
}

/** Seconds to wait before an attempt, `count` retries of this retrier being used up. */
export function retryDelay(retrier: Retrier, count: number, random: () => number): number {
  const { IntervalSeconds = 1, BackoffRate = 2, MaxDelaySeconds = Infinity, JitterStrategy = 'NONE' } = retrier;
  const delay = Math.min(IntervalSeconds * BackoffRate ** count, MaxDelaySeconds);
  return JitterStrategy === 'FULL' ? delay * random() : delay;
}

async function pauseBefore(entry: StateEntry, retrier: Retrier, count: number, failure: StateFailure): Promise<void> {
  const { clock, random } = entry.execution;
  const delaySeconds = retryDelay(retrier, count, random);
  const { error, reason } = failure;
  entry.report({ kind: 'retrying', error: error ?? '', cause: reason ?? '', attempt: count + 1, delaySeconds });
  await clock.sleep(delaySeconds * 1000, entry.branch.signal);
}

async function catchFailure(entry: StateEntry<AttemptedState>, failure: StateFailure): Promise<Transition> {
  const index = entry.state.Catch?.findIndex(({ ErrorEquals }) => matches(ErrorEquals, failure)) ?? -1;
  const catcher = entry.state.Catch?.[index];
  if (catcher === undefined) throw failure;
  const { error, reason } = failure;
  entry.report({ kind: 'caught', error: error ?? '', cause: reason ?? '', next: catcher.Next });
  const errorOutput: JsonObject = {
    ...(error === undefined ? {} : { Error: error }),
    ...(reason === undefined ? {} : { Cause: reason }),
  };
  return shape(entry, catcher, {
    field: `Catch[${index}]/`,
    states: { errorOutput },
    fallback: fallbackOutput(entry, catcher, errorOutput),
    next: catcher.Next,
  });
}

function fallbackOutput(
  entry: StateEntry,
  catcher: Catcher,
  errorOutput: JsonObject,
): JsonObject | StateEntry['input'] {
  return entry.language === 'JSONPath' ? placeResult(catcher.ResultPath, entry.input, errorOutput) : errorOutput;
}
