import type { Table } from '../config';
import { PROBLEM_COLUMNS } from '../night';
import { listStoredMisfits } from './columnar';
import { listJudgedColumns } from './columns';
import { literal } from './text';
import { checks, type Check } from './validation-checks';
import { listMeasures, OF_FILES_ALONE, REPEATED } from './validation-measures';
import { selectDataByFile, selectDataByKey, selectJudgedLines, type Lines } from './validated-lines';

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
  const measured = listMeasures(table, lines.misfits).filter(({ name }) => needed.has(name));
  const repeated = REPEATED.filter(({ name }) => needed.has(name));
  const selectData = repeated.length > 0 ? selectDataByKey : selectDataByFile;
  const rows = judgedBy.map((check) => problemRow(check, tables.bucket));
  const totals = [...measured, ...repeated].filter(({ name }) => !OF_FILES_ALONE.includes(name));
  const leastKey = needed.has('least_key')
    ? `
    least_key, CASE WHEN least_key IS NOT NULL THEN count(*) OVER (PARTITION BY least_key) END AS files_with_least_key,`
    : '';
  const facts = judgedBy.filter(({ severity }) => severity === 'info').length;
  return `WITH
${selectJudgedLines(lines, [...measured, ...repeated])},
${selectData(measured)},
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
