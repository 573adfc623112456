import { partitionInput } from '../../catalog';
import { PROBLEM_COLUMNS, WORKFLOW_CHECKS } from '../../night';
import { ownTable, validateMergedQuery, validationQuery } from '../../sql';
import { refuseUnlessBaseHasChanged } from '../incremental/check-newest';
import { IS_OF_CHANGES, WINDOW_IDS, WINDOW_ROWS } from '../incremental/variables';
import { leaveValidation } from './checks';
import { dataLocation } from '../export/manifest';
import { fillIn, QUERY_TIMEOUT_SECONDS, queryArguments, REASON } from './query';
import { RETRY_GLUE, RETRY_QUERY, RETRY_RESULTS } from '../retries';
import type { ErrorName } from '../errors';
import type { ValidationState } from '../state-names';
import {
  describeFailure,
  goOn,
  goOnWith,
  jsonata,
  refuse,
  toLiteral,
  type Catcher,
  type Rule,
  type States,
  type Workflow,
} from '../states';
import { firstCharacters } from '../text';

/** registerPartition -> validateExport -> readValidation -> checkValidation: is what lies there what was exported? */
export function makeValidationStates(workflow: Workflow): States<ValidationState> {
  const { table, names } = workflow;
  const header = PROBLEM_COLUMNS.join(',');
  return {
    registerPartition: {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:glue:createPartition',
      Arguments: {
        DatabaseName: names.database,
        TableName: names.staged,
        PartitionInput: partitionInput('staged', [jsonata('$exportId')], jsonata(dataLocation(workflow))),
      },
      Retry: RETRY_GLUE,
      Catch: [goOn('Glue.AlreadyExistsException', 'validateExport')],
      Next: 'validateExport',
    },
    validateExport: {
      Type: 'Task',
      Resource: 'arn:aws:states:::athena:startQueryExecution.sync',
      Arguments: queryArguments(workflow, query(workflow)),
      TimeoutSeconds: QUERY_TIMEOUT_SECONDS,
      Assign: { queryId: jsonata('$states.result.QueryExecution.QueryExecutionId') },
      Retry: RETRY_QUERY,
      Catch: [catchFailedQuery(workflow)],
      Next: 'readValidation',
    },
    readValidation: {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:athena:getQueryResults',
      Arguments: { QueryExecutionId: jsonata('$queryId'), MaxResults: 100 },
      Assign: {
        validation: jsonata(
          table.incremental ? readProblems(`$changes.problems, ${ofLaterDay}`) : readProblems(ofLaterDay),
        ),
        ...(table.incremental && { manifest: jsonata(manifestOfNight) }),
      },
      Retry: RETRY_RESULTS,
      Next: 'checkValidation',
    },
    checkValidation: {
      Type: 'Choice',
      Choices: [
        // Another execution for this export drops the staged partition at its end; without it there is no item.
        goOnWith(
          `$contradictions = 0 and $count($validation.problems[check = 'item_count' and found = '0']) > 0`,
          'registerPartition',
          { contradictions: 1 },
        ),
        refuse(workflow, `$not($validation.header = ${toLiteral(header)})`, 'Validation.Unreadable', {
          what: toLiteral('The validation gave a result that is not its own.'),
          found: '$validation.header',
          expected: toLiteral(header),
          queryExecutionId: '$queryId',
        }),
        ...(table.incremental ? refuseBrokenChain(workflow) : []),
        refuse(workflow, `$count($validation.problems[severity = 'error']) > 0`, 'Validation.Failed', {
          what: `'The export is not what its manifest says: ' & $string($count($validation.problems[severity = 'error'])) & ' problem(s).'`,
          found: '$validation.problems',
          expected: toLiteral('no row with severity error'),
          queryExecutionId: '$queryId',
          staged: `${toLiteral(`SELECT item FROM ${ownTable(names, 'staged')} WHERE export_id = '`)} & $exportId & ${toLiteral("' LIMIT 100")}`,
        }),
      ],
      ...leaveValidation(workflow),
    },
  };
}

/**
 * JSONata of what a validation found: `header`, `problems`, and the facts that are no problems, by their names.
 *
 * @param others JSONata of problems besides, one after the other with commas; undefined values are none
 */
export function readProblems(others?: string): string {
  const more = others === undefined ? '' : `, ${others}`;
  return `($rows := $states.result.ResultSet.Rows; $found := [${rows}]; {'header': $join($rows[0].Data.VarCharValue, ','), 'problems': [$found[$not(severity = 'info')]${more}], 'facts': $merge([{}, $found[severity = 'info'].{check: found}])})`;
}

