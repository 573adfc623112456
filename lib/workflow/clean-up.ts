import { dropUnloaded } from './discard';
import { RETRY_GLUE } from './retries';
import { goOn, jsonata, type States, type Workflow } from './states';
import { zoneOffsets } from './time-zone';

/** dropStaged, and with `retentionDays` readExpired -> checkExpired -> expirePartitions -> expireManifests. */
export function cleanUpStates(workflow: Workflow): States {
  const { config, table, names } = workflow;
  const end = config.retentionDays === undefined ? 'ExportCompleted' : 'readExpired';
  const then = table.columnar ? 'dropUnloaded' : end;
  return {
    dropStaged: {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:glue:deletePartition',
      Arguments: { DatabaseName: names.database, TableName: names.staged, PartitionValues: [jsonata('$exportId')] },
      Assign: { tried: [] },
      Retry: RETRY_GLUE,
      Catch: [goOn('Glue.EntityNotFoundException', then, { tried: [] })],
      Next: then,
    },
    ...(table.columnar && dropUnloaded(workflow, end)),
    ...(config.retentionDays !== undefined && expiryStates(workflow, config.retentionDays)),
  };
}

/**
 * Partitions go before the bucket's lifecycle deletes their objects, or they would answer with silence. Not while only one
 * night is known: the newest and the previous one stay. 25 at a time until none is left, so that all are gone on the first
 * night after `retentionDays` was lowered: S3 deletes just as soon.
 */
function expiryStates({ config, names }: Workflow, retentionDays: number): States {
  const now = '$toMillis($states.context.State.EnteredTime)';
  const offset = zoneOffsets(config.timeZone).at(-1)?.offset ?? 0;
  const cutoff = `$substring($fromMillis(${now} + ${offset - retentionDays * 86_400_000}), 0, 10)`;
  const kept = `$append($nights.date, $exportDate)`;
  const remove = (table: string, values: string) => ({
    Type: 'Task',
    Resource: 'arn:aws:states:::aws-sdk:glue:batchDeletePartition',
    Arguments: {
      DatabaseName: names.database,
      TableName: table,
      PartitionsToDelete: jsonata(`[$expired.{'Values': ${values}}]`),
    },
    Retry: RETRY_GLUE,
  });
  return {
    readExpired: {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:glue:getPartitions',
      Arguments: {
        DatabaseName: names.database,
        TableName: names.raw,
        Expression: jsonata(`"export_date < '" & ${cutoff} & "'"`),
        ExcludeColumnSchema: true,
        MaxResults: 25,
      },
      Assign: {
        expired: jsonata(
          `[$count($nights) < 2 ? [] : $states.result.Partitions[Values[0] < ${cutoff} and $not(Values[0] in $append(${kept}, $tried))].{'date': Values[0], 'id': Parameters.export_id}]`,
        ),
      },
      Retry: RETRY_GLUE,
      Next: 'checkExpired',
    },
    checkExpired: {
      Type: 'Choice',
      Choices: [{ Condition: jsonata('$count($expired) > 0'), Next: 'expireManifests' }],
      Default: 'ExportCompleted',
    },
    expireManifests: { ...remove(names.files, '[date, id]'), Next: 'expirePartitions' },
    expirePartitions: {
      ...remove(names.raw, '[date]'),
      // What cannot be deleted is tried once a night.
      Assign: { tried: jsonata('$append($tried, $expired.date)') },
      Next: 'readExpired',
    },
  };
}
