import { RefusedError } from '../../errors';
import { writeJson, writeNumber, type JsonNode, type JsonStyle } from '../json-scanner';

/** What a path finds: JSON, or a number that the path has computed or names itself. */
export type Item = JsonNode | Numeric;

/** A number by Trino's type of it. */
export type Numeric =
  | { readonly kind: 'integer'; readonly value: bigint }
  | { readonly kind: 'double'; readonly value: number }
  | { readonly kind: 'decimal'; readonly text: string };

/** Thrown where a path cannot be followed; the clause ON ERROR decides what comes of it. */
export class PathEvaluationError extends Error {}

const MOST = 2n ** 63n;

/** Style of JSON that was read: keys once, in the order of their first occurrence, each with the last of its values. */
const STYLE: JsonStyle = { sorted: false, escaped: true };

/** An item as a number; undefined of what is none. @throws PathEvaluationError for an integer beyond bigint */
export function numeric(item: Item): Numeric | undefined {
  if (item.kind === 'integer' || item.kind === 'double' || item.kind === 'decimal') return item;
  if (item.kind !== 'number') return undefined;
  if (!/^-?\d+$/.test(item.text)) return { kind: 'double', value: Number(item.text) };
  const value = BigInt(item.text);
  if (value >= MOST || value < -MOST) throw new PathEvaluationError('an integer beyond bigint');
  return { kind: 'integer', value };
}

/** A number for comparing. An integer that a double does not hold is refused. */
export function comparableNumber(item: Numeric): number {
  if (item.kind === 'double') return item.value;
  const number = Number(item.kind === 'integer' ? item.value : item.text);
  if (Math.abs(number) > Number.MAX_SAFE_INTEGER)
    throw new RefusedError('A JSON path that compares numbers beyond 2^53');
  return number;
}

/** An item as JSON's text. */
export function itemText(item: Item): string {
  switch (item.kind) {
    case 'integer':
      return String(item.value);
    case 'double':
      return writeNumber(
        `${item.value}`.includes('Infinity') ? `${item.value > 0 ? '' : '-'}1e999` : withPoint(item.value),
      );
    case 'decimal':
      return item.text;
    default:
      return writeJson(withDistinctKeys(item), STYLE);
  }
}

/** The text of a double, never that of an integer. */
const withPoint = (value: number): string => {
  const text = Object.is(value, -0) ? '-0' : String(value);
  return /[.eE]/.test(text) ? text : `${text}.0`;
};

/** JSON with each key once: in the place of the first and with the value of the last, as Jackson keeps them. */
export function withDistinctKeys(node: JsonNode): JsonNode {
  if (node.kind === 'array') return { kind: 'array', elements: node.elements.map(withDistinctKeys) };
  if (node.kind !== 'object') return node;
  return { kind: 'object', entries: [...new Map(node.entries.map(([k, v]) => [k, withDistinctKeys(v)]))] };
}
