import { folderOfExecution } from './columnar-folder';
import { dropPartition } from '../drop-partition';
import { RETRY_S3 } from '../retries';
import type { UnpublishedState } from '../state-names';
import { jsonata, refuseContradictions, toLiteral, type States, type Workflow } from '../states';
import { beginsWith } from '../text';

/** The value of `keep` when every object is to be removed; no key begins with it. */
export const NOTHING = 'nothing';

/** Keys in one listing: 400 keys with their metadata stay well below the 256 KiB that a state may have. */
export const KEYS_OF_A_LISTING = 400;

/**
 * listUnpublished -> checkUnpublished -> deleteUnpublished -> listUnpublished: removes the Parquet that the execution
 * wrote, except the folder in the variable `keep`. Then the night continues, or ends in ExportFailed if nothing is
 * kept. Athena does not delete the output of a query that failed or was stopped.
 *
 * dropUnverified: the partition of a refused night is dropped before its objects, because a query of a partition
 * without objects would silently return no rows.
 */
export function makeUnpublishedStates(workflow: Workflow): States<UnpublishedState> {
  const { names } = workflow;
  return {
    dropUnverified: dropPartition(workflow, names.unloaded, [jsonata('$unloadId')], 'listUnpublished', {
      keep: NOTHING,
    }),
    listUnpublished: {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:s3:listObjectsV2',
      Arguments: { Bucket: names.bucket, Prefix: jsonata(folderOfExecution(workflow)), MaxKeys: KEYS_OF_A_LISTING },
      Assign: {
        unpublished: jsonata(
          `[$map($states.result.Contents.Key[$not(${beginsWith('$', '$keep')})], function($key) { {'Key': $key} })]`,
        ),
      },
      Retry: RETRY_S3,
      Next: 'checkUnpublished',
    },
    checkUnpublished: {
      Type: 'Choice',
      Choices: [
        { Condition: jsonata('$count($unpublished) > 0 and $not($undeletable)'), Next: 'deleteUnpublished' },
        { Condition: jsonata(`$keep = ${toLiteral(NOTHING)}`), Next: 'ExportFailed' },
        refuseContradictions(workflow, names.unloaded),
      ],
      Default: 'registerUnloaded',
    },
    deleteUnpublished: {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:s3:deleteObjects',
      Arguments: { Bucket: names.bucket, Delete: { Objects: jsonata('$unpublished'), Quiet: true } },
      // S3 answers 200 where it could not remove some objects. No table refers to them, so the night goes on without them.
      Assign: { undeletable: jsonata('$count($states.result.Errors) > 0') },
      Retry: RETRY_S3,
      Next: 'listUnpublished',
    },
  };
}
