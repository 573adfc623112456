import type { Table } from '../../config';
import { keysFound, keyShown, keyText } from '../columns';
import { literal } from '../text';
import { MAX_PROBLEMS } from '../validation';
import { formatChangedKey, isOfWindows, selectWindows, WRITTEN, type Windows } from './changes';
import { fingerprint } from './fingerprint';
import { PROBLEM_ORDER, PROBLEM_LIST, unnestProblems, type ProblemRow } from './problem-rows';

/** What the validation of changes reads: two tables, as SQL names them (with their database, delimited), and the files' bucket. */
export interface ChangeTables {
  readonly changes: string;
  readonly files: string;
  readonly bucket: string;
}

/** Of the checks of records those that count them: the column of the judged records, which has an example of each. */
const RECORD_CHECKS = {
  change_keys: ['keyless', 'error'],
  image_key: ['other_key', 'error'],
  change_time: ['untimely', 'error'],
  change_ambiguous: ['ambiguous', 'error'],
  change_repeated: ['repeated', 'warn'],
  change_without_image: ['imageless', 'info'],
} as const satisfies Record<string, readonly [column: string, severity: ProblemRow['severity']]>;

/**
 * The query that selects everything wrong with the changes of a night's windows: one scan of their files, and one of their
 * manifests. No row with severity `error` means verified; `info` is no problem at all.
 *
 * `change_keys` is a record whose Keys are not the table's key attributes, no more and no less: with a key that lacks the
 * sort key, items would be taken for one.
 *
 * A record is newest by its WriteTimestampMicros. Of two that were written at once none is, so their images must be the same.
 */
export function validateChangesQuery(table: Table, tables: ChangeTables, windows: Windows): string {
  const columns = Object.values(RECORD_CHECKS).map(([column]) => column);
  const shown = keyShown(table, 'item_key');
  const image = (name: string) => `coalesce(CAST(${fingerprint(name)} AS varchar), 'none')`;
  const isOfAnother = (name: string) => `${name} IS NOT NULL AND ${keyText(table, name)} IS DISTINCT FROM item_key`;
  return `WITH windows AS (
  ${selectWindows(windows)}
),
records AS (
  SELECT export_id, "$path" AS path, keys, ${formatChangedKey(table)} AS item_key, ${WRITTEN} AS written, oldimage, newimage
  FROM ${tables.changes}
  WHERE ${isOfWindows(windows)}
),
timed AS (
  SELECT records.*, from_micros, to_micros,
    row_number() OVER (PARTITION BY records.export_id, item_key ORDER BY written DESC, path) AS record_of_key,
    count(*) OVER (PARTITION BY records.export_id, item_key, written) AS at_once
  FROM records JOIN windows ON windows.export_id = records.export_id
),
with_images AS (
  SELECT timed.*, CASE WHEN item_key IS NOT NULL AND at_once > 1 THEN concat(${image('oldimage')}, ' ', ${image('newimage')}) END AS images
  FROM timed
),
with_other_images AS (
  SELECT with_images.*, min(images) OVER (PARTITION BY export_id, item_key, written) AS least_images
  FROM with_images
),
judged AS (
  SELECT export_id, path, keys IS NOT NULL AS readable,
    CASE WHEN keys IS NOT NULL THEN CASE WHEN item_key IS NULL THEN ${keysFound(table, 'keys')} WHEN cardinality(keys) <> ${table.sortKey ? 2 : 1} THEN json_format(CAST(keys AS json)) END END AS keyless,
    CASE WHEN item_key IS NOT NULL AND ((${isOfAnother('oldimage')}) OR (${isOfAnother('newimage')})) THEN ${shown} END AS other_key,
    CASE WHEN item_key IS NOT NULL AND (written IS NULL OR written < from_micros OR written >= to_micros) THEN ${shown} END AS untimely,
    CASE WHEN images <> least_images THEN ${shown} END AS ambiguous,
    CASE WHEN item_key IS NOT NULL AND record_of_key = 2 THEN ${shown} END AS repeated,
    CASE WHEN item_key IS NOT NULL AND oldimage IS NULL AND newimage IS NULL THEN ${shown} END AS imageless
  FROM with_other_images
),
data AS (
  SELECT export_id, path, count(*) AS lines, count_if(readable) AS records,
${columns.map((name) => `    count(${name}) AS ${name}_records, min(${name}) AS ${name}_example`).join(',\n')}
  FROM judged
  GROUP BY export_id, path
),
files AS (
  SELECT export_id, concat('s3://${tables.bucket}/', datafiles3key) AS path, count(*) AS times_listed, max(itemcount) AS listed_records
  FROM ${tables.files}
  WHERE ${isOfWindows(windows)}
  GROUP BY export_id, datafiles3key
),
found_files AS (
  SELECT coalesce(data.export_id, files.export_id) AS export_id, coalesce(data.path, files.path) AS path,
    times_listed, listed_records, lines, records,
${columns.map((name) => `    ${name}_records, ${name}_example`).join(',\n')}
  FROM data FULL JOIN files ON data.export_id = files.export_id AND data.path = files.path
),
per_file AS (
  SELECT windows.export_id AS window_id, item_count, path, times_listed, listed_records, lines, records,
    row_number() OVER (ORDER BY windows.export_id, path) AS number,
    row_number() OVER (PARTITION BY windows.export_id ORDER BY path) AS number_in_window,
    sum(listed_records * times_listed) OVER (PARTITION BY windows.export_id) AS window_listed,
    sum(records) OVER (PARTITION BY windows.export_id) AS window_records,
${columns.map((name) => `    sum(${name}_records) OVER () AS all_${name}, min(${name}_example) OVER () AS any_${name}, min_by(path, ${name}_example) OVER () AS file_of_${name}`).join(',\n')}
  FROM windows LEFT JOIN found_files ON found_files.export_id = windows.export_id
)
SELECT ${PROBLEM_LIST}
FROM per_file
CROSS JOIN ${unnestProblems([...windowRows(), ...fileRows(tables.bucket), ...recordRows(tables.bucket)])}
WHERE problem.wrong
ORDER BY ${PROBLEM_ORDER}
LIMIT ${MAX_PROBLEMS}`;
}

