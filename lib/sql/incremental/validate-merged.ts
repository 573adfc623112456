import type { Table } from '../../config';
import { listStoredMisfits } from '../columnar';
import { keyShown, listJudgedColumns } from '../columns';
import { literal } from '../text';
import { MAX_PROBLEMS } from '../validation';
import { EXAMPLE_LENGTH } from '../validation-checks';
import { selectItemFacts, sumFingerprints } from './base-facts';
import { formatChangedKey, isOfWindows, selectWindows, WRITTEN, type Windows } from './changes';
import { fingerprint } from './fingerprint';
import { fact, PROBLEM_ORDER, PROBLEM_LIST, unnestProblems, type ProblemRow } from './problem-rows';

/** What the validation of a night of changes reads: three tables, as SQL names them (with their database, delimited). */
export interface MergedTables {
  readonly changes: string;
  /** The table of verified nights. */
  readonly raw: string;
  /** The table that the night is staged in. */
  readonly unloaded: string;
}

/** Which night of changes a validation is for. The texts go into SQL as they are: pass only what was checked. */
export interface MergedNight extends Windows {
  /** `export_date` of the night that it was made of. */
  readonly baseDate: string;
  /** Items of that night, in digits. */
  readonly baseItemCount: string;
  /** Sum of the fingerprints of its items; '' where it is not known, and then computed. */
  readonly baseFingerprint: string;
  /** The night's partition of `unloaded`. */
  readonly unloadId: string;
}

/** Facts of a night that is made of changes, in the order of their rows. */
const FACTS = {
  items: 'coalesce(items, 0)',
  fingerprint: 'coalesce(fingerprint, 0)',
  inserted: 'inserted',
  updated: 'updated',
  deleted: 'deleted',
  unchanged: 'unchanged',
};

/**
 * The query that selects everything wrong with a staged night that was made of the night before and the changes since, and
 * tells its facts. The changes are read once, of the night before keys and fingerprints.
 *
 * - `seam`: what a change replaces is not what the night before has; `seam_between_windows`: nor what the window before left.
 * - `arithmetic` and `fingerprint`: the night has not as many items, or not the items, that the night before and the changes
 *   give.
 */
export function validateMergedQuery(table: Table, tables: MergedTables, night: MergedNight): string {
  const isBase = `export_date = ${literal(night.baseDate)}`;
  return `WITH windows AS (
  ${selectWindows(night)}
),
records AS (
  SELECT export_id, ${formatChangedKey(table)} AS item_key, ${WRITTEN} AS written,
    ${fingerprint('oldimage')} AS old_image, ${fingerprint('newimage')} AS new_image
  FROM ${tables.changes}
  WHERE ${isOfWindows(night)}
),
newest AS (
  SELECT item_key, from_micros, max_by(old_image, written) AS old_image, max_by(new_image, written) AS new_image
  FROM records JOIN windows ON windows.export_id = records.export_id
  WHERE item_key IS NOT NULL
  GROUP BY item_key, from_micros
),
seams AS (
  SELECT item_key, from_micros, old_image, new_image,
    row_number() OVER (PARTITION BY item_key ORDER BY from_micros) AS window_of_key,
    lag(new_image) OVER (PARTITION BY item_key ORDER BY from_micros) AS left_image
  FROM newest
),
changed AS (
  SELECT item_key AS changed_key, min_by(old_image, from_micros) AS old_image, max_by(new_image, from_micros) AS new_image,
    count_if(window_of_key > 1 AND left_image IS DISTINCT FROM old_image) AS torn
  FROM seams
  GROUP BY item_key
),
base AS (
  ${selectItemFacts(table, tables.raw, isBase)}
),
compared AS (
  SELECT
    count(item_fingerprint) AS base_items,
    ${sumFingerprints('item_fingerprint')} AS base_fingerprint,
    ${sumFingerprints('old_image')} AS old_images,
    ${sumFingerprints('new_image')} AS new_images,
    count_if(changed_key IS NOT NULL AND item_fingerprint IS DISTINCT FROM old_image) AS broken,
    min(CASE WHEN item_fingerprint IS DISTINCT FROM old_image THEN changed_key END) AS broken_key,
    sum(torn) AS torn,
    min(CASE WHEN torn > 0 THEN changed_key END) AS torn_key,
    count_if(old_image IS NULL AND new_image IS NOT NULL) AS inserted,
    count_if(old_image <> new_image) AS updated,
    count_if(old_image IS NOT NULL AND new_image IS NULL) AS deleted,
    count_if(changed_key IS NOT NULL AND old_image IS NOT DISTINCT FROM new_image) AS unchanged
  FROM base FULL JOIN changed ON changed_key = item_key
),
${selectNight(table, tables.unloaded, night.unloadId)}
SELECT ${PROBLEM_LIST}
FROM compared
CROSS JOIN night
CROSS JOIN ${unnestProblems([...Object.entries(FACTS).map(([check, found]) => fact(check, found)), ...checkRows(table, night), ...typeRows(table)])}
WHERE problem.wrong
ORDER BY ${PROBLEM_ORDER}
LIMIT ${MAX_PROBLEMS + Object.keys(FACTS).length}`;
}

