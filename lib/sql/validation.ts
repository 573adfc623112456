import type { Table } from '../config';
import { PROBLEM_COLUMNS } from '../night';
import { storedMisfits } from './columnar';
import { judgedColumns, keyless, keysFound, keyText } from './columns';
import { literal } from './text';
import { checks, type Check } from './validation-checks';

/** Which night a validation is for. The texts go into SQL as they are: pass only what was checked. */
export interface ValidatedNight {
  readonly exportId: string;
  readonly exportDate: string;
  /** Items according to the manifest's summary, in digits. */
  readonly itemCount: string;
  /** Of a columnar night: its partition of the table `unloaded`. */
  readonly unloadId?: string;
}

/** What the validation reads: two tables, as SQL names them (with their database, delimited), and the bucket of the files. */
export interface ValidatedTables {
  readonly staged: string;
  readonly files: string;
  readonly bucket: string;
  /** The table of a columnar night's Parquet, which is then read instead of `staged`. */
  readonly unloaded?: string;
}

/** At most so many problem rows come back, errors first: all of them must fit a Fail state's cause. */
export const MAX_PROBLEMS = 20;

/** Characters of an example. */
const EXAMPLE_LENGTH = 200;

/** An aggregate of a file's lines: its name, its SQL, and how a night's files make one value of it. */
interface Measure {
  readonly name: string;
  readonly sql: string;
  readonly total: 'sum' | 'min';
}

/**
 * The query that selects everything wrong with a staged night: one scan of its data files, or of the Parquet they were
 * unloaded to, and one of its (small) manifest. No row means verified. `count(*)` does not parse the lines, `count(item)` does (measured on Trino 476), so
 * the two together tell an unreadable line.
 */
export function validationQuery(table: Table, tables: ValidatedTables, night: ValidatedNight): string {
  const measured = measures(table);
  const data = table.checkDuplicateKeys ? dataByKey : dataByFile;
  const rows = checks(table).map((check) => problemRow(check, tables.bucket));
  const totals = [...measured, ...(table.checkDuplicateKeys ? REPEATED : [])].filter(({ name }) => name !== 'lines');
  return `WITH
${judgedLines(table, tables, night)},
${data(measured)},
files AS (
  SELECT concat('s3://${tables.bucket}/', datafiles3key) AS path, count(*) AS times_listed, max(itemcount) AS listed_items
  FROM ${tables.files}
  WHERE export_date = ${literal(night.exportDate)} AND export_id = ${literal(night.exportId)}
  GROUP BY datafiles3key
),
per_file AS (
  SELECT
    coalesce(data.path, files.path) AS path, times_listed, listed_items, lines, items,
    row_number() OVER (ORDER BY coalesce(data.path, files.path)) AS number,
    sum(listed_items * times_listed) OVER () AS all_listed_items,
${totals.map(({ name, total }) => `    ${total}(${name}) OVER () AS ${total === 'sum' ? 'all' : 'any'}_${name}`).join(',\n')}
  FROM data FULL JOIN files ON data.path = files.path
)
SELECT ${PROBLEM_COLUMNS.map((name) => `problem."${name}"`).join(', ')}
FROM (VALUES BIGINT ${literal(night.itemCount)}) AS manifest (item_count)
LEFT JOIN per_file ON true
CROSS JOIN UNNEST(ARRAY[
${rows.map((row) => `  ${row}`).join(',\n')}
]) AS problem (${PROBLEM_COLUMNS.map((name) => `"${name}"`).join(', ')}, wrong)
WHERE problem.wrong
ORDER BY problem.severity, problem."check", problem.file
LIMIT ${MAX_PROBLEMS}`;
}

const REPEATED: readonly Measure[] = [
  { name: 'repeated', sql: 'sum(repeated)', total: 'sum' },
  { name: 'repeated_key', sql: 'min(repeated_key)', total: 'min' },
];

function measures(table: Table): Measure[] {
  return [
    { name: 'lines', sql: 'count(*)', total: 'sum' },
    { name: 'items', sql: 'count_if(readable)', total: 'sum' },
    { name: 'keyless', sql: 'count(keyless_item)', total: 'sum' },
    { name: 'keyless_item', sql: 'min(keyless_item)', total: 'min' },
    ...judgedColumns(table).flatMap((_, index): Measure[] => [
      { name: `misfits_${index}`, sql: `count(misfit_${index})`, total: 'sum' },
      { name: `misfit_${index}`, sql: `min(misfit_${index})`, total: 'min' },
    ]),
  ];
}

/** The lines of the night; what is wrong in a line stands in a column that is NULL where all is well. */
function judgedLines(table: Table, tables: ValidatedTables, night: ValidatedNight): string {
  const { path, lines, judgedBy } = source(table, tables, night);
  const example = (condition: string, text: string) =>
    `CASE WHEN ${condition} THEN substr(${text}, 1, ${EXAMPLE_LENGTH}) END`;
  const judged = [
    ...(table.checkDuplicateKeys ? [`${keyText(table)} AS item_key`] : []),
    `${example(`item IS NOT NULL AND (${keyless(table)})`, keysFound(table))} AS keyless_item`,
    ...judgedBy.map(({ misfit, found }, index) => `${example(misfit, found)} AS misfit_${index}`),
  ];
  return `judged_lines AS (
  SELECT
    ${path} AS path,
    item IS NOT NULL AS readable,
${judged.map((column) => `    ${column}`).join(',\n')}
  FROM ${lines}
)`;
}

/** Where the lines of a night are, what names a line's file, and what a misfit is there. */
function source(table: Table, { staged, unloaded }: ValidatedTables, { exportId, unloadId = '' }: ValidatedNight) {
  return unloaded === undefined
    ? { path: '"$path"', lines: `${staged}\n  WHERE export_id = ${literal(exportId)}`, judgedBy: judgedColumns(table) }
    : {
        path: 'source_file',
        lines: `${unloaded}\n  WHERE unload_id = ${literal(unloadId)}`,
        judgedBy: storedMisfits(table),
      };
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

/** The same by key first: of a key's lines, in whatever files, all but one are repeated. */
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
