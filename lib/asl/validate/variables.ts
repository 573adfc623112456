import { isJsonObject, type Json, type JsonObject } from '../json';
import type { Findings } from './problems';

const NAME = /^[\p{L}_][\p{L}\p{N}_]{0,79}$/u;

/** Finds names that cannot be variables. */
export function checkVariableNames(assign: Json | undefined, findings: Findings): void {
  if (assign === undefined) return;
  if (!isJsonObject(assign)) {
    findings.invalid('expected an object of variables');
    return;
  }
  for (const name of Object.keys(assign).map(variableName)) {
    if (name === 'states') findings.at(name).invalid('the variable name states is reserved');
    else if (!NAME.test(name))
      findings.at(name).invalid('a variable name is a letter or _, then up to 79 letters, digits and _');
  }
}

/** Variables that the states of a group assign themselves, not those in their Maps and Parallels. */
export function listAssigned(states: JsonObject): Set<string> {
  const names = new Set<string>();
  for (const state of Object.values(states)) {
    if (isJsonObject(state))
      for (const { assign } of assignmentsOf(state))
        for (const name of Object.keys(assign)) names.add(variableName(name));
  }
  return names;
}

/** Finds states that assign a variable of a scope around theirs: it can be read, not changed. */
export function checkOuterVariables(state: JsonObject, outer: ReadonlySet<string>, findings: Findings): void {
  for (const { steps, assign } of assignmentsOf(state)) {
    for (const name of Object.keys(assign)
      .map(variableName)
      .filter((each) => outer.has(each))) {
      findings
        .at(...steps, 'Assign', name)
        .invalid(`$${name} belongs to the states around this one and cannot be assigned here`);
    }
  }
}

interface Assignment {
  readonly steps: readonly (string | number)[];
  readonly assign: JsonObject;
}

function assignmentsOf(state: JsonObject): Assignment[] {
  const nested = ['Choices', 'Catch'].flatMap((field) => {
    const list = state[field];
    return Array.isArray(list) ? list.map((entry, index) => ({ steps: [field, index], holder: entry })) : [];
  });
  return [{ steps: [], holder: state as Json }, ...nested].flatMap(({ steps, holder }) => {
    const assign = isJsonObject(holder) ? holder.Assign : undefined;
    return isJsonObject(assign) ? [{ steps, assign }] : [];
  });
}

/** JSONPath marks computed variables with `.$`. */
function variableName(key: string): string {
  return key.endsWith('.$') ? key.slice(0, -2) : key;
}
