import type { Table } from '../config';
import { PROBLEM_COLUMNS } from '../night';
import { listStoredMisfits } from './columnar';
import { listJudgedColumns, keyless, keysFound, keyText, type JudgedColumn } from './columns';
import { literal } from './text';
import { checks, EXAMPLE_LENGTH, type Check } from './validation-checks';

/** Which night a validation is for. The texts go into SQL as they are: pass only what was checked. */
export interface ValidatedNight {
  readonly exportId: string;
  readonly exportDate: string;
  /** Items according to the manifest's summary, in digits. */
  readonly itemCount: string;
  /** Of a columnar night: its partition of the table `unloaded`. */
  readonly unloadId?: string;
}

/**
 * What the validation reads: two tables, as SQL names them (with their database, delimited), and the bucket of the
 * files.
 */
export interface ValidatedTables {
  readonly staged: string;
  readonly files: string;
  readonly bucket: string;
  /** The table of a columnar night's Parquet, which is then read instead of `staged`. */
  readonly unloaded?: string;
}

/** The most problem rows that come back, errors first: all of them must fit a Fail state's cause. */
export const MAX_PROBLEMS = 20;

/** The beginning of an order in which facts come before problems, of which some may be cut off. */
export const FACTS_FIRST = "CASE WHEN problem.severity = 'info' THEN 0 ELSE 1 END, ";

/** An aggregate of a file's lines: its name, its SQL, and how the files that are put together make one value of it. */
interface Measure {
  readonly name: string;
  readonly sql: string;
  readonly total: 'sum' | 'min';
  /** The column of the judged lines that it is of: its name and its SQL. */
  readonly column?: readonly [name: string, sql: string];
}

/**
 * The query that selects everything wrong with a staged night: one scan of its data files, or of the Parquet they were
 * unloaded to, and one of its (small) manifest. No row means verified. `count(*)` does not parse the lines,
 * `count(item)` does (measured on Trino 476), so the two together tell an unreadable line.
 *
 * Where nights are made of changes, an unloaded one also gives its facts, rows with severity `info`: of lines they are not
 * there.
 *
 * @param judgedBy the checks; the benchmarks leave some out to learn what they cost
 */
export function validationQuery(
  table: Table,
  tables: ValidatedTables,
  night: ValidatedNight,
  judgedBy: readonly Check[] = checks(table).filter(({ severity }) => severity !== 'info' || tables.unloaded),
): string {
  const lines = linesOf(table, tables, night);
  const needed = new Set(['lines', ...judgedBy.flatMap((check) => check.measures)]);
  const measured = measures(table, lines.misfits).filter(({ name }) => needed.has(name));
  const repeated = REPEATED.filter(({ name }) => needed.has(name));
  const data = repeated.length > 0 ? dataByKey : dataByFile;
  const rows = judgedBy.map((check) => problemRow(check, tables.bucket));
  const totals = [...measured, ...repeated].filter(({ name }) => !OF_FILES_ALONE.includes(name));
  const leastKey = needed.has('least_key')
    ? `
    least_key, CASE WHEN least_key IS NOT NULL THEN count(*) OVER (PARTITION BY least_key) END AS files_with_least_key,`
    : '';
  const facts = judgedBy.filter(({ severity }) => severity === 'info').length;
  return `WITH
${selectJudgedLines(lines, [...measured, ...repeated])},
${data(measured)},
files AS (
  SELECT concat('s3://${tables.bucket}/', datafiles3key) AS path, count(*) AS times_listed, max(itemcount) AS listed_items
  FROM ${tables.files}
  WHERE export_date = ${literal(night.exportDate)} AND export_id = ${literal(night.exportId)}
  GROUP BY datafiles3key
),
per_file AS (
  SELECT
    coalesce(data.path, files.path) AS path, times_listed, listed_items, lines,${needed.has('items') ? ' items,' : ''}${leastKey}
    row_number() OVER (ORDER BY coalesce(data.path, files.path)) AS number,
    sum(listed_items * times_listed) OVER () AS all_listed_items${totals
      .map(
        ({ name, total }) => `,
    ${total}(${name}) OVER () AS ${total === 'sum' ? 'all' : 'any'}_${name}`,
      )
      .join('')}
  FROM data FULL JOIN files ON data.path = files.path
)
SELECT ${PROBLEM_COLUMNS.map((name) => `problem."${name}"`).join(', ')}
FROM (VALUES BIGINT ${literal(night.itemCount)}) AS manifest (item_count)
LEFT JOIN per_file ON true
CROSS JOIN UNNEST(ARRAY[
${rows.map((row) => `  ${row}`).join(',\n')}
]) AS problem (${PROBLEM_COLUMNS.map((name) => `"${name}"`).join(', ')}, wrong)
WHERE problem.wrong
ORDER BY ${facts > 0 ? FACTS_FIRST : ''}problem.severity, problem."check", problem.file
LIMIT ${MAX_PROBLEMS + facts}`;
}

/** What is asked of a file and never of all of them. */
const OF_FILES_ALONE: readonly string[] = ['lines', 'least_key'];

