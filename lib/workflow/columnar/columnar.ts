import { columnarStorage } from '../../catalog';
import { tableIdentifier, unloadStatement } from '../../sql';
import { folderOfAttempt, UNLOAD_ID } from './columnar-folder';
import { discardStates, NOTHING } from './remove-unpublished';
import { filledIn, queryArguments } from '../validation/query';
import { RETRY_QUERY, RETRY_GLUE } from '../retries';
import { CONTRADICTED, failure, goOn, jsonata, value, type State, type States, type Workflow } from '../states';
import { QUERY_TIMEOUT_SECONDS, queryFailed } from '../validation/validation';

/**
 * registerPartition -> unloadExport -> registerUnloaded -> the states of the validation, where nights are columnar: one
 * query reads the export's lines and writes them as Parquet, and everything after it reads that. What is refused leaves
 * no Parquet behind.
 *
 * @param validation its states as they are where nights are not columnar
 */
export function columnarStates(workflow: Workflow, validation: States): States {
  return {
    ...mapped(validation, (state, name) =>
      name === 'registerPartition'
        ? rerouted(state, 'validateExport', 'unloadExport')
        : rerouted(state, 'ExportFailed', 'dropUnverified'),
    ),
    unloadExport: unloadExport(workflow),
    ...discardStates(workflow),
    ...registerUnloaded(workflow),
  };
}

/** UNLOAD makes no table, so the role goes on making none. It writes to a folder only where nothing lies. */
function unloadExport(workflow: Workflow): State {
  const { table, names } = workflow;
  const folder = folderOfAttempt(workflow);
  const location = `'s3://${names.bucket}/' & ${folder}`;
  const sql = (night: Record<'exportId' | 'exportDate' | 'folder', string>) =>
    unloadStatement(table, { ...night, staged: tableIdentifier(names.database, names.staged) });
  const query = 'query that writes the night as Parquet';
  const { ErrorEquals, Assign } = queryFailed(workflow, query);
  const stopped = failure(workflow, 'Validation.QueryFailed', {
    what: value(`The ${query} was stopped.`),
    found: '$states.errorOutput.Error',
    expected: value(`SUCCEEDED within ${QUERY_TIMEOUT_SECONDS / 3600} hours`),
  });
  const discard = { keep: NOTHING, undeletable: false };
  return {
    Type: 'Task',
    Resource: 'arn:aws:states:::athena:startQueryExecution.sync',
    Arguments: queryArguments(
      workflow,
      filledIn({ exportId: '$exportId', exportDate: '$exportDate', folder: `(${location})` }, sql),
    ),
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

/** An execution has one partition there: who validates again, because the staged lines were gone, moves it. */
function registerUnloaded({ table, names }: Workflow): States {
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

function mapped(states: States, change: (state: State, name: string) => State): States {
  return Object.fromEntries(Object.entries(states).map(([name, state]) => [name, change(state, name)]));
}

/** The state with other successors, wherever it names the one. */
function rerouted(state: State, from: string, to: string): State {
  const rules = (field: unknown) =>
    Array.isArray(field) ? field.map((rule: object) => replaced(rule, 'Next', from, to)) : undefined;
  const [choices, catchers] = [rules(state.Choices), rules(state.Catch)];
  return {
    ...replaced(replaced(state, 'Next', from, to), 'Default', from, to),
    ...(choices && { Choices: choices }),
    ...(catchers && { Catch: catchers }),
  };
}

function replaced<T extends object>(rule: T, field: 'Next' | 'Default', from: string, to: string): T {
  return (rule as Partial<Record<string, unknown>>)[field] === from ? { ...rule, [field]: to } : rule;
}
