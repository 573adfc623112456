import { windowManifestRules } from '../../night';
import { dateOfItems, refuseByRules } from '../export/manifest';
import { goOnWith, jsonata, refuse, toLiteral, type State, type Workflow } from '../states';
import { IS_GIVEN, WITHOUT_CHANGES } from './variables';

/** The condition that the changes are those of another table than the base, which had the same name. */
const IS_OF_OTHER_TABLE = `$exists($manifest.tableId) and $exists($base.parameters.table_id) and $not($manifest.tableId = $base.parameters.table_id)`;

/**
 * Checks that the manifest is that of the requested window. For an incremental export in the input, the first pass has
 * no base yet and reads it; in the second pass the window is the time since the base, which the export must match.
 */
export function checkWindow(workflow: Workflow): State {
  const found = `$manifest.exportFromTime & ' to ' & $manifest.exportToTime`;
  const isOther = (bound: 'from' | 'to', member: string) =>
    `$not($toMillis($manifest.${member}) = $toMillis($window.${bound}))`;
  return {
    Type: 'Choice',
    Comment: 'Has the export the changes of the time since the base?',
    Choices: [
      ...refuseByRules(workflow, windowManifestRules),
      {
        Condition: jsonata(`${IS_GIVEN} and $not($exists($window.from))`),
        Assign: {
          exportTime: jsonata('$manifest.exportToTime'),
          exportDate: jsonata(`$isDated ? $exportDate : ${dateOfItems(workflow, '$manifest.exportToTime')}`),
        },
        Next: 'readBase',
      },
      refuse(workflow, `${IS_GIVEN} and ${isOther('from', 'exportFromTime')}`, 'Changes.NotContiguous', {
        what: toLiteral('The export has not the changes since the newest published night.'),
        found,
        expected: `'the changes from ' & $window.from & ' on, the instant of the night ' & $base.date`,
      }),
      refuse(
        workflow,
        `${isOther('from', 'exportFromTime')} or ${isOther('to', 'exportToTime')}`,
        'Manifest.OtherWindow',
        {
          what: toLiteral('The export has the changes of another time than it was asked for.'),
          found,
          expected: `$window.from & ' to ' & $window.to`,
        },
      ),
      refuse(workflow, `${IS_GIVEN} and ${IS_OF_OTHER_TABLE}`, 'Changes.OtherTable', {
        what: toLiteral('The table was deleted and made anew under its name since the newest night.'),
        found: '$manifest.tableId',
        expected: `$base.parameters.table_id & ', the table of the night ' & $base.date`,
      }),
      goOnWith(IS_OF_OTHER_TABLE, 'callExport', {
        ...WITHOUT_CHANGES,
        fullBecause: jsonata(
          `'the table was deleted and made anew: its id is ' & $manifest.tableId & ', that of the newest night ' & $base.parameters.table_id`,
        ),
      }),
    ],
    Default: 'checkDate',
    Assign: {
      exportId: jsonata(`$split($exportArn, '/')[-1]`),
      itemsDate: jsonata(dateOfItems(workflow, '$exportTime')),
      // A night stands for an instant, and has the items of it, however many windows it is made of.
      manifest: jsonata(`$merge([$manifest, {'exportTime': $exportTime}])`),
      windows: jsonata(
        `$append($windows, [{'id': $split($exportArn, '/')[-1], 'from': $manifest.exportFromTime, 'to': $manifest.exportToTime, 'items': $manifest.itemCount}])`,
      ),
    },
  };
}
