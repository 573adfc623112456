import { partitionInput } from '../../catalog';
import { dateDaysAgo } from './days-ago';
import { dropPartition } from '../drop-partition';
import { folder } from '../export/manifest';
import { WINDOW_PREFIX } from '../incremental/variables';
import { FIRST_PAGE, HAS_NEXT_PAGE, NEXT_TOKEN, nextPage } from '../partition-pages';
import { makeRemoveStates } from './remove-exports';
import { RETRY_GLUE } from '../retries';
import type { AbandonedState, DropState, ExpiryState, RemovalState } from '../state-names';
import { jsonata, toLiteral, type States, type Workflow } from '../states';

/** The most partitions that BatchDeletePartition takes in one call. */
const BATCH = 25;

/**
 * The most partitions that an execution tries to drop; later nights drop the rest. The history has room for this
 * number.
 */
const MAX_TRIED = 500;

/**
 * dropStaged (-> dropUnloaded), and with `retentionDays` readExpired -> checkExpired -> markExpired -> expirePartitions ->
 * readExpired, then the states that remove exports.
 */
export function makeDropStates(
  workflow: Workflow,
): States<'dropStaged'> & Partial<States<DropState | ExpiryState | RemovalState | AbandonedState | 'dropChanges'>> {
  const { config, table, names } = workflow;
  const end = config.retentionDays === undefined ? 'ExportCompleted' : 'readExpired';
  return {
    dropStaged: dropPartition(
      workflow,
      names.staged,
      [jsonata('$exportId')],
      table.columnar ? 'dropUnloaded' : end,
      config.retentionDays === undefined ? undefined : { tried: [], kept: jsonata("''"), nextToken: FIRST_PAGE },
    ),
    // The night is published from its own folder; the partition that the validation read is no longer needed.
    ...(table.columnar && { dropUnloaded: dropPartition(workflow, names.unloaded, [jsonata('$unloadId')], end) }),
    ...(config.retentionDays !== undefined && {
      ...makeExpiryStates(workflow, config.retentionDays),
      ...makeRemoveStates(workflow, config.retentionDays),
    }),
  };
}

/**
 * Partitions are dropped first: those of expired nights, except the newest and the previous one's, and none while only
 * one night is known. Nights later than those two stay too: they were published since, and in a redrive days later the
 * slots may show them. The files table is marked with the time, from which the days of the objects count. The last
 * reading finds nothing more to expire, so `kept` then has every location and export that a remaining partition refers
 * to.
 */
function makeExpiryStates(workflow: Workflow, retentionDays: number): States<ExpiryState> {
  const { names } = workflow;
  const incremental = workflow.table.incremental !== undefined;
  const cutoff = dateDaysAgo(workflow, retentionDays);
  const page = '$states.result.Partitions';
  return {
    readExpired: {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:glue:getPartitions',
      Arguments: nextPage(workflow, names.raw, `"export_date < '" & ${cutoff} & "'"`, 100),
      Assign: {
        expired: jsonata(
          `[$count($nights) < 2 or $count($tried) >= ${MAX_TRIED} ? [] : (${page}[Values[0] < ${cutoff} and Values[0] < $nights[1].date and $not(Values[0] in $append($tried, $exportDate))].{'date': Values[0], 'id': $exists(Parameters.export_id) ? Parameters.export_id : '-'${incremental ? `, 'prefix': Parameters.${WINDOW_PREFIX}` : ''}})[[0..${BATCH - 1}]]]`,
        ),
        kept: jsonata(
          `(${HAS_NEXT_PAGE} ? $kept : '') & $join(${page}.(StorageDescriptor.Location & ' ' & Parameters.export_id & ' '))`,
        ),
        nextToken: NEXT_TOKEN,
      },
      Retry: RETRY_GLUE,
      Next: 'checkExpired',
    },
    checkExpired: {
      Type: 'Choice',
      Choices: [
        { Condition: jsonata('$count($expired) > 0'), Next: 'markExpired' },
        { Condition: jsonata(HAS_NEXT_PAGE), Next: 'readExpired' },
        {
          // An execution whose night is in a slot has made sure that the slots show only nights that stay.
          Condition: jsonata(`$count($nights) > 1 and $exportDate in $nights.date and $count($tried) < ${MAX_TRIED}`),
          Assign: { removable: [], listings: 0 },
          Next: 'readRemovable',
        },
      ],
      Default: 'ExportCompleted',
    },
    markExpired: {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:glue:batchUpdatePartition',
      Arguments: {
        DatabaseName: names.database,
        TableName: names.files,
        Entries: jsonata(
          `[$expired.{'PartitionValueList': [date, id], 'PartitionInput': {'Values': [date, id], 'StorageDescriptor': $merge([${toLiteral(partitionInput('files', [], '').StorageDescriptor)}, {'Location': 's3://${names.bucket}/' & ${folder(workflow, 'date', 'id')}}]), 'Parameters': ${incremental ? `$merge([{'expired': $states.context.State.EnteredTime}, $exists(prefix) ? {'${WINDOW_PREFIX}': prefix} : {}])` : `{'expired': $states.context.State.EnteredTime}`}}}]`,
        ),
      },
      Assign: {
        // A night that cannot be marked stays, unless its export was never registered. One that cannot be dropped is
        // tried once a night.
        expired: jsonata(
          `[$expired[$not(date in $states.result.Errors[$not(ErrorDetail.ErrorCode = 'EntityNotFoundException')].(PartitionValueList[0]))]]`,
        ),
        tried: jsonata('$append($tried, $expired.date)'),
      },
      Retry: RETRY_GLUE,
      Next: 'expirePartitions',
    },
    expirePartitions: {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:glue:batchDeletePartition',
      Arguments: {
        DatabaseName: names.database,
        TableName: names.raw,
        PartitionsToDelete: jsonata(`[$expired.{'Values': [date]}]`),
      },
      Assign: { nextToken: FIRST_PAGE },
      Retry: RETRY_GLUE,
      Next: 'readExpired',
    },
  };
}
