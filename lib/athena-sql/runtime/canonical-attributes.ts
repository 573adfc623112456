import { AthenaError } from '../errors';
import { canonicalJson, parseJson } from './json';
import { castJson } from './json-cast';
import { spellAsJackson, writeString, type JsonNode } from './json-scanner';

/*
 * The canonical text of a map of DynamoDB's attributes, twice: as SQL of Athena, and as a function that answers this very SQL
 * on the laptop, eight times as fast as the translated SQL is. test/athena-sql/canonical-attributes.test.ts compares the two,
 * and test/fixtures/trino-answers has what Trino says.
 */

/** A text within JSON that json_format wrote, and a set that is an attribute within such JSON, each a regular expression. */
const TEXT = String.raw`"[^"\\]*(?:\\.[^"\\]*)*"`;
const SET = String.raw`\{"[BNS]S":\[${TEXT}(?:,${TEXT})*\]\}`;

const NESTED = ['M', 'L'];
const SETS = ['SS', 'NS', 'BS'];

/**
 * SQL that gives a map of attributes, map(varchar, map(varchar, varchar)), as a text that is the same exactly where the
 * attributes are the same to DynamoDB: JSON with the keys of all maps in order, and the elements of all sets. A set within a
 * list or map is found by its text, `{"SS":["`, which no other JSON has: within a text the quotes are escaped. NULL where there
 * is no map; a list, map or set that is no JSON fails.
 *
 * @param map its SQL
 */
export function canonicalAttributes(map: string): string {
  const list = (kinds: readonly string[]) => kinds.map((kind) => `'${kind}'`).join(', ');
  const sorted = `concat(substr(members, 1, 7), array_join(array_sort(regexp_extract_all(substr(members, 8), '${TEXT}')), ','), ']}')`;
  const parts = `zip_with(regexp_split(json, '${SET}'), concat(regexp_extract_all(json, '${SET}'), ARRAY['']), (part, members) -> CASE WHEN members = '' THEN part ELSE concat(part, ${sorted}) END)`;
  // a lambda names the text, which would be made once for each time that it is named
  const nested = `element_at(transform(ARRAY[json_format(json_parse(value))], json -> CASE WHEN strpos(json, 'S":["') > 0 THEN array_join(${parts}, '') ELSE json END), 1)`;
  const set = 'json_format(CAST(array_sort(CAST(json_parse(value) AS array(varchar))) AS json))';
  const value = `CASE WHEN kind IN (${list(NESTED)}) THEN ${nested} WHEN kind IN (${list(SETS)}) THEN ${set} ELSE value END`;
  const attribute = `CASE WHEN element_at(map_keys(typed), 1) IN (${list([...NESTED, ...SETS])}) THEN transform_values(typed, (kind, value) -> ${value}) ELSE typed END`;
  return `json_format(CAST(transform_values(${map}, (name, typed) -> ${attribute}) AS json))`;
}

/** What {@link canonicalAttributes} gives, of the map as DuckDB's JSON. */
export function canonicalAttributesText(json: string): string {
  return usualAttributes(json) ?? anyAttributes(json);
}

/** Undefined where JavaScript's objects and numbers do not keep what the text says, which takes ten times as long. */
function usualAttributes(json: string): string | undefined {
  try {
    const attributes = JSON.parse(json) as Record<string, Record<string, string | null> | null>;
    for (const typed of Object.values(attributes)) {
      if (typed === null) continue;
      const [kind = '', ...others] = Object.keys(typed);
      if (others.length > 0) throw UNUSUAL;
      const value = typed[kind];
      if (typeof value === 'string') typed[kind] = canonicalValue(kind, value);
    }
    return spellAsJackson(JSON.stringify(withKeysInOrder(attributes)));
  } catch (error) {
    if (error === UNUSUAL) return undefined;
    throw error;
  }
}

const UNUSUAL = new Error('what JavaScript does not keep as it is');

/** Keys that are numbers come first in an object, and one has a meaning of its own. */
function withKeysInOrder<T>(object: Record<string, T>): Record<string, T> {
  const keys = Object.keys(object);
  let [before, isInOrder] = ['', true];
  for (const key of keys) {
    const first = key.charCodeAt(0);
    if ((first >= ZERO && first <= NINE) || key === '__proto__') throw UNUSUAL;
    isInOrder &&= before <= key;
    before = key;
  }
  if (isInOrder) return object;
  const sorted: Record<string, T> = {};
  for (const key of keys.sort()) sorted[key] = object[key] as T;
  return sorted;
}

