import type { Resources } from '../config';
import { literal } from '../sql';

/** A night's items: of a verified one by its date, of any other by the export that it is. */
export interface ReportedNight {
  readonly exportDate: string;
  readonly exportId: string;
  readonly verified: boolean;
}

/** Every data file with what the manifest says of it and what is read: `file, listed, lines, items`. */
export function fileCounts(names: Resources, night: ReportedNight): string {
  const bucket = `s3://${names.bucket}/`;
  const items = night.verified
    ? `${names.raw}\n  WHERE export_date = ${literal(night.exportDate)}`
    : `${names.staged}\n  WHERE export_id = ${literal(night.exportId)}`;
  return `WITH data AS (
  SELECT "$path" AS path, count(*) AS lines, count(item) AS items
  FROM ${items}
  GROUP BY "$path"
),
files AS (
  SELECT concat(${literal(bucket)}, datafiles3key) AS path, max(itemcount) AS listed
  FROM ${names.files}
  WHERE export_date = ${literal(night.exportDate)} AND export_id = ${literal(night.exportId)}
  GROUP BY datafiles3key
)
SELECT substr(coalesce(data.path, files.path), ${bucket.length + 1}) AS file, listed, lines, items
FROM data FULL JOIN files ON data.path = files.path
ORDER BY file`;
}

/**
 * Every attribute with each of its types, in two verified nights: `attribute, type, before, now, example`.
 *
 * @param previous date of the night before; undefined where there is none
 */
export function attributeTypes(names: Resources, exportDate: string, previous: string | undefined): string {
  const of = (date: string) => `export_date = ${literal(date)}`;
  return `WITH attributes AS (
  SELECT export_date, attribute, map_keys(typed_value)[1] AS type, substr(map_values(typed_value)[1], 1, 60) AS value
  FROM ${names.raw}
  CROSS JOIN UNNEST(item) AS entries (attribute, typed_value)
  WHERE export_date IN (${[exportDate, ...(previous === undefined ? [] : [previous])].map(literal).join(', ')})
)
SELECT
  attribute,
  type,
  ${previous === undefined ? '0' : `count_if(${of(previous)})`} AS before,
  count_if(${of(exportDate)}) AS now,
  coalesce(min(value) FILTER (WHERE ${of(exportDate)}), min(value)) AS example
FROM attributes
GROUP BY attribute, type
ORDER BY attribute, type`;
}
