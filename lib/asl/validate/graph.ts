import { isJsonObject, type Json, type JsonObject } from '../json';
import { isStateType } from './fields';
import type { Findings } from './problems';

interface Target {
  readonly name: string;
  readonly steps: readonly (string | number)[];
}

/** Finds targets that do not exist and states that nothing leads to. `states` are known to be objects. */
export function checkGraph(
  startAt: Json | undefined,
  states: Readonly<Record<string, JsonObject>>,
  findings: Findings,
): void {
  if (typeof startAt !== 'string') {
    findings.at('StartAt').invalid('expected the name of the first state');
    return;
  }
  if (!Object.hasOwn(states, startAt)) findings.at('StartAt').invalid(`there is no state '${startAt}'`);
  const reached = new Set<string>([startAt]);
  for (const name of reached) {
    for (const target of targetsOf(states[name] ?? {})) reached.add(target.name);
  }
  for (const [name, state] of Object.entries(states)) {
    const at = findings.at('States', name);
    if (!reached.has(name)) at.invalid(`nothing leads to the state '${name}'`);
    for (const target of targetsOf(state)) {
      if (!Object.hasOwn(states, target.name)) at.at(...target.steps).invalid(`there is no state '${target.name}'`);
    }
    checkOnward(state, at);
  }
}

function targetsOf(state: JsonObject): Target[] {
  const nested = ['Choices', 'Catch'].flatMap((field) => {
    const list = state[field];
    return Array.isArray(list)
      ? list.map((entry, index) => ({
          value: isJsonObject(entry) ? entry.Next : undefined,
          steps: [field, index, 'Next'],
        }))
      : [];
  });
  return [{ value: state.Next, steps: ['Next'] }, { value: state.Default, steps: ['Default'] }, ...nested].flatMap(
    ({ value, steps }) => (typeof value === 'string' ? [{ name: value, steps }] : []),
  );
}

function checkOnward(state: JsonObject, findings: Findings): void {
  const type = state.Type;
  if (!isStateType(type)) return;
  if (type === 'Choice' || type === 'Succeed' || type === 'Fail') return;
  const { Next, End } = state;
  if (Next !== undefined && typeof Next !== 'string') findings.at('Next').invalid('expected the name of a state');
  if (End !== undefined && typeof End !== 'boolean') findings.at('End').invalid('expected true or false');
  if ((Next === undefined) !== (End === true)) findings.invalid('needs either Next or "End": true');
}
