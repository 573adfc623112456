import { NIGHT_PARAMETERS, WORKFLOW_CHECKS, type CompletedNight } from '../night';
import type { EndState } from './state-names';
import { jsonata, type States, type Workflow } from './states';

/** ExportCompleted and ExportFailed. A failed staged partition stays, so that it can be queried. */
export function makeEndStates({ table }: Workflow): States<EndState> {
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
        warnings: jsonata(`[$append($validation.problems, ${beforeThisNight})]`),
        ...(table.incremental && {
          kind: jsonata('$nightKind'),
          fullBecause: jsonata('$fullBecause'),
          changes: jsonata(CHANGES),
        }),
      } satisfies Partial<Record<keyof CompletedNight, string>>,
    },
    ExportFailed: { Type: 'Fail', Error: jsonata('$failure.error'), Cause: jsonata('$string($failure)') },
  };
}

/** How many items the night of changes has inserted, updated and deleted; {} of a full one. */
const CHANGES = `$merge([{}, $sift($validation.facts, function($v, $k) { $k in ['inserted', 'updated', 'deleted'] })])`;

const ID = NIGHT_PARAMETERS.tableId;
const TIME = NIGHT_PARAMETERS.exportTime;

/**
 * The warning, in JSONata, of what happened to the table between the newest other night and this one: they have the ids of two
 * tables, as it was deleted and made anew under its name; or its point-in-time recovery does not reach back to the other one,
 * though its window is not full. The night is true all the same. Nothing, where a night lacks what is compared.
 */
const beforeThisNight = `($this := $nights[date = $exportDate][0]; $other := $nights[$not(date = $exportDate)][0]; $exists($this.parameters.${ID}) and $exists($other.parameters.${ID}) and $not($this.parameters.${ID} = $other.parameters.${ID}) ? {'check': '${WORKFLOW_CHECKS.tableId}', 'severity': 'warn', 'expected': $other.parameters.${ID} & ', the table of ' & $other.date, 'found': $this.parameters.${ID} & ', another table of this name'} : $exists($other.parameters.${TIME}) and $recoverySince > $other.parameters.${TIME} ? {'check': '${WORKFLOW_CHECKS.recovery}', 'severity': 'warn', 'expected': 'point-in-time recovery since ' & $other.parameters.${TIME} & ', the time of ' & $other.date, 'found': 'since ' & $recoverySince})`;
