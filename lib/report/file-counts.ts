import type { Resources, Table } from '../config';
import type { RegisteredExport } from '../night';
import { identifier, literal } from '../sql';

/**
 * The query for every data file of a night, with what the manifest says of it and what is read: `file, listed, lines, items`.
 *
 * @param published whether the night is read where analysts read it, else where it was validated
 */
export function fileCounts(
  { columnar }: Pick<Table, 'columnar'>,
  names: Resources,
  { exportDate, exportId }: Pick<RegisteredExport, 'exportDate' | 'exportId'>,
  published: boolean,
): string {
  const night = published
    ? `${identifier(names.raw)} WHERE export_date = ${literal(exportDate)}`
    : `${identifier(names.staged)} WHERE export_id = ${literal(exportId)}`;
  // a columnar night tells of each item the file that it is from; one of before the switch lies in these files
  const path = columnar && published ? 'coalesce(source_file, "$path")' : '"$path"';
  return compareWithManifests(names, `${path} AS path, count(*) AS lines, count(item) AS items\n  FROM ${night}`, {
    exportDate,
    exportIds: [exportId],
  });
}

/** The same for the changes that a night was made of: the files of its windows, where an item is a change that can be read. */
export function changeFileCounts(names: Resources, exportDate: string, exportIds: readonly string[]): string {
  const isOfNight = `export_date = ${literal(exportDate)} AND export_id IN (${exportIds.map(literal).join(', ')})`;
  return compareWithManifests(
    names,
    `"$path" AS path, count(*) AS lines, count(keys) AS items\n  FROM ${identifier(names.changes)} WHERE ${isOfNight}`,
    { exportDate, exportIds },
  );
}

function compareWithManifests(
  names: Resources,
  data: string,
  { exportDate, exportIds }: { readonly exportDate: string; readonly exportIds: readonly string[] },
): string {
  const bucket = `s3://${names.bucket}/`;
  return `WITH data AS (
  SELECT ${data}
  GROUP BY 1
),
files AS (
  SELECT concat(${literal(bucket)}, datafiles3key) AS path, max(itemcount) AS listed
  FROM ${identifier(names.files)}
  WHERE export_date = ${literal(exportDate)} AND export_id IN (${exportIds.map(literal).join(', ')})
  GROUP BY datafiles3key
)
SELECT substr(coalesce(data.path, files.path), ${bucket.length + 1}) AS file, listed, lines, items
FROM data FULL JOIN files ON data.path = files.path
ORDER BY file`;
}
