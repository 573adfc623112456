import { RefusedError } from '../../errors';
import { numeric, PathEvaluationError, type Item, type Numeric } from './item';
import type { PathMethod } from './path-tree';

const INTEGER = 2n ** 31n;

/** An operation on two numbers: of integers an integer, truncated; with a double a double. @throws PathEvaluationError */
export function arithmetic(operator: '+' | '-' | '*' | '/' | '%', left: Item, right: Item): Item {
  const [a, b] = [requireNumber(left), requireNumber(right)];
  if (a.kind === 'decimal' || b.kind === 'decimal') throw new RefusedError('Arithmetic of decimals in a JSON path');
  if (a.kind === 'integer' && b.kind === 'integer') return ofIntegers(operator, a.value, b.value);
  const [x, y] = [Number(a.value), Number(b.value)];
  switch (operator) {
    case '+':
      return { kind: 'double', value: x + y };
    case '-':
      return { kind: 'double', value: x - y };
    case '*':
      return { kind: 'double', value: x * y };
    default:
      throw new RefusedError(`${operator} of doubles in a JSON path`);
  }
}

function ofIntegers(operator: '+' | '-' | '*' | '/' | '%', a: bigint, b: bigint): Item {
  if (b === 0n && (operator === '/' || operator === '%')) throw new PathEvaluationError('Division by zero');
  const value = { '+': () => a + b, '-': () => a - b, '*': () => a * b, '/': () => a / b, '%': () => a % b }[
    operator
  ]();
  // Trino computes in 32 bits where both sides have no more
  if (value >= INTEGER || value < -INTEGER) throw new RefusedError('Arithmetic beyond 32 bits in a JSON path');
  return { kind: 'integer', value };
}

/** A number with or without a minus. @throws PathEvaluationError */
export function negate(item: Item, negative: boolean): Item {
  const number = requireNumber(item);
  if (!negative) return number;
  switch (number.kind) {
    case 'integer':
      return { kind: 'integer', value: -number.value };
    case 'double':
      return { kind: 'double', value: -number.value };
    case 'decimal':
      return { kind: 'decimal', text: number.text.startsWith('-') ? number.text.slice(1) : `-${number.text}` };
  }
}

/** A method of a path on one item. @throws PathEvaluationError */
export function applyMethod(name: PathMethod, item: Item, lax: boolean): Item {
  switch (name) {
    case 'type':
      return { kind: 'string', value: typeName(item) };
    case 'size':
      if (item.kind !== 'array' && !lax) throw new PathEvaluationError('size() of what is no array');
      return { kind: 'integer', value: BigInt(item.kind === 'array' ? item.elements.length : 1) };
    case 'double':
      return toDouble(item);
    default:
      return round(name, requireNumber(item));
  }
}

function round(name: 'abs' | 'ceiling' | 'floor', number: Numeric): Item {
  if (number.kind === 'decimal') throw new RefusedError(`${name}() of a decimal in a JSON path`);
  if (number.kind === 'integer')
    return name === 'abs' && number.value < 0n ? { kind: 'integer', value: -number.value } : number;
  const round = { abs: Math.abs, ceiling: Math.ceil, floor: Math.floor }[name];
  return { kind: 'double', value: round(number.value) };
}

function toDouble(item: Item): Item {
  if (item.kind !== 'string') return { kind: 'double', value: Number(valueText(requireNumber(item))) };
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(item.value))
    throw new PathEvaluationError('double() of a text');
  return { kind: 'double', value: Number(item.value) };
}

const valueText = (number: Numeric): string => (number.kind === 'decimal' ? number.text : String(number.value));

function typeName(item: Item): string {
  switch (item.kind) {
    case 'object':
    case 'array':
    case 'string':
      return item.kind;
    case 'literal':
      return item.value === null ? 'null' : 'boolean';
    default:
      return 'number';
  }
}

function requireNumber(item: Item): Numeric {
  const number = numeric(item);
  if (number === undefined) throw new PathEvaluationError(`a number is expected, not ${item.kind}`);
  return number;
}
