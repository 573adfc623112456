import { complete } from '../data-flow';
import type { WaitState } from '../definition';
import { QueryFailure, RuntimeFailure } from '../errors';
import type { Transition } from '../execution';
import { wrongType } from '../expression';
import { LONGEST_SECONDS } from '../limits';
import type { StateEntry } from '../state-entry';
import { isTimestamp, timestampMillis } from '../timestamp';
import { secondsOf } from './seconds';

/** Wait: `Seconds` from now, or until `Timestamp`, of which AWS ignores the milliseconds. */
export async function wait(entry: StateEntry<WaitState>): Promise<Transition> {
  const { clock } = entry.execution;
  const { Seconds, Timestamp } = entry.state;
  const milliseconds =
    Seconds !== undefined
      ? (await secondsOf(entry, 'Seconds', Seconds, 0)) * 1000
      : (await timestampOf(entry, Timestamp ?? '')) - clock.now();
  if (milliseconds > LONGEST_SECONDS * 1000) throw new RuntimeFailure('Wait state delay is too long.');
  await clock.sleep(Math.max(0, milliseconds), entry.branch.signal);
  return complete(entry);
}

async function timestampOf(entry: StateEntry, template: string): Promise<number> {
  const value = await entry.evaluate(template, 'Timestamp');
  if (typeof value !== 'string') throw wrongType(template, 'Timestamp', 'string', value);
  if (!isTimestamp(value)) {
    throw new QueryFailure(
      `The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: ${value}`,
      'Timestamp',
    );
  }
  return timestampMillis(value);
}
