import { columnarStorage } from '../../catalog';
import { mergeStatement, ownTable, unloadStatement } from '../../sql';
import { mapStates, reroute } from '../reroute';
import { folderOfAttempt, UNLOAD_ID } from './columnar-folder';
import { makeUnpublishedStates, NOTHING } from './remove-unpublished';
import { IS_OF_CHANGES, WINDOW_IDS, WINDOW_ROWS } from '../incremental/variables';
import { fillIn, QUERY_TIMEOUT_SECONDS, queryArguments } from '../validation/query';
import { RETRY_QUERY, RETRY_GLUE } from '../retries';
import type { ChecksState, ColumnarState, ValidationState } from '../state-names';
import {
  assignFailure,
  CONTRADICTED,
  goOn,
  jsonata,
  toLiteral,
  type State,
  type States,
  type Workflow,
} from '../states';
import { catchFailedQuery } from '../validation/validation';

/** The states of the validation and of the users' checks. */
type Validation = States<ValidationState> & Partial<States<ChecksState>>;

/**
 * registerPartition -> unloadExport -> registerUnloaded -> the states of the validation, for columnar nights: one query
 * reads the lines of the export and writes them as Parquet, and all later states read the Parquet. A refused night
 * leaves no Parquet behind.
 *
 * @param validation its states as they are where nights are not columnar
 */
export function makeColumnarStates(workflow: Workflow, validation: Validation): Validation & States<ColumnarState> {
  return {
    ...mapStates(validation, (state, name) =>
      name === 'registerPartition'
        ? reroute(state, 'validateExport', 'unloadExport')
        : reroute(state, 'ExportFailed', 'dropUnverified'),
    ),
    unloadExport: unloadExport(workflow),
    ...makeUnpublishedStates(workflow),
    ...registerUnloaded(workflow),
  };
}

/** UNLOAD makes no table, so the role goes on making none. It writes to a folder only where nothing lies. */
function unloadExport(workflow: Workflow): State {
  const { table, names } = workflow;
  const folder = folderOfAttempt(workflow);
  const location = `'s3://${names.bucket}/' & ${folder}`;
  const sql = (night: Record<'exportId' | 'exportDate' | 'folder', string>) =>
    unloadStatement(table, { ...night, staged: ownTable(names, 'staged') });
  const unload = fillIn({ exportId: '$exportId', exportDate: '$exportDate', folder: `(${location})` }, sql);
  const query = 'query that writes the night as Parquet';
  const { ErrorEquals, Assign } = catchFailedQuery(workflow, query);
  const stopped = assignFailure(workflow, 'Validation.QueryFailed', {
    what: toLiteral(`The ${query} was stopped.`),
    found: '$states.errorOutput.Error',
    expected: toLiteral(`SUCCEEDED within ${QUERY_TIMEOUT_SECONDS / 3600} hours`),
  });
  const discard = { keep: NOTHING, undeletable: false };
  return {
    Type: 'Task',
    Resource: 'arn:aws:states:::athena:startQueryExecution.sync',
    Arguments: queryArguments(workflow, table.incremental ? chooseStatement(workflow, unload, location) : unload),
    TimeoutSeconds: QUERY_TIMEOUT_SECONDS,
    Assign: {
      location: jsonata(location),
      unloadId: jsonata(UNLOAD_ID),
      keep: jsonata(folder),
      undeletable: false,
    },
    Retry: RETRY_QUERY,
    // Athena leaves what it has written until then.
    Catch: [
      { ErrorEquals, Assign: { ...Assign, ...discard }, Next: 'listUnpublished' },
      { ErrorEquals: ['States.Timeout'], Assign: { ...stopped, ...discard }, Next: 'listUnpublished' },
    ],
    Next: 'listUnpublished',
  };
}

/**
 * An execution has one partition there. Where it validates again, because the staged lines were gone, it moves the
 * partition.
 */
function registerUnloaded({ table, names }: Workflow): States<'registerUnloaded' | 'moveUnloaded'> {
  const partition = {
    DatabaseName: names.database,
    TableName: names.unloaded,
    PartitionInput: {
      Values: [jsonata('$unloadId')],
      StorageDescriptor: columnarStorage(table, jsonata('$location')),
    },
  };
  return {
    registerUnloaded: {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:glue:createPartition',
      Arguments: partition,
      Retry: RETRY_GLUE,
      Catch: [goOn('Glue.AlreadyExistsException', 'moveUnloaded')],
      Next: 'validateExport',
    },
    moveUnloaded: {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:glue:updatePartition',
      Arguments: { ...partition, PartitionValueList: [jsonata('$unloadId')] },
      Retry: RETRY_GLUE,
      Catch: [goOn('Glue.EntityNotFoundException', 'listUnpublished', CONTRADICTED)],
      Next: 'validateExport',
    },
  };
}

/** The statement that writes the night: of the base and the changes where it is made of them, else of the export's lines. */
function chooseStatement({ table, names }: Workflow, unload: string, location: string): string {
  const values = {
    exportDate: '$exportDate',
    baseDate: '$base.date',
    windows: WINDOW_ROWS,
    windowIds: WINDOW_IDS,
    folder: `(${location})`,
  };
  const merge = fillIn(values, (night) =>
    mergeStatement(table, { ...night, base: ownTable(names, 'raw'), changes: ownTable(names, 'changes') }),
  );
  return `${IS_OF_CHANGES} ? ${merge} : ${unload}`;
}
