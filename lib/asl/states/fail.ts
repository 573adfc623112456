import type { FailState } from '../definition';
import { StateFailure } from '../errors';
import { wrongType } from '../expression';
import type { StateEntry } from '../state-entry';

/** Fail: ends its line of states with `Error` and `Cause`, either of which may be missing. @throws StateFailure */
export async function fail(entry: StateEntry<FailState>): Promise<never> {
  throw new StateFailure(await textOf(entry, 'Error'), await textOf(entry, 'Cause'));
}

async function textOf(entry: StateEntry<FailState>, field: 'Error' | 'Cause'): Promise<string | undefined> {
  const template = entry.state[field];
  if (template === undefined || entry.language === 'JSONPath') return template;
  const value = await entry.evaluate(template, field);
  if (typeof value !== 'string') throw wrongType(template, field, 'string', value);
  return value;
}