/** The manifest of a night of changes counts the records of a window; the night has as many items as the query found. */
const manifestOfNight = `($items := $states.result.ResultSet.Rows[Data[0].VarCharValue = 'items' and Data[1].VarCharValue = 'info'].Data[4].VarCharValue; $nightKind = 'changes' and $exists($items) ? $merge([$manifest, {'itemCount': $number($items)}]) : $manifest)`;

/** Row 0 is the header; a NULL is a Datum without value, whose field is then absent. */
const rows = `$map($rows, function($row, $index) { $index > 0 ? {${PROBLEM_COLUMNS.map((name, index) => `'${name}': $row.Data[${index}].VarCharValue`).join(', ')}} })`;

/** The failures of a night that its base and the changes do not give, each with a name of its own. */
function refuseBrokenChain(workflow: Workflow): Rule[] {
  const refuseCheck = (checks: readonly string[], error: ErrorName, what: string) =>
    refuseUnlessBaseHasChanged(workflow, `$count($validation.problems[check in ${toLiteral(checks)}]) > 0`, error, {
      what: toLiteral(what),
      found: '$validation.problems',
      expected: `'the items of the night ' & $base.date & ' and the changes since, to ' & $exportTime`,
      queryExecutionId: '$queryId',
    });
  return [
    refuseCheck(
      ['seam', 'seam_between_windows'],
      'Changes.SeamBroken',
      'The changes were made of other items than the night before them has.',
    ),
    refuseCheck(
      ['arithmetic'],
      'Changes.CountsBroken',
      'The night has not as many items as the night before, what was inserted and what was deleted give.',
    ),
    refuseCheck(
      ['fingerprint'],
      'Changes.FingerprintBroken',
      'The night has not the items that the night before and the changes give.',
    ),
  ];
}

/** The validation query with the night's own values put in, which checkInput and checkManifest have checked. */
function query(workflow: Workflow): string {
  const { table, names } = workflow;
  const tables = { staged: ownTable(names, 'staged'), files: ownTable(names, 'files'), bucket: names.bucket };
  const night = { exportId: '$exportId', exportDate: '$exportDate', itemCount: '$string($manifest.itemCount)' };
  if (!table.columnar) return fillIn(night, (values) => validationQuery(table, tables, values));
  const unloaded = { ...tables, unloaded: ownTable(names, 'unloaded') };
  const full = fillIn({ ...night, unloadId: '$unloadId' }, (values) => validationQuery(table, unloaded, values));
  return table.incremental ? `${IS_OF_CHANGES} ? ${mergedQuery(workflow)} : ${full}` : full;
}

/** The query of a night that is made of its base and the changes since. */
function mergedQuery({ table, names }: Workflow): string {
  const values = {
    exportDate: '$exportDate',
    baseDate: '$base.date',
    baseItemCount: '$base.parameters.item_count',
    baseFingerprint: `($exists($base.parameters.fingerprint) ? $base.parameters.fingerprint : '')`,
    unloadId: '$unloadId',
    windows: WINDOW_ROWS,
    windowIds: WINDOW_IDS,
  };
  const tables = {
    changes: ownTable(names, 'changes'),
    raw: ownTable(names, 'raw'),
    unloaded: ownTable(names, 'unloaded'),
    bucket: names.bucket,
  };
  return fillIn(values, (night) => validateMergedQuery(table, tables, night));
}

/** States.TaskFailed is every failure but a timeout, so this also gets what Athena refused after all retries. */
export function catchFailedQuery(workflow: Workflow, query = 'validation query'): Catcher {
  const details = {
    what: `$states.errorOutput.Error = 'States.TaskFailed' ? 'The ${query} failed.' : 'Athena did not run the ${query}: ' & $states.errorOutput.Error`,
    found: firstCharacters(REASON, 4000),
    expected: toLiteral('SUCCEEDED'),
  };
  const failed = describeFailure(workflow, 'Validation.QueryFailed', details);
  const notRun = describeFailure(workflow, 'Validation.NotRun', details);
  return {
    ErrorEquals: ['States.TaskFailed'],
    Assign: { failure: jsonata(`$states.errorOutput.Error = 'States.TaskFailed' ? ${failed} : ${notRun}`) },
    Next: 'ExportFailed',
  };
}

/**
 * The warning, in JSONata, that the items are those of a later day than the night's date, as where a night is made up for: by
 * its date it stands below nights whose items are older.
 */
const ofLaterDay = `($itemsDate > $exportDate ? {'check': '${WORKFLOW_CHECKS.itemsDate}', 'severity': 'warn', 'expected': 'items of ' & $exportDate, 'found': 'those of ' & $itemsDate & ', ' & $manifest.exportTime})`;
