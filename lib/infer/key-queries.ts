import { literal } from '../sql';
import { mayBeginAsEntity } from './discriminator';

/** An attribute that can be a key: all items have it, with one type descriptor. */
export interface KeyAttribute {
  readonly name: string;
  readonly type: 'S' | 'N' | 'B';
}

/** Characters of a partition key at most, of bytes in base64: 2,048 bytes (AWS, "Service, account, and table quotas"). */
const LONGEST_KEY = { S: 2048, N: 2048, B: 4 * Math.ceil(2048 / 3) };

/**
 * The query that counts, exactly, the values of a pair: one row, one column.
 *
 * @param relation what has the column `item`
 */
export function pairQuery(relation: string, pair: KeyPair): string {
  return `SELECT ${countPairs(pair)}\nFROM ${relation} AS night`;
}

type KeyPair = readonly [KeyAttribute, KeyAttribute];

function countPairs([first, second]: KeyPair): string {
  // two different pairs give two different texts, as the first value's length says where it ends
  return `count(DISTINCT concat(CAST(length(${keyValue(first)}) AS varchar), ':', ${keyValue(first)}, ${keyValue(second)}))`;
}

/**
 * The query that counts items and, of each attribute, its values, and the items in which it may begin as that of an entity:
 * one row, two columns for each, and one for the values of a pair.
 */
export function candidatesQuery(relation: string, candidates: readonly KeyAttribute[], pair?: KeyPair): string {
  const counts = candidates.flatMap((candidate) => [
    `count(DISTINCT ${keyValue(candidate)})`,
    candidate.type === 'S' ? `count_if(${mayBeginAsEntity(keyValue(candidate))})` : '0',
  ]);
  const list = ['count(item)', ...counts, ...(pair ? [countPairs(pair)] : [])];
  return `SELECT ${list.join(',\n  ')}\nFROM ${relation} AS night`;
}

/** NULL for a text that is too long for a key: then not all items have a value, and no long text is kept to be compared. */
function keyValue({ name, type }: KeyAttribute): string {
  const value = `element_at(element_at(item, ${literal(name)}), '${type}')`;
  return `CASE WHEN length(${value}) <= ${LONGEST_KEY[type]} THEN ${value} END`;
}
