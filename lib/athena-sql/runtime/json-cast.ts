import { AthenaError } from '../errors';
import { WITHIN, writeJson, type JsonNode } from './json-scanner';
import { parseJson } from './json';
import { decimalText, trinoDouble } from './numbers';

/** What the runtime needs to know of a type. */
export type WireShape =
  | { readonly kind: 'array'; readonly element: WireShape }
  | { readonly kind: 'map'; readonly key: WireShape; readonly value: WireShape }
  | { readonly kind: 'row'; readonly fields: readonly { name: string | null; shape: WireShape }[] }
  | { readonly kind: 'varchar' | 'json' | 'boolean' | 'double' }
  | { readonly kind: 'integer'; readonly bits: number }
  | { readonly kind: 'decimal'; readonly precision: number; readonly scale: number };

/** Casts JSON by a shape: every leaf becomes a text that DuckDB's CAST reads. Returns undefined for SQL's NULL. */
export function castJson(text: string, shape: WireShape): string | undefined {
  const node = parseJson(text);
  if (node === undefined) throw bad(`Cannot cast '${text.slice(0, 100)}': no JSON`);
  const wire = toWire(node, shape);
  if (wire === null) return undefined;
  return typeof wire === 'string' ? wire : JSON.stringify(wire);
}

type Wire = string | null | readonly Wire[] | { readonly [key: string]: Wire };

const bad = (text: string): AthenaError => new AthenaError('INVALID_CAST_ARGUMENT', text);

function toWire(node: JsonNode, shape: WireShape): Wire {
  // JSON's null stays a value where JSON is asked for
  if (shape.kind === 'json') return writeJson(node, WITHIN);
  if (node.kind === 'literal' && node.value === null) return null;
  switch (shape.kind) {
    case 'array':
      if (node.kind !== 'array') throw bad(`Expected a json array, but got ${writeJson(node, WITHIN).slice(0, 100)}`);
      return node.elements.map((e) => toWire(e, shape.element));
    case 'map':
      if (node.kind !== 'object') throw bad(`Expected a json object, but got ${writeJson(node, WITHIN).slice(0, 100)}`);
      return withDistinctKeys(
        node.entries.map(([k, v]) => ({
          k: toWire({ kind: 'string', value: k }, shape.key),
          v: toWire(v, shape.value),
        })),
      );
    case 'row':
      return rowToWire(node, shape.fields);
    default:
      return scalarToWire(node, shape);
  }
}

/** Keys that were two texts may be one value, such as 1 and 01. */
function withDistinctKeys(entries: { k: Wire; v: Wire }[]): Wire {
  if (new Set(entries.map(({ k }) => k)).size < entries.length) throw bad('Cannot cast to map: duplicate keys');
  return entries;
}

function rowToWire(node: JsonNode, fields: Extract<WireShape, { kind: 'row' }>['fields']): Wire {
  if (node.kind === 'array') {
    if (node.elements.length !== fields.length)
      throw bad(`Expected a json array of ${fields.length}, but it has ${node.elements.length}`);
    return Object.fromEntries(
      fields.map((f, i) => [`f${i + 1}`, toWire(node.elements[i] ?? { kind: 'literal', value: null }, f.shape)]),
    );
  }
  if (node.kind !== 'object')
    throw bad(`Expected a json array or object, but got ${writeJson(node, WITHIN).slice(0, 100)}`);
  return Object.fromEntries(
    fields.map((f, i) => {
      const matches = node.entries.filter(([k]) => f.name !== null && k.toLowerCase() === f.name.toLowerCase());
      if (matches.length > 1) throw bad(`Duplicate field: ${f.name ?? ''}`);
      return [`f${i + 1}`, matches[0] === undefined ? null : toWire(matches[0][1], f.shape)];
    }),
  );
}

type Scalar = Exclude<WireShape, { kind: 'array' | 'map' | 'row' }>;

function scalarToWire(node: JsonNode, shape: Scalar): string {
  if (node.kind === 'object' || node.kind === 'array')
    throw bad(`Unexpected token when cast to ${shape.kind}: ${writeJson(node, WITHIN).slice(0, 100)}`);
  const text = node.kind === 'string' ? node.value : node.kind === 'number' ? node.text : String(node.value);
  const isText = node.kind === 'string';
  const isBoolean = node.kind === 'literal';
  const wire = ((): string | undefined => {
    switch (shape.kind) {
      case 'json':
      case 'varchar':
        return node.kind === 'number' && !/^-?\d+$/.test(text)
          ? trinoDouble(Number(text))
          : node.kind === 'number'
            ? BigInt(text).toString()
            : text;
      case 'boolean':
        if (isText) return /^(true|t|1)$/i.test(text) ? 'true' : /^(false|f|0)$/i.test(text) ? 'false' : undefined;
        if (isBoolean) return text;
        // an integer must fit bigint, as Jackson reads it
        return /^-?\d+$/.test(text) && integer(text, false, 64) === undefined ? undefined : String(Number(text) !== 0);
      case 'double':
        if (isBoolean) return text === 'true' ? '1' : '0';
        return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$|^[+-]?(NaN|Infinity)$/.test(text) ? text : undefined;
      case 'decimal':
        return decimalText(isBoolean ? (text === 'true' ? '1' : '0') : text, shape.precision, shape.scale);
      case 'integer':
        return integer(isBoolean ? (text === 'true' ? '1' : '0') : text, isText, shape.bits);
    }
  })();
  if (wire === undefined) throw bad(`Cannot cast '${text}' to ${shape.kind.toUpperCase()}`);
  return wire;
}

function integer(text: string, isText: boolean, bits: number): string | undefined {
  if (isText && !/^\s*[+-]?\d+\s*$/.test(text)) return undefined;
  const whole = /^[+-]?\d+$/.test(text.trim()) ? BigInt(text.trim().replace(/^\+/, '')) : halfUp(Number(text));
  const limit = 2n ** BigInt(bits - 1);
  return whole === undefined || whole >= limit || whole < -limit ? undefined : whole.toString();
}

function halfUp(number: number): bigint | undefined {
  if (!Number.isFinite(number)) return undefined;
  return BigInt(Math.sign(number) * Math.floor(Math.abs(number) + 0.5));
}
