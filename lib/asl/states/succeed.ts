import { complete } from '../data-flow';
import type { SucceedState } from '../definition';
import type { Transition } from '../execution';
import type { StateEntry } from '../state-entry';

/** Succeed: ends its line of states. */
export function succeed(entry: StateEntry<SucceedState>): Promise<Transition> {
  return complete(entry);
}