/** What is asked of a window: an example is the id of its export. */
function windowRows(): ProblemRow[] {
  const count = (check: string, found: string): ProblemRow => ({
    check,
    severity: 'error',
    expected: 'item_count',
    found: `coalesce(${found}, 0)`,
    example: 'window_id',
    wrong: `number_in_window = 1 AND coalesce(${found}, 0) <> item_count`,
  });
  return [count('manifest_item_count', 'window_listed'), count('item_count', 'window_records')];
}

function fileRows(bucket: string): ProblemRow[] {
  const ofFile = (check: string, row: Pick<ProblemRow, 'expected' | 'found' | 'wrong'>): ProblemRow => ({
    check,
    severity: 'error',
    file: keyOf('path', bucket),
    ...row,
  });
  const none = literal('0');
  return [
    ofFile('file_missing', { expected: 'listed_records', found: '0', wrong: 'lines IS NULL AND listed_records > 0' }),
    ofFile('file_not_listed', { expected: none, found: 'lines', wrong: 'times_listed IS NULL AND lines IS NOT NULL' }),
    ofFile('file_listed_twice', { expected: literal('1'), found: 'times_listed', wrong: 'times_listed > 1' }),
    ofFile('file_lines', { expected: 'listed_records', found: 'lines', wrong: 'lines <> listed_records' }),
    ofFile('unreadable_lines', { expected: none, found: 'lines - records', wrong: 'records < lines' }),
  ];
}

/** The key of an object in the bucket. */
function keyOf(path: string, bucket: string): string {
  return `substr(${path}, length(${literal(`s3://${bucket}/`)}) + 1)`;
}

/** What is asked of records, all of them together: of the example the file is told, too. */
function recordRows(bucket: string): ProblemRow[] {
  return Object.entries(RECORD_CHECKS).map(([check, [column, severity]]) => ({
    check,
    severity,
    file: keyOf(`file_of_${column}`, bucket),
    expected: literal('0'),
    found: `all_${column}`,
    example: `any_${column}`,
    wrong: `number = 1 AND all_${column} > 0`,
  }));
}
