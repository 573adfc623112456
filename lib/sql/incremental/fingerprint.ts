import { literal } from '../text';

/** Texts of JSON whose keys have no order, and those of sets, whose elements have none. */
const NESTED = ['M', 'L'].map(literal).join(', ');
const SETS = ['SS', 'NS', 'BS'].map(literal).join(', ');

/**
 * The fingerprint of an item, a bigint: the first eight bytes of the MD5 of its canonical text, which is JSON with the keys of
 * all maps in order and the elements of sets sorted. NULL where there is no item. Two items have one fingerprint exactly if
 * they are the same to DynamoDB, but for sets within lists and maps, whose elements must come in the same order, and for the
 * chance of one in 2^64. A nested value or a set that is no JSON, which DynamoDB does not write, fails the query.
 *
 * @param item SQL of an item, a map of maps
 */
export function fingerprint(item: string): string {
  const set = 'json_format(CAST(array_sort(CAST(json_parse(value) AS array(varchar))) AS json))';
  const value = `CASE WHEN kind IN (${NESTED}) THEN json_format(json_parse(value)) WHEN kind IN (${SETS}) THEN ${set} ELSE value END`;
  const attribute = `CASE WHEN element_at(map_keys(typed), 1) IN (${NESTED}, ${SETS}) THEN transform_values(typed, (kind, value) -> ${value}) ELSE typed END`;
  const canonical = `json_format(CAST(transform_values(${item}, (name, typed) -> ${attribute}) AS json))`;
  return `from_big_endian_64(substr(md5(to_utf8(${canonical})), 1, 8))`;
}
