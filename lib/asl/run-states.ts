import { abortReason } from './clock';
import type { State, StateGroup } from './definition';
import type { Branch, Execution } from './execution';
import type { Json } from './json';
import { StateEntry } from './state-entry';
import { visit } from './states';

/** Runs states from `StartAt` until one has no `Next`. @returns its output @throws StateFailure, Interruption */
export async function runStates(execution: Execution, group: StateGroup, input: Json, branch: Branch): Promise<Json> {
  let name: string | undefined = group.StartAt;
  let data = input;
  while (name !== undefined) {
    const state: State | undefined = group.States[name];
    if (state === undefined) throw new Error(`the definition was not validated: it has no state '${name}'`);
    const entry: StateEntry = new StateEntry(execution, branch, name, state, data);
    branch.current = entry;
    try {
      // The observer of the entry may have ended the execution.
      if (branch.signal.aborted) throw abortReason(branch.signal);
      const { output, assigned, next } = await visit(entry);
      entry.exit(output, assigned);
      data = output;
      name = next;
    } catch (thrown) {
      throw entry.nameFailure(thrown);
    }
  }
  branch.current = undefined;
  return data;
}
