import { exportLayout } from '../../export';
import { RETRY_DESCRIBE } from '../retries';
import type { WatchState } from '../state-names';
import { assignFailure, goOn, isText, jsonata, refuse, toLiteral, type States, type Workflow } from '../states';
import { firstCharacters } from '../text';

/**
 * Wait1 -> checkExport -> checkExportStatus (-> Wait1). What is described is the export that was started, not the table's
 * newest one, which belongs to another execution when two overlap.
 */
export function makeWatchStates(workflow: Workflow): States<WatchState> {
  const { config, table, names, tableArn } = workflow;
  const description = '$states.result.ExportDescription';
  return {
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
