import { glueName, type Table } from '../../config';
import {
  checkQuery,
  EXAMPLE_ROWS,
  isFor,
  MAX_COUNTED_ROWS,
  sqlFor,
  ownTable,
  tableIdentifier,
  type SavedCheck,
} from '../../sql';
import { describeNight } from '../publish/publish';
import { fillIn, queryArguments, REASON } from './query';
import { RETRY_QUERY, RETRY_RESULTS } from '../retries';
import type { ChecksState, OneCheckState } from '../state-names';
import { jsonata, refuse, toLiteral, type State, type States, type Workflow } from '../states';
import { firstCharacters } from '../text';

/** An account has 20 active queries in the smallest regions of Athena; the nights of other tables need some of them. */
export const CONCURRENT_CHECKS = 5;

/** The results of this number of checks fit a state's payload of 256 KiB with room to spare. */
const MAX_CHECKS = 50;

/** Athena ends a query after 30 minutes, or later where the quota was raised; then the state times out. */
const CHECK_TIMEOUT_SECONDS = 3600;

/** Characters of a check's examples, or of the reason why it could not be run. */
const EXAMPLE_LENGTH = 400;

/** The most failed checks that fit a Fail state's cause of 32,768 characters. */
const TOLD_CHECKS = 20;

/**
 * runChecks (of each check runCheck -> readCheck) -> judgeChecks: does the night hold what its users expect of it? A check
 * selects bad rows. What one found, or why it could not be run, becomes a problem beside those of the validation.
 *
 * @returns no state where the table has no check
 * @throws Error where it has too many
 */
export function makeChecksStates(workflow: Workflow): Partial<States<ChecksState>> {
  const { table, names } = workflow;
  const checks = checksOf(workflow);
  if (checks.length === 0) return {};
  if (checks.length > MAX_CHECKS)
    throw new Error(`${table.name} has ${checks.length} checks, a night runs ${MAX_CHECKS} at most: join some of them`);
  const failed = `$validation.problems[severity = 'error']`;
  return {
    runChecks: {
      Type: 'Map',
      Items: checks.map((check) => ({ check: check.name, severity: check.severity, sql: sqlFor(check, table) })),
      MaxConcurrency: CONCURRENT_CHECKS,
      ItemProcessor: { ProcessorConfig: { Mode: 'INLINE' }, StartAt: 'runCheck', States: makeStatesOfOne(workflow) },
      Assign: {
        validation: jsonata(
          `$merge([$validation, {'problems': [$reduce($states.result, $append, $validation.problems)]}])`,
        ),
      },
      Next: 'judgeChecks',
    },
    judgeChecks: {
      Type: 'Choice',
      Choices: [
        refuse(workflow, `$count(${failed}) > 0`, 'Validation.CheckFailed', {
          what: `'The export is not what its checks ask for: ' & $join(${failed}.check, ', ') & '.'`,
          found: `[${failed}[[0..${TOLD_CHECKS - 1}]]]`,
          expected: toLiteral('no row that a check with severity error selects'),
          staged: `${toLiteral(`SELECT item FROM ${ownTable(names, 'staged')} WHERE export_id = '`)} & $exportId & ${toLiteral("' LIMIT 100")}`,
        }),
      ],
      Default: 'recordVerified',
      Assign: { night: jsonata(describeNight(workflow)) },
    },
  };
}

/** A check as {@link checkStates} gives it to a night. */
type DeployedCheck = Pick<SavedCheck, 'severity' | 'sql'> & { readonly check: string };

/**
 * The checks that a table's definition, as JSON, runs: all that the definition says of them, where their files are not
 * known.
 */
export function readChecksOfDefinition(definition: string, { name }: Pick<Table, 'name'>): SavedCheck[] {
  const checks: SavedCheck[] = [];
  JSON.parse(definition, (key, value: unknown) => {
    if (key === ('runChecks' satisfies ChecksState))
      for (const { check, severity, sql } of (value as { readonly Items?: readonly DeployedCheck[] }).Items ?? [])
        checks.push({ name: check, title: check, description: '', table: glueName(name), severity, sql });
    return value;
  });
  return checks;
}