function measures(table: Table, misfits: readonly Misfit[]): Measure[] {
  const example = (condition: string, text: string) =>
    `CASE WHEN ${condition} THEN substr(${text}, 1, ${EXAMPLE_LENGTH}) END`;
  const keylessItem = ['keyless_item', example(`item IS NOT NULL AND (${keyless(table)})`, keysFound(table))] as const;
  return [
    { name: 'lines', sql: 'count(*)', total: 'sum' },
    { name: 'items', sql: 'count_if(readable)', total: 'sum', column: ['readable', 'item IS NOT NULL'] },
    { name: 'least_key', sql: 'min(item_key)', total: 'min', column: ['item_key', keyText(table)] },
    {
      name: 'fingerprint',
      sql: 'sum(fingerprint)',
      total: 'sum',
      column: ['fingerprint', 'CAST(item_fingerprint AS decimal(38,0))'],
    },
    { name: 'keyless', sql: 'count(keyless_item)', total: 'sum', column: keylessItem },
    { name: 'keyless_item', sql: 'min(keyless_item)', total: 'min', column: keylessItem },
    ...misfits.flatMap(({ misfit, found }, index): Measure[] => {
      const column = [`misfit_${index}`, example(misfit, found)] as const;
      return [
        { name: `misfits_${index}`, sql: `count(misfit_${index})`, total: 'sum', column },
        { name: `misfit_${index}`, sql: `min(misfit_${index})`, total: 'min', column },
      ];
    }),
  ];
}

/** The aggregates of {@link dataByKey} that it has besides. */
const REPEATED: readonly Measure[] = [
  { name: 'repeated', sql: 'sum(repeated)', total: 'sum' },
  { name: 'repeated_key', sql: 'min(repeated_key)', total: 'min' },
];

type Misfit = Pick<JudgedColumn, 'misfit' | 'found'>;

/** The lines of a night: where they are, what names a line's file, and what a misfit is there. */
interface Lines {
  readonly path: string;
  readonly from: string;
  readonly misfits: readonly Misfit[];
}

function linesOf(
  table: Table,
  { staged, unloaded }: ValidatedTables,
  { exportId, unloadId = '' }: ValidatedNight,
): Lines {
  return unloaded === undefined
    ? {
        path: '"$path"',
        from: `${staged}\n  WHERE export_id = ${literal(exportId)}`,
        misfits: listJudgedColumns(table),
      }
    : {
        path: 'source_file',
        from: `${unloaded}\n  WHERE unload_id = ${literal(unloadId)}`,
        misfits: listStoredMisfits(table),
      };
}

/** The lines of the night; what is wrong in a line stands in a column that is NULL where all is well. */
function selectJudgedLines({ path, from }: Lines, measured: readonly Measure[]): string {
  const columns = new Map([['path', path], ...measured.flatMap(({ column }) => (column ? [column] : []))]);
  return `judged_lines AS (
  SELECT
${[...columns].map(([name, sql]) => `    ${sql} AS ${name}`).join(',\n')}
  FROM ${from}
)`;
}

function dataByFile(measured: readonly Measure[]): string {
  return `data AS (
  SELECT
    path,
${measured.map(({ name, sql }) => `    ${sql} AS ${name}`).join(',\n')}
  FROM judged_lines
  GROUP BY path
)`;
}

/** The same by key first: of a key's lines, in any files, all but one are repeated. */
function dataByKey(measured: readonly Measure[]): string {
  return `data_by_key AS (
  SELECT
    path, item_key,
${measured.map(({ name, sql }) => `    ${sql} AS ${name}`).join(',\n')}
  FROM judged_lines
  GROUP BY path, item_key
),
data_with_repeated AS (
  SELECT *, lines - CASE WHEN row_number() OVER (PARTITION BY item_key ORDER BY path) = 1 THEN 1 ELSE 0 END AS repeated
  FROM data_by_key
),
data AS (
  SELECT
    path,
    sum(repeated) FILTER (WHERE item_key IS NOT NULL) AS repeated,
    min(substr(item_key, 1, ${EXAMPLE_LENGTH})) FILTER (WHERE repeated > 0 AND item_key IS NOT NULL) AS repeated_key,
${measured.map(({ name, total }) => `    ${total}(${name}) AS ${name}`).join(',\n')}
  FROM data_with_repeated
  GROUP BY path
)`;
}

function problemRow({ name, severity, scope, expected, found, example, wrong }: Check, bucket: string): string {
  const fields = [
    literal(name),
    literal(severity),
    scope === 'file' ? `substr(path, length('s3://${bucket}/') + 1)` : 'NULL',
    `CAST(${expected} AS varchar)`,
    `CAST(${found} AS varchar)`,
    example ?? 'NULL',
    scope === 'file' ? wrong : `${wrong} AND coalesce(number, 1) = 1`,
  ];
  const type = [...PROBLEM_COLUMNS.map((column) => `"${column}" varchar`), 'wrong boolean'].join(', ');
  return `CAST(ROW(${fields.join(', ')}) AS ROW(${type}))`;
}
