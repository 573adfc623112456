import { exportLayout } from '../../export';
import { RECOVERY_MARGIN_DAYS, RECOVERY_PERIOD_DAYS } from '../../night';
import { RETRY_DESCRIBE, RETRY_EXPORT, RETRY_RECOVERY } from '../retries';
import type { ExportState } from '../state-names';
import {
  assignFailure,
  goOn,
  isText,
  jsonata,
  refuse,
  refuseOn,
  toLiteral,
  type Catcher,
  type States,
  type Workflow,
} from '../states';
import { firstCharacters } from '../text';

/** DynamoDB can export the items of a time only some minutes after it; nothing says how many. */
const AVAILABLE_AFTER_SECONDS = 300;

/** Pause before a time that is not available yet is asked for again. */
export const UNAVAILABLE_PAUSE_SECONDS = 60;

/** A time that is not available so long after it will not be. */
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
 * waitForTime -> callExport (-> checkExportTime -> waitForRecovery -> callExport) -> readRecovery -> Wait1 -> checkExport ->
 * checkExportStatus. What is exported are the items of the night's instant, `exportTime`, however late the call is made: a
 * redrive of days later, and another execution for the same scheduled time, give the same items. The client token is
 * the execution's name: a retry of the call gives the same export, also after FAILED, so a new try is a new execution.
 * What is described is the export that was started, not the table's newest one, which belongs to another execution when
 * two overlap.
 */
export function makeExportStates(workflow: Workflow): States<ExportState> {
  const { config, table, names, tableArn } = workflow;
  const description = '$states.result.ExportDescription';
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
      Assign: { exportArn: jsonata(`${description}.ExportArn`), startedMillis: jsonata('$millis()') },
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
    Wait1: { Type: 'Wait', Seconds: jsonata('$waitSeconds'), Next: 'checkExport' },
    checkExport: {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:dynamodb:describeExport',
      Arguments: { ExportArn: jsonata('$exportArn') },
      Assign: {
        export: jsonata(
          `{'status': ${description}.ExportStatus, 'tableArn': ${description}.TableArn, 'bucket': ${description}.S3Bucket, 'manifestKey': ${description}.ExportManifest, 'filter': ${firstCharacters(`$string(${description}.FilterSpecification)`, 500)}, 'failureCode': ${description}.FailureCode, 'failureMessage': ${firstCharacters(`${description}.FailureMessage`, 2000)}}`,
        ),
        waitSeconds: config.poll.fixedSeconds ?? jsonata(nextWait(workflow)),
      },
      Retry: RETRY_DESCRIBE,
      Catch: [
        // DynamoDB forgets an export after 90 days; its folder may still be there, and says the same. The input says where,
        // if not below the table's own prefix.
        goOn('DynamoDb.ExportNotFoundException', 'checkExportStatus', {
          export: jsonata(
            `{'status': 'COMPLETED', 'tableArn': $substringBefore($exportArn, '/export/'), 'bucket': ${toLiteral(names.bucket)}, 'manifestKey': ${locateForgottenManifest(workflow)}, 'forgotten': true}`,
          ),
        }),
      ],
      Next: 'checkExportStatus',
    },
    checkExportStatus: {
      Type: 'Choice',
      Choices: [
        refuse(workflow, `$not($export.tableArn = ${toLiteral(tableArn)})`, 'Export.OtherTable', {
          what: toLiteral('The export is one of another table.'),
          found: '$export.tableArn',
          expected: toLiteral(tableArn),
        }),
        refuse(workflow, `$not($export.bucket = ${toLiteral(names.bucket)})`, 'Export.OtherBucket', {
          what: toLiteral('The export lies in a bucket that this stack does not own.'),
          found: '$export.bucket',
          expected: toLiteral(names.bucket),
        }),
        refuse(
          workflow,
          `$exists($export.manifestKey) and $not(${isText('$export.manifestKey', oneOf(names.exportFolders))})`,
          'Export.OtherPrefix',
          {
            what: toLiteral('The export lies in a folder of the bucket that the state machine does not read.'),
            found: '$export.manifestKey',
            expected: `${toLiteral(`a key below ${names.exportFolders.join(', ')} or ${table.name}'s exportPrefixes with `)} & $string([$substringBefore($export.manifestKey, '/' & $split($exportArn, '/')[-1])])`,
          },
        ),
        refuse(workflow, '$exists($export.filter)', 'Export.Filtered', {
          what: toLiteral('The export has only what a filter let through.'),
          found: '$export.filter',
          expected: toLiteral('an export without FilterSpecification'),
        }),
        {
          Condition: jsonata(`$export.status = 'COMPLETED' and $exists($export.manifestKey)`),
          Next: 'readManifest',
        },
        refuse(
          workflow,
          `$export.status = 'IN_PROGRESS' and ${elapsed} >= ${deadline(workflow)}`,
          'Export.DeadlineExceeded',
          {
            what: toLiteral('The export was not finished in time.'),
            found: `$string($floor(${elapsed} / 60)) & ' minutes'`,
            expected: toLiteral(`COMPLETED within ${workflow.table.deadlineHours} hours`),
          },
        ),
        { Condition: jsonata(`$export.status = 'IN_PROGRESS'`), Next: 'Wait1' },
      ],
      Default: 'ExportFailed',
      Assign: assignFailure(workflow, 'Export.Failed', {
        what: toLiteral('DynamoDB gave up the export.'),
        found: `$export.status & ($exists($export.failureCode) ? ', ' & $export.failureCode & ': ' & $export.failureMessage : '')`,
        expected: toLiteral('COMPLETED'),
      }),
    },
  };
}

/** What every export is asked for with: of which table, where to, and in which format. */
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

/** A catcher of the call for an export: there is no table to export. */
export function refuseMissingTable(workflow: Workflow): Catcher {
  return refuseOn(workflow, ['DynamoDb.TableNotFoundException'], 'Export.TableNotFound', {
    what: toLiteral('There is no such table.'),
    found: '$states.errorOutput.Cause',
    expected: toLiteral(workflow.tableArn),
  });
}

/** Key of the manifest of an export that DynamoDB has forgotten, as JSONata. */
function locateForgottenManifest({ names }: Workflow): string {
  const given = '$states.context.Execution.Input.exportManifest';
  const [before = '', after = ''] = exportLayout(names.exportPrefix, '<id>').manifestSummary.split('<id>');
  return `($exists(${given}) ? ${given} : ${toLiteral(before)} & $split($exportArn, '/')[-1] & ${toLiteral(after)})`;
}

/** A pattern of texts that begin with one of several. */
function oneOf(beginnings: readonly string[]): RegExp {
  return new RegExp(`^(${beginnings.map((text) => text.replace(/[.+]/g, '\\$&')).join('|')})`);
}

/** Seconds since the instant that the night stands for. */
const sinceExportTime = `(($toMillis($states.context.State.EnteredTime) - $toMillis($exportTime)) / 1000)`;

/** Seconds since the export was started, or since the start of an execution that was given one. */
const elapsed = `(($toMillis($states.context.State.EnteredTime) - $startedMillis) / 1000)`;

function deadline({ table }: Workflow): number {
  return table.deadlineHours * 3600;
}

/**
 * The shortest wait and a tenth of the time that has passed: the end of an export is noticed late by little, with few
 * calls (log t).
 */
function nextWait({ config: { poll } }: Workflow): string {
  return `$min([${poll.maxSeconds}, ${poll.minSeconds} + $floor(${elapsed} / 10)])`;
}
