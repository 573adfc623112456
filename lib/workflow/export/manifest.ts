import { partitionInput } from '../../catalog';
import { MANIFEST_PREFIX, PUBLISHABLE_AFTER_RETENTION_DAYS } from '../../config';
import { JUDGED_OBJECT, JUDGED_WINDOW, manifestRules, NOT_AN_OBJECT } from '../../night';
import { localDate } from './check-input';
import { dateDaysAgo, ENTERED, exportIdDaysAgo } from '../retention/days-ago';
import { WINDOW_REGISTRATION } from '../incremental/variables';
import { RETRY_GLUE, RETRY_S3 } from '../retries';
import type { ManifestState } from '../state-names';
import {
  describeFailure,
  goOn,
  jsonata,
  refuse,
  refuseOn,
  toLiteral,
  type Catcher,
  type Rule,
  type State,
  type States,
  type Workflow,
} from '../states';
import { lastCharacters } from '../text';

/**
 * readManifest -> checkManifest -> checkDate -> copyManifest -> registerManifest. The list of data files is never read
 * (10,000 files are 2.5 MB, a state takes 256 KiB): it is copied into a folder of its own and becomes a partition that
 * SQL reads.
 */
export function makeManifestStates(workflow: Workflow): States<ManifestState> {
  const { table, names } = workflow;
  return {
    readManifest: {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:s3:getObject',
      Arguments: { Bucket: names.bucket, Key: jsonata('$export.manifestKey') },
      Assign: {
        // The members of a window are those of a full export, and more.
        manifest: jsonata(table.incremental ? JUDGED_WINDOW : JUDGED_OBJECT),
      },
      Retry: RETRY_S3,
      Catch: [
        catchMissingManifest(workflow),
        refuseOn(workflow, ['States.QueryEvaluationError', 'States.DataLimitExceeded'], 'Manifest.NotJson', {
          what: toLiteral('The manifest-summary.json of the export is no JSON.'),
          // The cause quotes the JSONata first; the manifest's own text stands at its end.
          found: lastCharacters(`$substringAfter($states.errorOutput.Cause, 'evaluation. ')`, 200),
          expected: `'a JSON object in s3://${names.bucket}/' & $export.manifestKey`,
        }),
      ],
      Next: 'checkManifest',
    },
    checkManifest: checkManifest(workflow),
    checkDate: checkDate(workflow),
    copyManifest: {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:s3:copyObject',
      Arguments: {
        Bucket: names.bucket,
        Key: jsonata(`${folder(workflow)} & 'manifest-files.json'`),
        CopySource: jsonata(
          `${toLiteral(`${names.bucket}/`)} & $join($map($split($manifest.manifestFilesS3Key, '/'), function($part) { $encodeUrlComponent($part) }), '/')`,
        ),
      },
      Retry: RETRY_S3,
      Catch: [
        refuseOn(workflow, ['S3.NoSuchKeyException'], 'Manifest.FilesMissing', {
          what: toLiteral('The export has no manifest-files.json.'),
          found: '$states.errorOutput.Cause',
          expected: `'s3://${names.bucket}/' & $manifest.manifestFilesS3Key`,
        }),
      ],
      Next: 'registerManifest',
    },
    registerManifest: {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:glue:createPartition',
      Arguments: {
        DatabaseName: names.database,
        TableName: names.files,
        PartitionInput: {
          ...partitionInput(
            'files',
            [jsonata('$exportDate'), jsonata('$exportId')],
            jsonata(`'s3://${names.bucket}/' & ${folder(workflow)}`),
          ),
          ...(table.incremental && { Parameters: jsonata(WINDOW_REGISTRATION) }),
        },
      },
      Retry: RETRY_GLUE,
      Catch: [goOn('Glue.AlreadyExistsException', 'registerPartition')],
      Next: 'registerPartition',
    },
  };
}

/** An export that DynamoDB has forgotten, or never knew, and that has no folder either is none. */
function catchMissingManifest(workflow: Workflow): Catcher {
  const forgotten = describeFailure(workflow, 'Export.NotFound', {
    what: toLiteral('DynamoDB knows no such export in this account and region, and the bucket has no folder of it.'),
    found: '$exportArn',
    expected: `'s3://${workflow.names.bucket}/' & $export.manifestKey`,
  });
  const missing = describeFailure(workflow, 'Manifest.Missing', {
    what: toLiteral('The export has no manifest-summary.json.'),
    found: '$states.errorOutput.Cause',
    expected: `'s3://${workflow.names.bucket}/' & $export.manifestKey`,
  });
  return {
    ErrorEquals: ['S3.NoSuchKeyException'],
    Assign: {
      failure: jsonata(`$exists($export.forgotten) ? ${forgotten} : ${missing}`),
    },
    Next: 'ExportFailed',
  };
}

