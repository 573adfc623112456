import type { Table } from '../../config';
import { keyShown } from '../columns';
import { EXAMPLE_LENGTH } from '../validation-checks';
import { formatChangedKey, isOfWindows, WRITTEN, type Windows } from './changes';

/**
 * The query for the attributes that a night's changes added, removed or changed, in how many of the items that were there
 * before and after: `attribute, change, items, example, before, after`, the most items first. It reads the changes alone.
 *
 * @param changes the table of changes, as SQL names it
 */
export function changedAttributesQuery(
  table: Table,
  changes: string,
  windows: Pick<Windows, 'exportDate' | 'windowIds'>,
): string {
  const json = (image: string) => `json_format(CAST(element_at(${image}, attribute) AS json))`;
  return `WITH records AS (
  SELECT export_id, ${formatChangedKey(table)} AS item_key, ${WRITTEN} AS written, oldimage, newimage
  FROM ${changes}
  WHERE ${isOfWindows(windows)}
),
newest AS (
  SELECT item_key, max(written) AS written, max_by(oldimage, written) AS old_image, max_by(newimage, written) AS new_image
  FROM records
  WHERE item_key IS NOT NULL
  GROUP BY item_key, export_id
),
updated AS (
  SELECT item_key, min_by(old_image, written) AS old_image, max_by(new_image, written) AS new_image
  FROM newest
  GROUP BY item_key
  HAVING min_by(old_image, written) IS NOT NULL AND max_by(new_image, written) IS NOT NULL
),
attributes AS (
  SELECT item_key, attribute, ${json('old_image')} AS before, ${json('new_image')} AS after
  FROM updated
  CROSS JOIN UNNEST(map_keys(map_concat(old_image, new_image))) AS names (attribute)
)
SELECT
  attribute,
  CASE WHEN before IS NULL THEN 'added' WHEN after IS NULL THEN 'removed' ELSE 'changed' END AS change,
  count(*) AS items,
  ${keyShown(table, 'min(item_key)')} AS example,
  min_by(substr(before, 1, ${EXAMPLE_LENGTH}), item_key) AS before,
  min_by(substr(after, 1, ${EXAMPLE_LENGTH}), item_key) AS after
FROM attributes
WHERE before IS DISTINCT FROM after
GROUP BY 1, 2
ORDER BY items DESC, attribute, change`;
}
