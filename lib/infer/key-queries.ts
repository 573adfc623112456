import { literal } from '../sql';

/** An attribute that can be a key: all items have it, with one type descriptor. */
export interface KeyAttribute {
  readonly name: string;
  readonly type: 'S' | 'N' | 'B';
}

/** Characters of a partition key at most, of bytes in base64: 2,048 bytes (AWS, "Service, account, and table quotas"). */
const LONGEST_KEY = { S: 2048, N: 2048, B: 4 * Math.ceil(2048 / 3) };

/**
 * The query that counts items and, exactly, the values of each attribute and of each pair: one row, a column for each.
 *
 * @param relation what has the column `item`
 */
export function distinctQuery(relation: string, keys: readonly (readonly KeyAttribute[])[]): string {
  const counts = keys.map((key) => `count(DISTINCT ${keyText(key)})`);
  return `SELECT ${['count(item)', ...counts].join(',\n  ')}\nFROM ${relation} AS night`;
}

/** Two different pairs give two different texts, as the first value's length says where it ends. */
function keyText([first, second]: readonly KeyAttribute[]): string {
  if (first === undefined) return 'NULL';
  if (second === undefined) return keyValue(first);
  return `concat(CAST(length(${keyValue(first)}) AS varchar), ':', ${keyValue(first)}, ${keyValue(second)})`;
}

/** NULL for a text that is too long for a key: then not all items have a value, and no long text is kept to be compared. */
function keyValue({ name, type }: KeyAttribute): string {
  const value = `element_at(element_at(item, ${literal(name)}), '${type}')`;
  return `CASE WHEN length(${value}) <= ${LONGEST_KEY[type]} THEN ${value} END`;
}
