import { RECOVERY_MARGIN_DAYS, RECOVERY_PERIOD_DAYS } from '../../night';
import { RETRY_EXPORT, RETRY_RECOVERY } from '../retries';
import type { CallState } from '../state-names';
import { assignFailure, jsonata, refuseOn, toLiteral, type Catcher, type States, type Workflow } from '../states';

/** DynamoDB can export the items of a time only some minutes after it; nothing says how many. */
const AVAILABLE_AFTER_SECONDS = 300;

/** Pause before an export of a time that is not available yet is requested again. */
export const UNAVAILABLE_PAUSE_SECONDS = 60;

/** After this time, a time that is not available is considered never available. */
export const UNAVAILABLE_HOURS = 2;

/**
 * What DynamoDB says of a time that its point-in-time recovery never reaches: before it was switched on, or in the
 * future.
 */
const NEVER_AVAILABLE = 'Export Time is invalid';

/** A warning is not worth a longer wait for an answer. */
const RECOVERY_TIMEOUT_SECONDS = 60;

/** Since when recovery has been on, as UTC time; '' where its window is full, so that nothing can be known of before. */
const RECOVERY_SINCE = `($recovery := $states.result.ContinuousBackupsDescription.PointInTimeRecoveryDescription; $days := $exists($recovery.RecoveryPeriodInDays) ? $recovery.RecoveryPeriodInDays : ${RECOVERY_PERIOD_DAYS}; $begin := $exists($recovery.EarliestRestorableDateTime) ? $toMillis($recovery.EarliestRestorableDateTime) : 0; $begin > $toMillis($states.context.State.EnteredTime) - ($days - ${RECOVERY_MARGIN_DAYS}) * 86400000 ? $fromMillis($begin) : '')`;

/** The first time that recovery reaches, as UTC time; '' where that is not known. */
const RECOVERY_BEGIN = `($begin := $states.result.ContinuousBackupsDescription.PointInTimeRecoveryDescription.EarliestRestorableDateTime; $exists($begin) ? $fromMillis($toMillis($begin)) : '')`;

/**
 * waitForTime -> callExport (-> checkExportTime -> waitForRecovery -> callExport) -> readRecovery -> Wait1. The export
 * has the items of the night's instant, `exportTime`, however late the call is made: a redrive days later, or another
 * execution for the same scheduled time, exports the same items. The client token is the name of the execution, so a
 * retry of the call returns the same export, even a FAILED one; a new export needs a new execution.
 */
export function makeCallStates(workflow: Workflow): States<CallState> {
  const { table, names } = workflow;
  return {
    waitForTime: {
      Type: 'Wait',
      Seconds: jsonata(`$max([0, $ceil(${AVAILABLE_AFTER_SECONDS} - ${sinceExportTime})])`),
      Next: 'callExport',
    },
    callExport: {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:dynamodb:exportTableToPointInTime',
      Arguments: {
        ...exportArguments(workflow, names.exportPrefix),
        ExportTime: jsonata('$exportTime'),
        ClientToken: jsonata('$states.context.Execution.Name'),
      },
      // The deadline is the export's: a redrive may start it days after the execution began.
      Assign: { exportArn: jsonata('$states.result.ExportDescription.ExportArn'), startedMillis: jsonata('$millis()') },
      Retry: RETRY_EXPORT,
      Catch: [
        refuseOn(workflow, ['DynamoDb.PointInTimeRecoveryUnavailableException'], 'Export.PointInTimeRecoveryOff', {
          what: toLiteral('The table cannot be exported: its point-in-time recovery is off.'),
          found: '$states.errorOutput.Cause',
          expected: toLiteral(`point-in-time recovery of ${names.sourceTable} ENABLED`),
        }),
        refuseMissingTable(workflow),
        {
          ErrorEquals: ['DynamoDb.InvalidExportTimeException'],
          Assign: assignFailure(workflow, 'Export.TimeNotAvailable', {
            what: toLiteral('DynamoDB has not the items of the time that the night stands for.'),
            found: '$states.errorOutput.Cause',
            expected: `'items of ' & $exportTime & ', which point-in-time recovery reaches'`,
          }),
          Next: 'checkExportTime',
        },
      ],
      Next: 'readRecovery',
    },
    checkExportTime: {
      Type: 'Choice',
      Comment: 'Is the time not available yet, or never?',
      Choices: [
        {
          Condition: jsonata(
            `$not($contains($string($failure.found), '${NEVER_AVAILABLE}')) and ${sinceExportTime} < ${UNAVAILABLE_HOURS * 3600}`,
          ),
          Next: 'waitForRecovery',
        },
      ],
      Default: 'ExportFailed',
    },
    waitForRecovery: { Type: 'Wait', Seconds: UNAVAILABLE_PAUSE_SECONDS, Next: 'callExport' },
    readRecovery: {
      Type: 'Task',
      Comment: 'Since when does point-in-time recovery reach back? Only a warning depends on it, and no night.',
      Resource: 'arn:aws:states:::aws-sdk:dynamodb:describeContinuousBackups',
      Arguments: { TableName: names.sourceTable },
      TimeoutSeconds: RECOVERY_TIMEOUT_SECONDS,
      Assign: {
        recoverySince: jsonata(RECOVERY_SINCE),
        ...(table.incremental && { recoveryBegin: jsonata(RECOVERY_BEGIN) }),
      },
      Retry: RETRY_RECOVERY,
      Catch: [{ ErrorEquals: ['States.TaskFailed', 'States.Timeout'], Next: 'Wait1' }],
      Next: 'Wait1',
    },
  };
}

/** The arguments of every export: table, target and format. */
export function exportArguments({ config, names, tableArn }: Workflow, prefix: string): object {
  return {
    TableArn: tableArn,
    S3Bucket: names.bucket,
    S3Prefix: prefix,
    ...(config.bucketOwner && { S3BucketOwner: config.bucketOwner }),
    ...(config.kmsKeyArn && { S3SseAlgorithm: 'KMS', S3SseKmsKeyId: config.kmsKeyArn }),
    ExportFormat: 'DYNAMODB_JSON',
  };
}

/** A catcher for the export call: the table does not exist. */
export function refuseMissingTable(workflow: Workflow): Catcher {
  return refuseOn(workflow, ['DynamoDb.TableNotFoundException'], 'Export.TableNotFound', {
    what: toLiteral('There is no such table.'),
    found: '$states.errorOutput.Cause',
    expected: toLiteral(workflow.tableArn),
  });
}

/** Seconds since the instant that the night stands for. */
const sinceExportTime = `(($toMillis($states.context.State.EnteredTime) - $toMillis($exportTime)) / 1000)`;
