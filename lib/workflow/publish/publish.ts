import { partitionInput } from '../../catalog';
import { NIGHT_PARAMETERS } from '../../night';
import { folder } from '../export/manifest';
import { twoMonthsBefore } from './newest';
import { CHAIN, CHAIN_NAMES } from '../incremental/chain';
import { FIRST_PAGE, HAS_NEXT_PAGE, NEXT_TOKEN, nextPage } from '../partition-pages';
import { describePublishedPartition } from './published-partition';
import { RETRY_GLUE } from '../retries';
import type { PublishState } from '../state-names';
import { CONTRADICTED, goOn, jsonata, refuseContradictions, toLiteral, type States, type Workflow } from '../states';

/**
 * recordVerified -> publishPartition, and where the date has a night already readVerified -> checkPublished ->
 * replacePartition.
 *
 * Glue has no conditional write, so two executions for the same date could overwrite each other in any order. Therefore
 * every execution first records its verified export in its own partition of the files table. An execution that has
 * replaced the published partition reads these records again, and repeats until the newest recorded export is
 * published. So the last writer has seen all records, and an older export never permanently replaces a newer one.
 */
export function makePublishStates(workflow: Workflow): States<PublishState> {
  const { names } = workflow;
  const verified = `$states.result.Partitions[Values[0] = $exportDate and Parameters.verified = 'true'].{'export_time': Parameters.export_time, 'location': Parameters.data_location, 'parameters': Parameters ~> $sift(function($v, $k) { $k in ${toLiteral(workflow.table.incremental ? [...PARAMETERS, ...CHAIN_NAMES] : PARAMETERS)} })}`;
  const raw = { DatabaseName: names.database, TableName: names.raw };
  return {
    recordVerified: {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:glue:updatePartition',
      Arguments: {
        DatabaseName: names.database,
        TableName: names.files,
        PartitionValueList: [jsonata('$exportDate'), jsonata('$exportId')],
        PartitionInput: {
          ...partitionInput(
            'files',
            [jsonata('$exportDate'), jsonata('$exportId')],
            jsonata(`'s3://${names.bucket}/' & ${folder(workflow)}`),
          ),
          Parameters: jsonata(
            `$merge([$night, {'verified': 'true', 'data_location': $location, 'problems': $string($validation.problems)}])`,
          ),
        },
      },
      Assign: { since: jsonata(twoMonthsBefore) },
      Retry: RETRY_GLUE,
      Next: 'publishPartition',
    },
    publishPartition: {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:glue:createPartition',
      Arguments: {
        ...raw,
        PartitionInput: {
          ...describePublishedPartition(workflow, 'raw', jsonata('$exportDate'), '$location'),
          Parameters: jsonata('$night'),
        },
      },
      Assign: { published: jsonata('$exportId'), nights: [], nextToken: FIRST_PAGE },
      Retry: RETRY_GLUE,
      Catch: [
        goOn('Glue.AlreadyExistsException', 'readVerified', {
          published: jsonata("''"),
          verified: {},
          nextToken: FIRST_PAGE,
        }),
      ],
      Next: 'readNights',
    },
    readVerified: {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:glue:getPartitions',
      Arguments: nextPage(workflow, names.files, `"export_date = '" & $exportDate & "'"`, 100),
      Assign: {
        verified: jsonata(
          `($newest := $sort($append($verified.export_time ? $verified : [], ${verified}), function($a, $b) { $a.export_time & $a.parameters.export_id > $b.export_time & $b.parameters.export_id })[-1]; $exists($newest) ? $newest : {})`,
        ),
        nextToken: NEXT_TOKEN,
      },
      Retry: RETRY_GLUE,
      Next: 'checkPublished',
    },
    checkPublished: {
      Type: 'Choice',
      Choices: [
        refuseContradictions(workflow, names.raw),
        { Condition: jsonata(HAS_NEXT_PAGE), Next: 'readVerified' },
        {
          // Without any record the date has expired meanwhile, as its mark takes the record's place.
          Condition: jsonata(
            '$published = $verified.parameters.export_id or $not($exists($verified.parameters.export_id))',
          ),
          Assign: { nights: [] },
          Next: 'readNights',
        },
      ],
      Default: 'replacePartition',
    },
    replacePartition: {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:glue:updatePartition',
      Arguments: {
        ...raw,
        PartitionValueList: [jsonata('$exportDate')],
        PartitionInput: {
          ...describePublishedPartition(workflow, 'raw', jsonata('$exportDate'), '$verified.location'),
          Parameters: jsonata('$verified.parameters'),
        },
      },
      Assign: { published: jsonata('$verified.parameters.export_id'), verified: {} },
      Retry: RETRY_GLUE,
      Catch: [goOn('Glue.EntityNotFoundException', 'publishPartition', CONTRADICTED)],
      Next: 'readVerified',
    },
  };
}

const VALUES: Readonly<Record<keyof typeof NIGHT_PARAMETERS, string>> = {
  exportId: '$exportId',
  exportArn: '$exportArn',
  exportTime: '$manifest.exportTime',
  // a member without a value is left out
  tableId: `($type($manifest.tableId) = 'string' and $length($manifest.tableId) > 0 ? $manifest.tableId)`,
  itemCount: '$string($manifest.itemCount)',
  validationQueryId: '$queryId',
  warnings: '$string($count($validation.problems))',
};

/** The parameters of a published partition. */
const PARAMETERS = Object.values(NIGHT_PARAMETERS);

/** The parameters of a published partition, in the variable `night`; Glue parameters are strings. */
export function describeNight({ table }: Workflow): string {
  return table.incremental ? `$merge([${NIGHT}, ${CHAIN}])` : NIGHT;
}

const NIGHT = `{${Object.entries(NIGHT_PARAMETERS)
  .map(([member, parameter]) => `'${parameter}': ${VALUES[member as keyof typeof VALUES]}`)
  .join(', ')}}`;
