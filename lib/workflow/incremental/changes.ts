import { PROBLEM_COLUMNS } from '../../night';
import { ownTable, validateChangesQuery } from '../../sql';
import { RETRY_QUERY, RETRY_RESULTS } from '../retries';
import type { ChangesState } from '../state-names';
import { refuseUnlessBaseHasChanged } from './check-newest';
import { jsonata, refuse, toLiteral, type States, type Workflow } from '../states';
import { fillIn, QUERY_TIMEOUT_SECONDS, queryArguments } from '../validation/query';
import { catchFailedQuery, readProblems } from '../validation/validation';
import { WINDOW_IDS, WINDOW_ROWS } from './variables';

/** validateChanges -> readChanges -> checkChanges: validates the exported changes in the folders of the windows. */
export function makeChangesStates(workflow: Workflow): States<ChangesState> {
  const { table, names } = workflow;
  const tables = { changes: ownTable(names, 'changes'), files: ownTable(names, 'files'), bucket: names.bucket };
  const header = PROBLEM_COLUMNS.join(',');
  return {
    validateChanges: {
      Type: 'Task',
      Resource: 'arn:aws:states:::athena:startQueryExecution.sync',
      Arguments: queryArguments(
        workflow,
        fillIn({ exportDate: '$exportDate', windows: WINDOW_ROWS, windowIds: WINDOW_IDS }, (night) =>
          validateChangesQuery(table, tables, night),
        ),
      ),
      TimeoutSeconds: QUERY_TIMEOUT_SECONDS,
      Assign: { queryId: jsonata('$states.result.QueryExecution.QueryExecutionId') },
      Retry: RETRY_QUERY,
      Catch: [catchFailedQuery(workflow, 'query that validates the changes')],
      Next: 'readChanges',
    },
    readChanges: {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:athena:getQueryResults',
      Arguments: { QueryExecutionId: jsonata('$queryId'), MaxResults: 100 },
      Assign: { changes: jsonata(readProblems()) },
      Retry: RETRY_RESULTS,
      Next: 'checkChanges',
    },
    checkChanges: {
      Type: 'Choice',
      Choices: [
        refuse(workflow, `$not($changes.header = ${toLiteral(header)})`, 'Validation.Unreadable', {
          what: toLiteral('The validation of the changes gave a result that is not its own.'),
          found: '$changes.header',
          expected: toLiteral(header),
          queryExecutionId: '$queryId',
        }),
        refuseUnlessBaseHasChanged(workflow, `$count($changes.problems[severity = 'error']) > 0`, 'Changes.Failed', {
          what: `'The changes are not what their manifests say: ' & $string($count($changes.problems[severity = 'error'])) & ' problem(s).'`,
          found: '$changes.problems',
          expected: toLiteral('no row with severity error'),
          queryExecutionId: '$queryId',
          staged: `${toLiteral(`SELECT * FROM ${ownTable(names, 'changes')} WHERE export_date = '`)} & $exportDate & ${toLiteral("' AND export_id IN (")} & ${WINDOW_IDS} & ${toLiteral(') LIMIT 100')}`,
        }),
      ],
      Default: 'unloadExport',
    },
  };
}
