import { differencesQuery, ownTable } from '../../sql';
import { dropPartition } from '../drop-partition';
import { RETRY_QUERY, RETRY_RESULTS } from '../retries';
import type { ReconcileState } from '../state-names';
import { assignFailure, goOnWith, jsonata, toLiteral, type Details, type States, type Workflow } from '../states';
import { fillIn, QUERY_TIMEOUT_SECONDS, queryArguments, REASON } from '../validation/query';

/** The condition that the full export has the same items as the published night of changes. */
export const NIGHT_IS_PROVEN = `$validation.facts.items = $proven.parameters.item_count and $validation.facts.fingerprint = $proven.parameters.fingerprint`;

/**
 * checkReconcile, after the night of changes is published. If a reconciliation is due, a full export of the same
 * instant goes through the same states and is compared (checkNewest). Equal: dropReconciled -> dropUnverified ... ->
 * recordReconciled -> recordVerified ...
 * publishes the night again, with the date of the reconciliation. Not equal: compareNights -> readDifferences ->
 * recordVerified
 * ... publishes the full export in its place, and the execution ends in ExportFailed, which sends a message.
 */
export function makeReconcileStates(
  workflow: Workflow,
  end: 'ExportCompleted' | 'readExpired',
): States<ReconcileState> {
  const { table, names } = workflow;
  const failDifferent = (details: Partial<Details>) =>
    assignFailure(workflow, 'Reconcile.Different', {
      what: toLiteral(
        'The night of changes was not what a full export of the same instant is. The full export is published in its place.',
      ),
      found: `'not known'`,
      expected: `$proven.parameters.item_count & ' items, fingerprint ' & $proven.parameters.fingerprint`,
      nightOfChanges: '$proven.parameters.export_id',
      ...details,
    });
  const unknown = failDifferent({
    found: `$validation.facts.items & ' items, fingerprint ' & $validation.facts.fingerprint & '; they could not be compared: ' & ${REASON}`,
  });
  return {
    checkReconcile: {
      Type: 'Choice',
      Choices: [
        goOnWith(`$reconcile = 'due'`, 'callExport', {
          reconcile: 'running',
          nightKind: 'full',
          proven: jsonata(
            `{'exportId': $exportId, 'exportArn': $exportArn, 'location': $location, 'manifest': $manifest, 'validation': $validation, 'queryId': $queryId, 'parameters': $night}`,
          ),
        }),
        { Condition: jsonata(`$reconcile = 'different'`), Next: 'ExportFailed' },
      ],
      Default: end,
    },
    dropReconciled: dropPartition(workflow, names.staged, [jsonata('$exportId')], 'dropUnverified'),
    recordReconciled: {
      Type: 'Pass',
      Comment: 'The night of changes again, now with the date on which a full export has proven it',
      Assign: {
        reconcile: 'done',
        afterRemoval: 'fail',
        nightKind: 'changes',
        exportId: jsonata('$proven.exportId'),
        exportArn: jsonata('$proven.exportArn'),
        location: jsonata('$proven.location'),
        manifest: jsonata('$proven.manifest'),
        validation: jsonata('$proven.validation'),
        queryId: jsonata('$proven.queryId'),
        night: jsonata(`$merge([$proven.parameters, {'reconciled_at': $exportDate}])`),
        slots: {},
      },
      Next: 'recordVerified',
    },
    compareNights: {
      Type: 'Task',
      Resource: 'arn:aws:states:::athena:startQueryExecution.sync',
      Arguments: queryArguments(
        workflow,
        fillIn({ exportDate: '$exportDate', unloadId: '$unloadId' }, (night) =>
          differencesQuery(table, { raw: ownTable(names, 'raw'), unloaded: ownTable(names, 'unloaded') }, night),
        ),
      ),
      TimeoutSeconds: QUERY_TIMEOUT_SECONDS,
      Assign: { differencesId: jsonata('$states.result.QueryExecution.QueryExecutionId') },
      Retry: RETRY_QUERY,
      Catch: [
        {
          ErrorEquals: ['States.TaskFailed', 'States.Timeout'],
          Assign: { ...unknown, reconcile: 'different' },
          Next: 'recordVerified',
        },
      ],
      Next: 'readDifferences',
    },
    readDifferences: {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:athena:getQueryResults',
      Arguments: { QueryExecutionId: jsonata('$differencesId'), MaxResults: 2 },
      Assign: {
        ...failDifferent({
          found: `($row := $states.result.ResultSet.Rows[1].Data.VarCharValue; $row[0] & ($row[0] = '1' ? ' key differs: ' : ' keys differ, among them ') & $row[1])`,
          queryExecutionId: '$differencesId',
        }),
        reconcile: 'different',
      },
      Retry: RETRY_RESULTS,
      Next: 'recordVerified',
    },
  };
}
