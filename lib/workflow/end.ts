import { NIGHT_PARAMETERS, TABLE_ID_CHECK, type CompletedNight } from '../night';
import type { EndState } from './state-names';
import { jsonata, type States } from './states';

/** ExportCompleted and ExportFailed. A failed staged partition stays, so that it can be queried. */
export function makeEndStates(): States<EndState> {
  return {
    ExportCompleted: {
      Type: 'Succeed',
      Output: {
        exportArn: jsonata('$exportArn'),
        exportDate: jsonata('$exportDate'),
        exportTime: jsonata('$manifest.exportTime'),
        itemCount: jsonata('$manifest.itemCount'),
        published: jsonata('$published'),
        validationQueryId: jsonata('$queryId'),
        warnings: jsonata(`[$append($validation.problems, ${ofTwoTables})]`),
      } satisfies Record<keyof CompletedNight, string>,
    },
    ExportFailed: { Type: 'Fail', Error: jsonata('$failure.error'), Cause: jsonata('$string($failure)') },
  };
}

const ID = NIGHT_PARAMETERS.tableId;

/**
 * The warning, in JSONata, that this night and the newest other one have the ids of two tables: the table was deleted and
 * made anew under its name. The night is true all the same. Nothing, where one of the two does not say its table's id.
 */
const ofTwoTables = `($this := $nights[date = $exportDate][0]; $other := $nights[$not(date = $exportDate)][0]; $exists($this.parameters.${ID}) and $exists($other.parameters.${ID}) and $not($this.parameters.${ID} = $other.parameters.${ID}) ? {'check': '${TABLE_ID_CHECK}', 'severity': 'warn', 'expected': $other.parameters.${ID} & ', the table of ' & $other.date, 'found': $this.parameters.${ID} & ', another table of this name'})`;
