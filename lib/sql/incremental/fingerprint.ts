import { canonicalAttributes } from '../../athena-sql/dialect';

/**
 * The fingerprint of an item, a bigint: the first eight bytes of the MD5 of its canonical text, see {@link
 * canonicalAttributes}. NULL where there is no item. Two items have one fingerprint exactly if they are the same to DynamoDB,
 * but for the chance of one in 2^64. A nested value or a set that is no JSON, which DynamoDB does not write, fails the query.
 *
 * @param item SQL of an item, a map of maps
 */
export function fingerprint(item: string): string {
  return `from_big_endian_64(substr(md5(to_utf8(${canonicalAttributes(item)})), 1, 8))`;
}