/** JSONata of the folder of the data files, from the variable `manifest`. */
export function dataLocation({ names }: Workflow): string {
  return `'s3://${names.bucket}/' & $substringBefore($manifest.manifestFilesS3Key, 'manifest-files.json') & 'data/'`;
}

/** Where a copy of the list of data files lies, which is the location of its partition: this night's, or another's. */
export function folder({ names }: Workflow, date = '$exportDate', id = '$exportId'): string {
  return `${toLiteral(`${MANIFEST_PREFIX}/${names.files}/`)} & ${date} & '/' & ${id} & '/'`;
}

/**
 * Is the night's date one that its items can have? Earlier than they are it may be, where a night is made up for; later it
 * may not: the night would be the newest one above nights with newer items.
 */
function checkDate(workflow: Workflow): State {
  return {
    Type: 'Choice',
    Choices: [
      ...refuseExpired(workflow),
      refuse(workflow, '$exportDate > $itemsDate', 'Export.OlderThanDate', {
        what: toLiteral("The export's items are older than the night's date."),
        found: `$exportDate & ', the items of ' & $manifest.exportTime`,
        expected: "'a date until ' & $itemsDate",
      }),
    ],
    Default: 'copyManifest',
  };
}

/** The local date of the time that the items are of; exports are not older than the table of the zone's offsets. */
export function dateOfItems({ config }: Workflow, time = '$manifest.exportTime'): string {
  return `(${time} < '2020' ? '0000-00-00' : ${localDate(config.timeZone, `$toMillis(${time})`)})`;
}

/** An export that retention would remove at once is not published: its objects may be being removed. */
function refuseExpired(workflow: Workflow): Rule[] {
  const { retentionDays } = workflow.config;
  if (retentionDays === undefined) return [];
  const days = retentionDays + PUBLISHABLE_AFTER_RETENTION_DAYS;
  const first = dateDaysAgo(workflow, days);
  return [
    refuse(workflow, `$exportDate < ${first} or $exportId < ${exportIdDaysAgo(days)}`, 'Export.Expired', {
      what: toLiteral(`The night is over for longer than the ${retentionDays} days that nights stay (retentionDays).`),
      found: `$exportDate & ', the export ' & $exportId`,
      expected: `'a date of ' & ${first} & ' or later, and an export that was started since'`,
    }),
  ];
}

/** The rules of a Choice that ends in ExportFailed where the manifest of the execution's export breaks a rule. */
export function refuseByRules(workflow: Workflow, rulesOf: typeof manifestRules): Rule[] {
  return rulesOf(toLiteral(workflow.tableArn), '$exportArn', ENTERED).map(
    ({ error, what, expected, expectedValue = toLiteral(expected), condition, found }) =>
      refuse(workflow, condition, error, { what: toLiteral(what), found, expected: expectedValue }),
  );
}

function checkManifest(workflow: Workflow): State {
  const exportId = `$split($exportArn, '/')[-1]`;
  const filesKey = `$substringBefore($export.manifestKey, 'manifest-summary.json') & 'manifest-files.json'`;
  return {
    Type: 'Choice',
    Choices: [
      refuse(workflow, NOT_AN_OBJECT, 'Manifest.NotJson', {
        what: toLiteral('The manifest-summary.json of the export is no JSON object.'),
        found: '$string($manifest)',
        expected: `'a JSON object in s3://${workflow.names.bucket}/' & $export.manifestKey`,
      }),
      ...refuseByRules(workflow, manifestRules),
      refuse(workflow, `$not($manifest.manifestFilesS3Key = (${filesKey}))`, 'Manifest.Incomplete', {
        what: toLiteral(
          "The manifest names a list of data files outside the export's own folder: the folder was copied.",
        ),
        found: '$manifest.manifestFilesS3Key',
        expected: filesKey,
      }),
    ],
    Default: 'checkDate',
    Assign: {
      exportId: jsonata(exportId),
      itemsDate: jsonata(dateOfItems(workflow)),
      exportDate: jsonata(`$isDated ? $exportDate : ${dateOfItems(workflow)}`),
      // The data files' folder itself: its parent holds the manifests too, which would be read as rows of nulls.
      location: jsonata(dataLocation(workflow)),
    },
  };
}
