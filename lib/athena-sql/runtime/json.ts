import { EXTRACTED, JsonScanner, JsonSyntaxError, PARSED, writeJson, type JsonNode } from './json-scanner';

/** json_parse: the text with keys sorted, the last of two, and numbers as Trino writes them; undefined if it is no JSON. */
export function canonicalJson(text: string): string | undefined {
  const node = parseJson(text);
  return node && writeJson(node, PARSED);
}

/** The whole text as JSON; undefined if it is none. */
export function parseJson(text: string): JsonNode | undefined {
  return orUndefined(() => {
    const scanner = new JsonScanner(text);
    const node = scanner.value();
    scanner.end();
    return node;
  });
}

/** json_extract_scalar: a string, a number's text, true or false; the first of two keys; undefined for all else. */
export function extractScalar(text: string, path: readonly string[]): string | undefined {
  const node = find(text, path);
  if (node?.kind === 'string') return node.value;
  if (node?.kind === 'number') return node.text;
  return node?.kind === 'literal' && node.value !== null ? String(node.value) : undefined;
}

/** json_extract: the JSON text of what is there; undefined if nothing is. */
export function extract(text: string, path: readonly string[]): string | undefined {
  const node = find(text, path);
  return node && writeJson(node, EXTRACTED);
}

/** json_size: the number of members or elements, 0 of a scalar. */
export function size(text: string, path: readonly string[]): number | undefined {
  const node = find(text, path);
  if (node === undefined) return undefined;
  if (node.kind === 'object') return node.entries.length;
  return node.kind === 'array' ? node.elements.length : 0;
}

/** json_array_length: undefined if it is no array. */
export function arrayLength(text: string): number | undefined {
  const node = parseJson(text);
  return node?.kind === 'array' ? node.elements.length : undefined;
}

/** What json_array_contains looks for: a text, a whole number, a number with a fraction or an exponent, or a boolean. */
export type ElementKind = 'text' | 'integer' | 'double' | 'boolean';

/** json_array_contains: reads no further than to the element; undefined if it is no array up to there. */
export function arrayContains(text: string, kind: ElementKind, wanted: string): boolean | undefined {
  return orUndefined(() => {
    const scanner = new JsonScanner(text);
    if (scanner.peek() !== '[') return undefined;
    for (const index of scanner.indexes()) if (isElement(scanner.value(), kind, wanted)) return index >= 0;
    return false;
  });
}

function isElement(node: JsonNode, kind: ElementKind, wanted: string): boolean {
  if (node.kind === 'string') return kind === 'text' && node.value === wanted;
  if (node.kind === 'literal') return kind === 'boolean' && node.value !== null && String(node.value) === wanted;
  if (node.kind !== 'number') return false;
  const isWhole = /^-?\d+$/.test(node.text);
  return isWhole
    ? kind === 'integer' && BigInt(node.text) === BigInt(wanted)
    : kind === 'double' && Number(node.text) === Number(wanted);
}

/** Reads no further than to the value, as Trino: what is broken behind it does not matter. */
function find(text: string, path: readonly string[]): JsonNode | undefined {
  return orUndefined(() => {
    const scanner = new JsonScanner(text);
    return path.every((step) => enter(scanner, step)) ? scanner.value() : undefined;
  });
}

function enter(scanner: JsonScanner, step: string): boolean {
  const first = scanner.peek();
  if (first === '{') {
    for (const key of scanner.keys()) {
      if (key === step) return true;
      scanner.value();
    }
  } else if (first === '[' && /^\d+$/.test(step)) {
    for (const index of scanner.indexes()) {
      if (index === Number(step)) return true;
      scanner.value();
    }
  }
  return false;
}

function orUndefined<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof JsonSyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}