const [ZERO, NINE] = [48, 57];

function canonicalValue(kind: string, value: string): string | null {
  if (NESTED.includes(kind)) return usualNested(value) ?? anyNested(value);
  return SETS.includes(kind) ? (usualSet(value) ?? anySet(value)) : value;
}

function usualNested(text: string): string | undefined {
  try {
    return spellAsJackson(JSON.stringify(inOrder(JSON.parse(text))));
  } catch (error) {
    if (error instanceof SyntaxError || error === UNUSUAL) return undefined;
    throw error;
  }
}

function inOrder(node: unknown): unknown {
  if (typeof node === 'number') throw UNUSUAL;
  if (typeof node !== 'object' || node === null) return node;
  if (Array.isArray(node)) return node.map(inOrder);
  const object = withKeysInOrder(node as Record<string, unknown>);
  const keys = Object.keys(object);
  for (const key of keys) {
    const value = object[key];
    object[key] = keys.length === 1 && SETS.includes(key) && isTexts(value) ? putInOrder(value) : inOrder(value);
  }
  return object;
}

const isTexts = (members: unknown): members is string[] =>
  Array.isArray(members) && members.length > 0 && members.every((member) => typeof member === 'string');

/** The members in order, each with its quotes, as SQL finds them within JSON. */
const putInOrder = (members: string[]): string[] => requireUsual(members).sort((a, b) => (`${a}"` < `${b}"` ? -1 : 1));

/** Texts that are written as they are, and of the basic plane, so that UTF-16's order is that of the bytes. */
function requireUsual(members: string[]): string[] {
  // oxlint-disable-next-line no-control-regex -- they are written as escapes
  if (members.some((member) => /[\u0000-\u001f"\\\ud800-\udfff]/.test(member))) throw UNUSUAL;
  return members;
}

function usualSet(text: string): string | undefined {
  try {
    const members: unknown = JSON.parse(text);
    return isTexts(members) ? JSON.stringify(requireUsual(members).sort()) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || error === UNUSUAL) return undefined;
    throw error;
  }
}

function anyAttributes(json: string): string {
  return writeObject(entriesOf(parseJson(json)), (typed) => {
    if (typed.kind !== 'object') return 'null';
    const [[first] = ['']] = typed.entries;
    const isPlain = !NESTED.includes(first) && !SETS.includes(first);
    const values = typed.entries.map(([kind, node]) => {
      const value = node.kind === 'string' ? node.value : null;
      return [kind, value === null || isPlain ? value : canonicalValue(kind, value)] as const;
    });
    return writeObject(values, (value) => (value === null ? 'null' : writeString(value)));
  });
}

const entriesOf = (node: JsonNode | undefined) => (node?.kind === 'object' ? node.entries : []);

function writeObject<T>(entries: readonly (readonly [string, T])[], write: (value: T) => string): string {
  const sorted = [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([key, value]) => `${writeString(key)}:${write(value)}`).join(',')}}`;
}

function anyNested(text: string): string {
  const json = canonicalJson(text);
  if (json === undefined)
    throw new AthenaError('INVALID_FUNCTION_ARGUMENT', `Cannot convert value to JSON: '${text.slice(0, 200)}'`);
  return json.replace(new RegExp(SET, 'g'), (set) => {
    const members = set.slice(7).match(new RegExp(TEXT, 'g')) ?? [];
    return `${set.slice(0, 7)}${members.sort().join(',')}]}`;
  });
}

function anySet(text: string): string | null {
  if (parseJson(text) === undefined)
    throw new AthenaError('INVALID_CAST_ARGUMENT', `Cannot convert value to JSON: '${text.slice(0, 200)}'`);
  const wire = castJson(text, { kind: 'array', element: { kind: 'varchar' } });
  if (wire === undefined) return null;
  const members = JSON.parse(wire) as (string | null)[];
  const texts = members.filter((member) => member !== null);
  const sorted = texts.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))).map(writeString);
  return `[${[...sorted, ...Array.from({ length: members.length - texts.length }, () => 'null')].join(',')}]`;
}