/** The staged night in one row: how many items it has, which, keys that are twice, and values that do not fit their types. */
function selectNight(table: Table, unloaded: string, unloadId: string): string {
  const misfits = listStoredMisfits(table).map(
    ({ misfit, found }, index) =>
      [`misfit_${index}`, `CASE WHEN ${misfit} THEN substr(${found}, 1, ${EXAMPLE_LENGTH}) END`] as const,
  );
  const each = (sql: (name: string) => string) => misfits.map(([name]) => `,\n    ${sql(name)}`).join('');
  return `night_by_key AS (
  SELECT item_key, count(*) AS times, ${sumFingerprints('item_fingerprint')} AS fingerprint${each((name) => `count(${name}) AS ${name}_items, min(${name}) AS ${name}`)}
  FROM (
    SELECT item_key, item_fingerprint${misfits.map(([name, sql]) => `,\n      ${sql} AS ${name}`).join('')}
    FROM ${unloaded}
    WHERE unload_id = ${literal(unloadId)}
  )
  GROUP BY item_key
),
night AS (
  SELECT sum(times) AS items, sum(fingerprint) AS fingerprint,
    sum(CASE WHEN item_key IS NULL THEN times END) AS keyless,
    sum(CASE WHEN item_key IS NOT NULL THEN times - 1 END) AS repeated,
    min(CASE WHEN times > 1 THEN item_key END) AS repeated_key${each((name) => `sum(${name}_items) AS ${name}_items, min(${name}) AS ${name}`)}
  FROM night_by_key
)`;
}

function checkRows(table: Table, { baseItemCount, baseFingerprint }: MergedNight): ProblemRow[] {
  const none = literal('0');
  const count = (check: string, found: string, example?: string): ProblemRow => ({
    check,
    severity: 'error',
    expected: none,
    found,
    ...(example !== undefined && { example }),
    wrong: `${found} > 0`,
  });
  const equal = (check: string, expected: string, found: string): ProblemRow => ({
    check,
    severity: 'error',
    expected,
    found,
    wrong: `${expected} <> ${found}`,
  });
  const items = `coalesce(TRY_CAST(${literal(baseItemCount)} AS bigint), base_items) + inserted - deleted`;
  const images = ['old_images', 'new_images'].map((sum) => `coalesce(${sum}, 0)`);
  const sum = `coalesce(TRY_CAST(${literal(baseFingerprint)} AS decimal(38,0)), base_fingerprint, 0) - ${images.join(' + ')}`;
  return [
    count('seam', 'broken', keyShown(table, 'broken_key')),
    count('seam_between_windows', 'torn', keyShown(table, 'torn_key')),
    equal('arithmetic', items, FACTS.items),
    equal('fingerprint', sum, FACTS.fingerprint),
    count('duplicate_keys', 'repeated', keyShown(table, 'repeated_key')),
    count('key_attributes', 'keyless'),
  ];
}

function typeRows(table: Table): ProblemRow[] {
  return listJudgedColumns(table).map(({ name, trinoType }, index) => ({
    check: `type_of_${name}`,
    severity: table.typeConformance,
    expected: literal(trinoType),
    found: `misfit_${index}_items`,
    example: `misfit_${index}`,
    wrong: `misfit_${index}_items > 0`,
  }));
}