/** Where a night goes that the validation found nothing wrong with. */
export function leaveValidation(workflow: Workflow): Pick<State, 'Assign' | 'Default'> {
  return checksOf(workflow).length > 0
    ? { Default: 'runChecks' }
    : { Default: 'recordVerified', Assign: { night: jsonata(describeNight(workflow)) } };
}

function checksOf({ checks, table }: Workflow): readonly SavedCheck[] {
  return checks.filter((check) => isFor(check, table));
}

/** The states that a check goes through; its output is an array of the problem that it found, or an empty one. */
function makeStatesOfOne(workflow: Workflow): States<OneCheckState, OneCheckState> {
  return {
    runCheck: {
      Type: 'Task',
      Resource: 'arn:aws:states:::athena:startQueryExecution.sync',
      Arguments: queryArguments(workflow, query(workflow)),
      TimeoutSeconds: CHECK_TIMEOUT_SECONDS,
      Assign: { check: jsonata('$states.input') },
      Output: { id: jsonata('$states.result.QueryExecution.QueryExecutionId') },
      Retry: RETRY_QUERY,
      Catch: [
        {
          ErrorEquals: ['States.TaskFailed'],
          Output: jsonata(problem('$states.input', { found: `'a query that could not be run'`, example: REASON })),
          Next: 'checkNotRead',
        },
      ],
      Next: 'readCheck',
    },
    readCheck: {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:athena:getQueryResults',
      Arguments: { QueryExecutionId: jsonata('$states.input.id'), MaxResults: EXAMPLE_ROWS + 1 },
      Output: jsonata(found),
      Retry: RETRY_RESULTS,
      Catch: [
        {
          ErrorEquals: ['States.DataLimitExceeded'],
          Output: jsonata(
            problem('$check', { found: `'rows too large to be told: ${EXAMPLE_ROWS} of them have more than 256 KiB'` }),
          ),
          Next: 'checkNotRead',
        },
      ],
      End: true,
    },
    checkNotRead: { Type: 'Pass', End: true },
  };
}

/** The query of the check that is the state's input, over the night. */
function query({ table, names }: Workflow): string {
  const night = { exportId: '$exportId', exportDate: '$exportDate', sql: '$states.input.sql' };
  const over = (staged: string) => tableIdentifier(names.database, staged);
  return table.columnar
    ? fillIn({ ...night, unloadId: '$unloadId' }, ({ sql, ...values }) =>
        checkQuery(table, over(names.unloaded), values, sql),
      )
    : fillIn(night, ({ sql, ...values }) => checkQuery(table, over(names.staged), values, sql));
}

/** Row 0 is the header; the last column of a row has the number of all rows. A NULL is a Datum without value. */
const found = `($rows := $states.result.ResultSet.Rows; $names := $rows[0].Data.VarCharValue; $examples := $map($rows[[1..${EXAMPLE_ROWS}]], function($row) { $merge($map($names[[0..$count($names) - 2]], function($name, $index) { {$name: $exists($row.Data[$index].VarCharValue) ? $row.Data[$index].VarCharValue : null} })) }); $all := $rows[1].Data[-1].VarCharValue; $count($rows) < 2 ? [] : ${problem(
  '$check',
  {
    found: `$all & ($all = '1' ? ' row' : $all = '${MAX_COUNTED_ROWS}' ? ' rows or more' : ' rows')`,
    example: '$string([$examples])',
  },
)})`;

/** What a check found, with the fields of a problem of the validation. */
function problem(check: string, { found, example }: { found: string; example?: string }): string {
  const text = example === undefined ? '' : `, 'example': ${firstCharacters(example, EXAMPLE_LENGTH)}`;
  return `[{'check': ${check}.check, 'severity': ${check}.severity, 'expected': 'no row', 'found': ${found}${text}}]`;
}
