import { literal } from '../sql';

/** An attribute that can be a key: all items have it, with one type descriptor. */
export interface KeyAttribute {
  readonly name: string;
  readonly type: 'S' | 'N' | 'B';
}

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

function keyValue({ name, type }: KeyAttribute): string {
  return `element_at(element_at(item, ${literal(name)}), '${type}')`;
}
