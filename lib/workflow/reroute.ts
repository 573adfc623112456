import type { StateName } from './state-names';
import type { State } from './states';

/** Replaces one successor of a state by another, in every field, rule and catcher. */
export function reroute(state: State, from: StateName, to: StateName): State {
  const { Next, Default, Choices, Catch } = state;
  const follow = <R extends { readonly Next: StateName }>(rule: R): R =>
    rule.Next === from ? { ...rule, Next: to } : rule;
  return {
    ...state,
    ...(Next === from && { Next: to }),
    ...(Default === from && { Default: to }),
    ...(Choices && { Choices: Choices.map(follow) }),
    ...(Catch && { Catch: Catch.map(follow) }),
  };
}

/** Changes each of the states; the names stay. */
export function mapStates<S extends Partial<Record<StateName, State>>>(
  states: S,
  change: (state: State, name: string) => State,
): S {
  return Object.fromEntries(Object.entries<State>(states).map(([name, state]) => [name, change(state, name)])) as S;
}
