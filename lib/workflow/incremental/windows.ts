import { partitionInput } from '../../catalog';
import { UNLOAD_ID } from '../columnar/columnar-folder';
import {
  exportArguments,
  refuseMissingTable,
  UNAVAILABLE_HOURS,
  UNAVAILABLE_PAUSE_SECONDS,
} from '../export/call-export';
import { ENTERED } from '../retention/days-ago';
import { RETRY_EXPORT, RETRY_GLUE } from '../retries';
import type { WindowState } from '../state-names';
import { goOn, jsonata, toLiteral, type States, type Workflow } from '../states';
import { firstCharacters } from '../text';
import { checkWindow } from './check-window';
import { IS_OF_CHANGES, WINDOW_PARAMETERS, WITHOUT_CHANGES } from './variables';

/** So long a client token is known at least. */
const TOKEN_MILLIS = 7 * 3_600_000;

/**
 * What DynamoDB says of a window that it will never export: from before the table or its recovery, under 15 minutes, over 24
 * hours, with its end before its begin. Of one whose end has not come by its clock it says `cannot be greater than the
 * current time`, of a full export whose time its recovery has not reached yet `Point in Time Recovery is not available for
 * specified export time`. Any other text, too, is waited for a while: a full export costs by the table's size.
 *
 * Recorded texts, but for the last two: docs/assumptions.md.
 */
const NEVER = [
  'cannot be less than the table creation time',
  'is less than 15 minutes',
  'is greater than 24 hours',
  'should not be greater or equal to',
];

const REFUSED = `'DynamoDB refused the window: ' & ${firstCharacters('$states.errorOutput.Cause', 500)}`;

/**
 * callWindow -> Wait1 ... readManifest -> checkManifest -> checkWindow -> checkDate -> copyManifest -> registerManifest ->
 * checkKind -> registerChanges -> checkWindows -> callWindow ...: exports the changes of one window after the other,
 * each below a prefix of its own, because DynamoDB writes the data of all incremental exports below one prefix to the
 * same folder.
 */
export function makeWindowStates(workflow: Workflow): States<WindowState> {
  const { config, names } = workflow;
  const prefix = prefixOfWindow(workflow);
  return {
    callWindow: {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:dynamodb:exportTableToPointInTime',
      Arguments: {
        ...exportArguments(workflow, jsonata(prefix)),
        ExportType: 'INCREMENTAL_EXPORT',
        IncrementalExportSpecification: {
          ExportFromTime: jsonata('$pending[0].from'),
          ExportToTime: jsonata('$pending[0].to'),
          ExportViewType: 'NEW_AND_OLD_IMAGES',
        },
        ClientToken: jsonata(`$hash(${prefix}, 'MD5')`),
      },
      Assign: {
        exportArn: jsonata('$states.result.ExportDescription.ExportArn'),
        window: jsonata(`$merge([$pending[0], {'prefix': ${prefix}}])`),
        pending: jsonata('[$pending[[1..$count($pending)]]]'),
        // As of a full export, the deadline counts from the call, also in a redrive of days later.
        startedMillis: jsonata('$millis()'),
        waitSeconds: config.poll.fixedSeconds ?? config.poll.firstSeconds,
      },
      Retry: RETRY_EXPORT,
      Catch: [
        refuseMissingTable(workflow),
        {
          ErrorEquals: ['DynamoDb.InvalidExportTimeException'],
          Assign: { fullBecause: jsonata(REFUSED) },
          Next: 'checkWindowTime',
        },
        {
          // The full export then says it by its name.
          ErrorEquals: ['DynamoDb.PointInTimeRecoveryUnavailableException'],
          Assign: { ...WITHOUT_CHANGES, fullBecause: jsonata(REFUSED) },
          Next: 'callExport',
        },
      ],
      Next: 'Wait1',
    },
    checkWindowTime: {
      Type: 'Choice',
      Comment: 'Can DynamoDB not export the window yet, or never?',
      Choices: [
        {
          Condition: jsonata(
            `$not($contains($fullBecause, /${NEVER.join('|')}/)) and ${ENTERED} - $toMillis($exportTime) < ${UNAVAILABLE_HOURS * 3_600_000}`,
          ),
          Next: 'waitForWindow',
        },
      ],
      Default: 'callExport',
      Assign: WITHOUT_CHANGES,
    },
    waitForWindow: { Type: 'Wait', Seconds: UNAVAILABLE_PAUSE_SECONDS, Next: 'callWindow' },
    checkWindow: checkWindow(workflow),
    checkKind: {
      Type: 'Choice',
      Choices: [{ Condition: jsonata(IS_OF_CHANGES), Next: 'registerChanges' }],
      Default: 'registerPartition',
    },
    registerChanges: {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:glue:createPartition',
      Arguments: {
        DatabaseName: names.database,
        TableName: names.changes,
        PartitionInput: {
          ...partitionInput(
            'changes',
            [jsonata('$exportDate'), jsonata('$exportId')],
            jsonata(changesLocation(workflow)),
          ),
          Parameters: jsonata(WINDOW_PARAMETERS),
        },
      },
      Retry: RETRY_GLUE,
      Catch: [goOn('Glue.AlreadyExistsException', 'checkWindows')],
      Next: 'checkWindows',
    },
    checkWindows: {
      Type: 'Choice',
      Choices: [{ Condition: jsonata('$count($pending) > 0'), Next: 'callWindow' }],
      Default: 'validateChanges',
    },
  };
}

/**
 * What the keys of a window's objects begin with, in JSONata. A call that is repeated within hours asks for the same, and
 * gets the same export by its client token, also in a redrive. DynamoDB forgets the token after 8 hours: then it is another
 * export, and must have another folder, as all data of a folder are taken for the window's.
 */
function prefixOfWindow({ names }: Workflow): string {
  const night = `${toLiteral(`${names.exportPrefix}/changes/`)} & $exportDate & '/' & ${UNLOAD_ID}`;
  return `${night} & '-' & $string($attempts) & '-' & $string($floor((${ENTERED} - $chosenMillis) / ${TOKEN_MILLIS})) & '/' & $string($pending[0].number)`;
}

/** JSONata of the folder of a window's data files: that of all increments below the prefix that it was exported with. */
function changesLocation({ names }: Workflow): string {
  return `'s3://${names.bucket}/' & $substringBefore($manifest.manifestFilesS3Key, $exportId & '/manifest-files.json') & 'data/'`;
}
