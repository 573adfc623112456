import type { ShapingState } from './definition';
import type { Transition } from './execution';
import type { Json, JsonObject } from './json';
import { applyPaths, pathInput } from './json-path';
import { checkPayload } from './limits';
import type { StateEntry } from './state-entry';

/** What a Task, Pass or Parallel works on: its evaluated `Arguments`, or its input. */
export async function argumentsOf(entry: StateEntry<ShapingState>): Promise<Json> {
  const { state } = entry;
  if (entry.language === 'JSONPath') return pathInput(entry);
  return 'Arguments' in state ? entry.evaluate(state.Arguments, 'Arguments') : entry.input;
}

/**
 * Shapes what a state gives on: `Output` and `Assign`, or the JSONPath fields.
 *
 * @param result the state's result; without one its input goes on
 * @throws QueryFailure, StateFailure States.DataLimitExceeded
 */
export async function complete(entry: StateEntry<ShapingState>, result?: Json): Promise<Transition> {
  const { state } = entry;
  const next = 'Next' in state ? state.Next : undefined;
  if (entry.language === 'JSONPath') return checkLimits(entry, { ...applyPaths(entry, result), next });
  return shape(entry, state, {
    field: '',
    states: result === undefined ? {} : { result },
    fallback: result === undefined ? entry.input : result,
    next,
  });
}

/** Where `Assign` and `Output` stand, and what they see besides the input. */
export interface Shaping {
  /** Prefix of the field's name in messages: `''`, `Catch[0]/`, `Choices[0]/`. */
  readonly field: string;
  readonly states: JsonObject;
  /** The output when there is no `Output`. */
  readonly fallback: Json;
  readonly next: string | undefined;
}

/** Evaluates `Assign` and `Output` of a state, a catcher or a choice rule; both see the variables as they were. */
export async function shape(
  entry: StateEntry,
  fields: { readonly Assign?: JsonObject; readonly Output?: Json },
  { field, states, fallback, next }: Shaping,
): Promise<Transition> {
  const assigned = fields.Assign && ((await entry.evaluate(fields.Assign, `${field}Assign`, states)) as JsonObject);
  const output = fields.Output === undefined ? fallback : await entry.evaluate(fields.Output, `${field}Output`, states);
  return checkLimits(entry, { output, next, ...(assigned === undefined ? {} : { assigned }) });
}

function checkLimits(entry: StateEntry, transition: Transition): Transition {
  checkPayload(transition.output, entry.name);
  if (transition.assigned !== undefined) entry.branch.scope.check(transition.assigned);
  return transition;
}
