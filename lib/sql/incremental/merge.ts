import type { Table } from '../../config';
import { readCarriedFacts, listCarriedValues, listStoredColumns, listStoredValues } from '../columnar';
import { identifier, literal } from '../text';
import { formatChangedKey, isOfWindows, WRITTEN, type Windows } from './changes';

/** What a night of changes is made of, and where it goes. The texts go into SQL as they are: pass only what was checked. */
export interface Merge extends Windows {
  /** The table of verified nights, as SQL names it: with its database, delimited. */
  readonly base: string;
  /** `export_date` of the night that the changes are put on. */
  readonly baseDate: string;
  /** The table of changes. */
  readonly changes: string;
  /** Location with a slash at its end, below which nothing lies. */
  readonly folder: string;
}

/**
 * The statement that writes a night from the night before and the changes since, as Parquet: its items whose keys did not
 * change, and of each changed key the newest image, if there is one. The night before is read once.
 */
export function mergeStatement(table: Table, merge: Merge): string {
  const { base, baseDate, changes, exportDate, folder } = merge;
  const names = listStoredColumns(table).map(({ name }) => name);
  const select = (values: readonly string[]) =>
    names.map((name, index) => `  ${values[index] ?? ''} AS ${identifier(name)}`).join(',\n');
  return `UNLOAD (
WITH changed AS (
  SELECT changed_key, max_by(newimage, written) AS item, max_by(path, written) AS path
  FROM (
    SELECT ${formatChangedKey(table)} AS changed_key, ${WRITTEN} AS written, newimage, "$path" AS path
    FROM ${changes}
    WHERE ${isOfWindows(merge)}
  )
  WHERE changed_key IS NOT NULL
  GROUP BY changed_key
)
SELECT
${select(listCarriedValues(table, exportDate))}
FROM ${base}
LEFT JOIN (SELECT changed_key FROM changed) AS changed_keys ON changed_key = ${readCarriedFacts(table).key}
WHERE export_date = ${literal(baseDate)} AND changed_key IS NULL
UNION ALL
SELECT
${select(listStoredValues(table, exportDate, 'path'))}
FROM changed
WHERE item IS NOT NULL
)
TO ${literal(folder)}
WITH (format = 'PARQUET', compression = 'ZSTD')`;
}
