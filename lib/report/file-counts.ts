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
  const bucket = `s3://${names.bucket}/`;
  const night = published
    ? `${identifier(names.raw)} WHERE export_date = ${literal(exportDate)}`
    : `${identifier(names.staged)} WHERE export_id = ${literal(exportId)}`;
  // a columnar night tells of each item the file that it is from; one of before the switch lies in these files
  const path = columnar && published ? 'coalesce(source_file, "$path")' : '"$path"';
  return `WITH data AS (
  SELECT ${path} AS path, count(*) AS lines, count(item) AS items
  FROM ${night}
  GROUP BY 1
),
files AS (
  SELECT concat(${literal(bucket)}, datafiles3key) AS path, max(itemcount) AS listed
  FROM ${identifier(names.files)}
  WHERE export_date = ${literal(exportDate)} AND export_id = ${literal(exportId)}
  GROUP BY datafiles3key
)
SELECT substr(coalesce(data.path, files.path), ${bucket.length + 1}) AS file, listed, lines, items
FROM data FULL JOIN files ON data.path = files.path
ORDER BY file`;
}
