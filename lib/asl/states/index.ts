import type * as definition from '../definition';
import type { Transition } from '../execution';
import type { StateEntry } from '../state-entry';
import { choice } from './choice';
import { fail } from './fail';
import { map } from './map';
import { parallel } from './parallel';
import { pass } from './pass';
import { succeed } from './succeed';
import { task } from './task';
import { wait } from './wait';

/** Does what a state of its type does. @throws StateFailure, QueryFailure, RuntimeFailure, Interruption */
export function visit(entry: StateEntry): Promise<Transition> {
  switch (entry.state.Type) {
    case 'Pass':
      return pass(entry as StateEntry<definition.PassState>);
    case 'Task':
      return task(entry as StateEntry<definition.TaskState>);
    case 'Wait':
      return wait(entry as StateEntry<definition.WaitState>);
    case 'Choice':
      return choice(entry as StateEntry<definition.ChoiceState>);
    case 'Succeed':
      return succeed(entry as StateEntry<definition.SucceedState>);
    case 'Fail':
      return fail(entry as StateEntry<definition.FailState>);
    case 'Map':
      return map(entry as StateEntry<definition.MapState>);
    case 'Parallel':
      return parallel(entry as StateEntry<definition.ParallelState>);
  }
}
