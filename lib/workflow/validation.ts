import { partitionInput } from '../catalog';
import { PROBLEM_COLUMNS, validationQuery } from '../sql';
import { RETRY_ATHENA, RETRY_GLUE } from './retries';
import { failure, goOn, jsonata, refuse, value, type States, type Workflow } from './states';
import { statement } from './statement';

/** Athena ends a query after 30 minutes, or later where the quota was raised; then the state times out. */
export const QUERY_TIMEOUT_SECONDS = 4 * 3600;

/** registerPartition -> validateExport -> readValidation -> checkValidation: is what lies there what was exported? */
export function validationStates(workflow: Workflow): States {
  const { names } = workflow;
  const header = PROBLEM_COLUMNS.join(',');
  return {
    registerPartition: {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:glue:createPartition',
      Arguments: {
        DatabaseName: names.database,
        TableName: names.staged,
        PartitionInput: partitionInput('staged', [jsonata('$exportId')], jsonata('$location')),
      },
      Retry: RETRY_GLUE,
      Catch: [goOn('Glue.AlreadyExistsException', 'validateExport')],
      Next: 'validateExport',
    },
    validateExport: {
      Type: 'Task',
      Resource: 'arn:aws:states:::athena:startQueryExecution.sync',
      // No ClientRequestToken: after a failed query the same token would answer with that failed query.
      Arguments: {
        QueryString: jsonata(query(workflow)),
        QueryExecutionContext: { Catalog: 'AwsDataCatalog', Database: names.database },
        WorkGroup: names.workgroup,
      },
      TimeoutSeconds: QUERY_TIMEOUT_SECONDS,
      Assign: { queryId: jsonata('$states.result.QueryExecution.QueryExecutionId') },
      Retry: RETRY_ATHENA,
      Catch: [queryFailed(workflow)],
      Next: 'readValidation',
    },
    readValidation: {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:athena:getQueryResults',
      Arguments: { QueryExecutionId: jsonata('$queryId'), MaxResults: 100 },
      Assign: {
        validation: jsonata(
          `($rows := $states.result.ResultSet.Rows; {'header': $join($rows[0].Data.VarCharValue, ','), 'problems': [${problems}]})`,
        ),
      },
      Retry: RETRY_ATHENA,
      Next: 'checkValidation',
    },
    checkValidation: {
      Type: 'Choice',
      Choices: [
        refuse(workflow, `$not($validation.header = ${value(header)})`, 'Validation.Unreadable', {
          what: value('The validation gave a result that is not its own.'),
          found: '$validation.header',
          expected: value(header),
          queryExecutionId: '$queryId',
        }),
        refuse(workflow, `$count($validation.problems[severity = 'error']) > 0`, 'Validation.Failed', {
          what: `'The export is not what its manifest says: ' & $string($count($validation.problems[severity = 'error'])) & ' problem(s).'`,
          found: '$validation.problems',
          expected: value('no row with severity error'),
          queryExecutionId: '$queryId',
          staged: `${value(`SELECT item FROM ${names.database}.${names.staged} WHERE export_id = '`)} & $exportId & ${value("' LIMIT 100")}`,
        }),
      ],
      Default: 'recordVerified',
      Assign: {
        night: jsonata(night),
      },
    },
  };
}

/** What a published partition says of itself; Glue's parameters are texts. */
const night = `{'export_id': $exportId, 'export_arn': $exportArn, 'export_time': $manifest.exportTime, 'item_count': $string($manifest.itemCount), 'validation_query_id': $queryId, 'warnings': $string($count($validation.problems))}`;

/** Row 0 is the header; a NULL is a Datum without value, whose field is then absent. */
const problems = `$map($rows, function($row, $index) { $index > 0 ? {${PROBLEM_COLUMNS.map((name, index) => `'${name}': $row.Data[${index}].VarCharValue`).join(', ')}} })`;

/** The validation query with the night's own values put in, which checkInput and checkManifest have checked. */
function query({ table, names }: Workflow): string {
  const glueTable = (name: string) => `${names.database}.${name}`;
  const tables = { staged: glueTable(names.staged), files: glueTable(names.files), bucket: names.bucket };
  const night = { exportId: '$exportId', exportDate: '$exportDate', itemCount: '$string($manifest.itemCount)' };
  return table.columnar
    ? statement((values) => validationQuery(table, { ...tables, unloaded: glueTable(names.unloaded) }, values), {
        ...night,
        unloadId: '$unloadId',
      })
    : statement((values) => validationQuery(table, tables, values), night);
}

/**
 * States.TaskFailed is every failure but a timeout, so this also gets what Athena refused after all retries. The cause of a
 * failed query is its QueryExecution as JSON; its reason is taken out by pattern, since parsing could fail.
 */
export function queryFailed(workflow: Workflow, query = 'validation query') {
  const cause = '$states.errorOutput.Cause';
  const reason = `$match(${cause}, /"StateChangeReason" ?: ?"(([^\\\\"]|\\\\.)*)"/, 1).groups[0]`;
  const details = {
    what: `$states.errorOutput.Error = 'States.TaskFailed' ? 'The ${query} failed.' : 'Athena did not run the ${query}: ' & $states.errorOutput.Error`,
    found: `$substring($exists(${reason}) ? $replace(${reason}, /\\\\(["\\\\])/, '$1') : ${cause}, 0, 4000)`,
    expected: value('SUCCEEDED'),
  };
  const failed = failure(workflow, 'Validation.QueryFailed', details).failure.slice(3, -3);
  const notRun = failure(workflow, 'Validation.NotRun', details).failure.slice(3, -3);
  return {
    ErrorEquals: ['States.TaskFailed'],
    Assign: { failure: jsonata(`$states.errorOutput.Error = 'States.TaskFailed' ? ${failed} : ${notRun}`) },
    Next: 'ExportFailed',
  };
}
