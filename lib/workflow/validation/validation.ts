import { partitionInput } from '../../catalog';
import { ITEMS_DATE_CHECK, PROBLEM_COLUMNS } from '../../night';
import { tableIdentifier, validationQuery } from '../../sql';
import { leaveValidation } from './checks';
import { dataLocation } from '../export/manifest';
import { fillIn, queryArguments, REASON } from './query';
import { RETRY_GLUE, RETRY_QUERY, RETRY_RESULTS } from '../retries';
import type { ValidationState } from '../state-names';
import {
  describeFailure,
  goOn,
  goOnWith,
  jsonata,
  refuse,
  toLiteral,
  type Catcher,
  type States,
  type Workflow,
} from '../states';
import { firstCharacters } from '../text';

/** Athena ends a query after 30 minutes, or later where the quota was raised; then the state times out. */
export const QUERY_TIMEOUT_SECONDS = 4 * 3600;

/** registerPartition -> validateExport -> readValidation -> checkValidation: is what lies there what was exported? */
export function makeValidationStates(workflow: Workflow): States<ValidationState> {
  const { names } = workflow;
  const header = PROBLEM_COLUMNS.join(',');
  return {
    registerPartition: {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:glue:createPartition',
      Arguments: {
        DatabaseName: names.database,
        TableName: names.staged,
        PartitionInput: partitionInput('staged', [jsonata('$exportId')], jsonata(dataLocation(workflow))),
      },
      Retry: RETRY_GLUE,
      Catch: [goOn('Glue.AlreadyExistsException', 'validateExport')],
      Next: 'validateExport',
    },
    validateExport: {
      Type: 'Task',
      Resource: 'arn:aws:states:::athena:startQueryExecution.sync',
      Arguments: queryArguments(workflow, query(workflow)),
      TimeoutSeconds: QUERY_TIMEOUT_SECONDS,
      Assign: { queryId: jsonata('$states.result.QueryExecution.QueryExecutionId') },
      Retry: RETRY_QUERY,
      Catch: [catchFailedQuery(workflow)],
      Next: 'readValidation',
    },
    readValidation: {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:athena:getQueryResults',
      Arguments: { QueryExecutionId: jsonata('$queryId'), MaxResults: 100 },
      Assign: {
        validation: jsonata(
          `($rows := $states.result.ResultSet.Rows; {'header': $join($rows[0].Data.VarCharValue, ','), 'problems': [$append([${problems}], ${ofLaterDay})]})`,
        ),
      },
      Retry: RETRY_RESULTS,
      Next: 'checkValidation',
    },
    checkValidation: {
      Type: 'Choice',
      Choices: [
        // Another execution for this export drops the staged partition at its end; without it there is no item.
        goOnWith(
          `$contradictions = 0 and $count($validation.problems[check = 'item_count' and found = '0']) > 0`,
          'registerPartition',
          { contradictions: 1 },
        ),
        refuse(workflow, `$not($validation.header = ${toLiteral(header)})`, 'Validation.Unreadable', {
          what: toLiteral('The validation gave a result that is not its own.'),
          found: '$validation.header',
          expected: toLiteral(header),
          queryExecutionId: '$queryId',
        }),
        refuse(workflow, `$count($validation.problems[severity = 'error']) > 0`, 'Validation.Failed', {
          what: `'The export is not what its manifest says: ' & $string($count($validation.problems[severity = 'error'])) & ' problem(s).'`,
          found: '$validation.problems',
          expected: toLiteral('no row with severity error'),
          queryExecutionId: '$queryId',
          staged: `${toLiteral(`SELECT item FROM ${tableIdentifier(names.database, names.staged)} WHERE export_id = '`)} & $exportId & ${toLiteral("' LIMIT 100")}`,
        }),
      ],
      ...leaveValidation(workflow),
    },
  };
}

/** Row 0 is the header; a NULL is a Datum without value, whose field is then absent. */
const problems = `$map($rows, function($row, $index) { $index > 0 ? {${PROBLEM_COLUMNS.map((name, index) => `'${name}': $row.Data[${index}].VarCharValue`).join(', ')}} })`;

/** The validation query with the night's own values put in, which checkInput and checkManifest have checked. */
function query({ table, names }: Workflow): string {
  const glueTable = (name: string) => tableIdentifier(names.database, name);
  const tables = { staged: glueTable(names.staged), files: glueTable(names.files), bucket: names.bucket };
  const night = { exportId: '$exportId', exportDate: '$exportDate', itemCount: '$string($manifest.itemCount)' };
  const unloaded = { ...tables, unloaded: glueTable(names.unloaded) };
  return table.columnar
    ? fillIn({ ...night, unloadId: '$unloadId' }, (values) => validationQuery(table, unloaded, values))
    : fillIn(night, (values) => validationQuery(table, tables, values));
}

/** States.TaskFailed is every failure but a timeout, so this also gets what Athena refused after all retries. */
export function catchFailedQuery(workflow: Workflow, query = 'validation query'): Catcher {
  const details = {
    what: `$states.errorOutput.Error = 'States.TaskFailed' ? 'The ${query} failed.' : 'Athena did not run the ${query}: ' & $states.errorOutput.Error`,
    found: firstCharacters(REASON, 4000),
    expected: toLiteral('SUCCEEDED'),
  };
  const failed = describeFailure(workflow, 'Validation.QueryFailed', details);
  const notRun = describeFailure(workflow, 'Validation.NotRun', details);
  return {
    ErrorEquals: ['States.TaskFailed'],
    Assign: { failure: jsonata(`$states.errorOutput.Error = 'States.TaskFailed' ? ${failed} : ${notRun}`) },
    Next: 'ExportFailed',
  };
}

/**
 * The warning, in JSONata, that the items are those of a later day than the night's date, as where a night is made up for: by
 * its date it stands below nights whose items are older.
 */
const ofLaterDay = `($itemsDate > $exportDate ? {'check': '${ITEMS_DATE_CHECK}', 'severity': 'warn', 'expected': 'items of ' & $exportDate, 'found': 'those of ' & $itemsDate & ', ' & $manifest.exportTime})`;
