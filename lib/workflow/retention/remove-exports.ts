import { OBJECTS_OUTLIVE_PARTITIONS_DAYS } from '../../config';
import { makeAbandonedStates } from './drop-abandoned';
import { folderOfExport } from '../columnar/columnar-folder';
import { dateDaysAgo, exportIdDaysAgo, timeDaysAgo } from './days-ago';
import { KEYS_OF_A_LISTING } from '../columnar/remove-unpublished';
import { dropPartition } from '../drop-partition';
import { folder } from '../export/manifest';
import { WINDOW_PREFIX } from '../incremental/variables';
import { HAS_NEXT_PAGE, NEXT_TOKEN, nextPage } from '../partition-pages';
import { RETRY_GLUE, RETRY_S3 } from '../retries';
import type { AbandonedState, RemovalState } from '../state-names';
import { jsonata, toLiteral, type States, type Workflow } from '../states';

/** The most exports whose objects an execution removes; the next night removes the rest. */
const MAX_REMOVED = 100;

/** The most listings of an execution: with the states that follow each they use half of the 25,000 events of a history. */
const MAX_LISTINGS = 400;

/** A partition of the files table has the problems of its night with it: tens of kilobytes, where much is wrong. */
const REGISTERED_OF_A_PAGE = 5;

/**
 * readRemovable -> checkRemovable -> dropRefused (-> readAbandoned ...) -> listRemovable -> checkListed ->
 * deleteRemovable -> checkListed ... -> dropRegistered -> checkRemovable: removes the objects of exports some days
 * after their partitions were dropped.
 *
 * The files table has every export that the state machine has registered. An export is removed if all its dates are old
 * enough, no partition of it is left, and none was dropped recently. checkDate refuses exports that are nearly as old,
 * so no export is published while it is removed. Its registration is dropped last, so that the next night finds the
 * objects that a stopped execution has left.
 */
export function makeRemoveStates(
  workflow: Workflow,
  retentionDays: number,
): States<RemovalState> & Partial<States<AbandonedState | 'dropChanges'>> {
  const { table, names } = workflow;
  const days = retentionDays + OBJECTS_OUTLIVE_PARTITIONS_DAYS;
  const held = `(Values[0] >= ${dateDaysAgo(workflow, days)} or Parameters.expired > ${timeDaysAgo(OBJECTS_OUTLIVE_PARTITIONS_DAYS)})`;
  const page = '$states.result.Partitions';
  const ownFolder = `${toLiteral(`${names.exportPrefix}/AWSDynamoDB/`)} & $removable[0].id & '/'`;
  const prefix = table.incremental ? `, 'prefix': Parameters.${WINDOW_PREFIX}` : '';
  const folders = [
    table.incremental ? `($removable[0].prefix ? $removable[0].prefix & '/' : ${ownFolder})` : ownFolder,
    folderOfExport(workflow, '$removable[0].id'),
    folder(workflow, '$removable[0].date', '$removable[0].id'),
  ];
  const others = jsonata(`[$removable[[1..${MAX_REMOVED}]]]`);
  return {
    readRemovable: {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:glue:getPartitions',
      Arguments: nextPage(
        workflow,
        names.files,
        `"export_id < '" & ${exportIdDaysAgo(days)} & "'"`,
        REGISTERED_OF_A_PAGE,
      ),
      Assign: {
        removable: jsonata(
          `[$append($removable, ${page}[$not(${held})].{'date': Values[0], 'id': Values[1]${prefix}})[[0..${MAX_REMOVED - 1}]]]`,
        ),
        kept: jsonata(`$kept & $join(${page}[${held}].(Values[1] & ' '))`),
        nextToken: NEXT_TOKEN,
      },
      Retry: RETRY_GLUE,
      Next: 'checkRemovable',
    },
    checkRemovable: {
      Type: 'Choice',
      Choices: [
        { Condition: jsonata(HAS_NEXT_PAGE), Next: 'readRemovable' },
        {
          Condition: jsonata('$count($removable) > 0 ? $contains($kept, $removable[0].id) : false'),
          Assign: { removable: others },
          Next: 'checkRemovable',
        },
        {
          Condition: jsonata('$count($removable) > 0'),
          Assign: {
            removing: jsonata('$removable[0]'),
            folders: jsonata(`[${folders.join(', ')}]`),
            removable: others,
          },
          Next: 'dropRefused',
        },
      ],
      Default: 'ExportCompleted',
    },
    // An export that was refused stayed in the staged table, where it can be looked at while it has objects.
    dropRefused: table.columnar
      ? dropPartition(workflow, names.staged, [jsonata('$removing.id')], 'readAbandoned', { abandoned: [] })
      : dropPartition(workflow, names.staged, [jsonata('$removing.id')], 'listRemovable'),
    ...(table.columnar && makeAbandonedStates(workflow, '$removing.id', 'listRemovable')),
    listRemovable: {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:s3:listObjectsV2',
      Arguments: { Bucket: names.bucket, Prefix: jsonata('$folders[0]'), MaxKeys: KEYS_OF_A_LISTING },
      Assign: {
        keys: jsonata("[$states.result.Contents.{'Key': Key}]"),
        more: jsonata('$states.result.IsTruncated = true'),
        undeletable: false,
        listings: jsonata('$listings + 1'),
      },
      Retry: RETRY_S3,
      Next: 'checkListed',
    },
    checkListed: {
      Type: 'Choice',
      Choices: [
        { Condition: jsonata('$count($keys) > 0'), Next: 'deleteRemovable' },
        { Condition: jsonata(`$listings >= ${MAX_LISTINGS}`), Next: 'ExportCompleted' },
        { Condition: jsonata('$undeletable'), Next: 'checkRemovable' },
        { Condition: jsonata('$more'), Next: 'listRemovable' },
        {
          Condition: jsonata('$count($folders) > 1'),
          Assign: { folders: jsonata('[$folders[[1..2]]]') },
          Next: 'listRemovable',
        },
      ],
      Default: table.incremental ? 'dropChanges' : 'dropRegistered',
    },
    ...(table.incremental && {
      dropChanges: dropPartition(
        workflow,
        names.changes,
        [jsonata('$removing.date'), jsonata('$removing.id')],
        'dropRegistered',
      ),
    }),
    deleteRemovable: {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:s3:deleteObjects',
      Arguments: { Bucket: names.bucket, Delete: { Objects: jsonata('$keys'), Quiet: true } },
      // S3 answers 200 where it could not remove some objects: the export stays registered, and the next night tries again.
      Assign: { keys: [], undeletable: jsonata('$count($states.result.Errors) > 0') },
      Retry: RETRY_S3,
      Next: 'checkListed',
    },
    dropRegistered: dropPartition(
      workflow,
      names.files,
      [jsonata('$removing.date'), jsonata('$removing.id')],
      'checkRemovable',
    ),
  };
}
