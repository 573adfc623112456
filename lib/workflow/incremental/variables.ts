import { CHAIN_PARAMETERS, NIGHT_PARAMETERS } from '../../night';
import { UNLOAD_ID } from '../columnar/columnar-folder';
import { FIRST_PAGE } from '../partition-pages';
import { jsonata, type Assign } from '../states';

/** Initial values of the variables of a table with `incremental`. */
export const NO_CHANGES: Assign = {
  nightKind: 'full',
  fullBecause: jsonata("''"),
  base: {},
  newest: {},
  nextToken: FIRST_PAGE,
  windows: [],
  pending: [],
  window: {},
  changes: { problems: [] },
  reconcile: 'none',
  attempts: 0,
  chosenMillis: 0,
  afterRemoval: 'fail',
  refused: false,
  unloadId: jsonata(UNLOAD_ID),
  undeletable: false,
};

/**
 * The parameter of a window's registration, and of a night of changes, with the prefix that the window was exported with:
 * its objects lie below it, and no others. '' where the export was made outside of this workflow.
 */
export const WINDOW_PREFIX = 'changes_prefix';

/** What a night of changes assigns when it switches to a full export. */
export const WITHOUT_CHANGES: Assign = { nightKind: 'full', windows: [], pending: [], reconcile: 'none' };

/** The condition that the input names an export, so that no new one is requested. */
export const IS_GIVEN = '$exists($states.context.Execution.Input.exportArn)';

/** The condition that the night is being made of changes. */
export const IS_OF_CHANGES = `$nightKind = 'changes'`;

/** SQL rows of the night's windows, in JSONata: id, from, to (microseconds since 1970), records; in their order. */
export const WINDOW_ROWS = `$join($windows.("('" & id & "', " & $string($toMillis(from)) & "000, " & $string($toMillis(to)) & "000, " & $string(items) & ")"), ', ')`;

/** SQL literals of the ids of the night's windows, in JSONata. */
export const WINDOW_IDS = `$join($windows.("'" & id & "'"), ', ')`;

/** The parameter of a manifest's registration that retention needs to remove a window, in JSONata. */
export const WINDOW_REGISTRATION = `${IS_OF_CHANGES} ? {'${WINDOW_PREFIX}': $window.prefix} : {}`;

/** What the partition of a window's changes says of it, as a night does of itself, in JSONata: its time and its changes. */
export const WINDOW_PARAMETERS = `{'${CHAIN_PARAMETERS.changesFrom}': $manifest.exportFromTime, '${NIGHT_PARAMETERS.exportTime}': $manifest.exportToTime, '${NIGHT_PARAMETERS.itemCount}': $string($manifest.itemCount)}`;
