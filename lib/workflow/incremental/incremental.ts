import { mapStates, reroute } from '../reroute';
import type { ChangesNightState, StateName } from '../state-names';
import { goOnWith, jsonata, toLiteral, type State, type States, type Workflow } from '../states';
import { NOTHING } from '../columnar/remove-unpublished';
import { makeBaseStates } from './base';
import { makeChangesStates } from './changes';
import { makeCheckNewestStates } from './check-newest';
import { makeReconcileStates } from './reconcile';
import { IS_GIVEN, IS_OF_CHANGES, NO_CHANGES } from './variables';
import { makeWindowStates } from './windows';

type AnyStates = Partial<Record<StateName, State>>;

/**
 * The states of a table with `incremental`: those of a columnar table, with other successors where nights of changes
 * differ, and additional states.
 *
 * @param states those of a columnar table
 */
export function makeIncrementalStates<S extends AnyStates>(
  workflow: Workflow,
  states: S,
): S & States<ChangesNightState> {
  const end = workflow.config.retentionDays === undefined ? 'ExportCompleted' : 'readExpired';
  return {
    ...mapStates(states, (state, name) => change(state, name as StateName, end)),
    ...makeBaseStates(workflow),
    ...makeWindowStates(workflow),
    ...makeChangesStates(workflow),
    ...makeCheckNewestStates(workflow),
    ...makeReconcileStates(workflow, end),
  };
}

function change(state: State, name: StateName, end: StateName): State {
  switch (name) {
    case 'checkInput':
      return beginWithoutChanges(state);
    case 'waitForTime':
      return reroute(state, 'callExport', 'readBase');
    case 'callExport':
      return reroute(state, 'readRecovery', 'Wait1');
    case 'readRecovery':
      return reroute(state, 'Wait1', 'chooseExport');
    case 'checkManifest':
      return { ...state, Choices: insertAfterFirst(state.Choices ?? [], toWindow) };
    case 'registerManifest':
      return reroute(state, 'registerPartition', 'checkKind');
    case 'checkValidation':
    case 'judgeChecks':
      return reroute(state, 'recordVerified', 'readNewest');
    case 'checkUnpublished':
      return { ...state, Choices: insertAfterFirst(state.Choices ?? [], ...afterRemoval) };
    case 'dropUnloaded':
      return reroute(state, end, 'checkReconcile');
    default:
      return state;
  }
}

/** The rule of checkManifest, after the one that what was read is no object, that leads to the window's own rules. */
const toWindow = {
  Condition: jsonata(
    `${IS_OF_CHANGES} or (${IS_GIVEN} and ($manifest.exportType = 'INCREMENTAL_EXPORT' or $exists($manifest.exportFromTime)))`,
  ),
  Next: 'checkWindow',
} as const;

const isRemoved = (then: string) => `$keep = ${toLiteral(NOTHING)} and $afterRemoval = ${toLiteral(then)}`;

/**
 * The rules of checkUnpublished, after the one that goes on removing, where the Parquet is not that of a refused night.
 */
const afterRemoval = [
  goOnWith(isRemoved('again'), 'readBase', { afterRemoval: 'fail' }),
  { Condition: jsonata(isRemoved('reconciled')), Next: 'recordReconciled' as const },
];

function insertAfterFirst<T>([first, ...rest]: readonly T[], ...inserted: readonly T[]): T[] {
  return first === undefined ? [...inserted] : [first, ...inserted, ...rest];
}

/** Every way out of checkInput but that of a refusal assigns what a night of changes begins with. */
function beginWithoutChanges(state: State): State {
  return {
    ...state,
    Choices: (state.Choices ?? []).map((rule) =>
      rule.Next === 'ExportFailed'
        ? rule
        : { ...rule, Assign: { ...rule.Assign, ...NO_CHANGES, fullBecause: jsonata("'the input gives the export'") } },
    ),
    Assign: { ...state.Assign, ...NO_CHANGES },
  };
}
