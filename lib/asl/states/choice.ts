import { shape } from '../data-flow';
import type { ChoiceState } from '../definition';
import { RuntimeFailure } from '../errors';
import { wrongType } from '../expression';
import type { Transition } from '../execution';
import type { StateEntry } from '../state-entry';

/**
 * Choice: the first rule whose `Condition` is true, else `Default`. A rule has its own `Assign` and `Output`; those of
 * the state belong to `Default`. Without a match and a `Default` AWS ends the execution with States.Runtime.
 */
export async function choice(entry: StateEntry<ChoiceState>): Promise<Transition> {
  const { state } = entry;
  for (const [index, rule] of state.Choices.entries()) {
    const field = `Choices[${index}]/`;
    const condition =
      typeof rule.Condition === 'boolean' ? rule.Condition : await entry.evaluate(rule.Condition, `${field}Condition`);
    if (typeof condition !== 'boolean') throw wrongType(rule.Condition, `${field}Condition`, 'boolean', condition);
    if (condition) return shape(entry, rule, { field, states: {}, fallback: entry.input, next: rule.Next });
  }
  if (state.Default === undefined) {
    throw new RuntimeFailure('Failed to transition out of the state. The state does not point to a next state.');
  }
  return shape(entry, state, { field: '', states: {}, fallback: entry.input, next: state.Default });
}
