import { argumentsOf, complete } from '../data-flow';
import type { PassState } from '../definition';
import type { Transition } from '../execution';
import type { StateEntry } from '../state-entry';

/** Pass: gives its input, or what `Output` makes of it, on. */
export async function pass(entry: StateEntry<PassState>): Promise<Transition> {
  if (entry.language === 'JSONata') return complete(entry);
  const { Result } = entry.state;
  return complete(entry, Result === undefined ? await argumentsOf(entry) : Result);
}
