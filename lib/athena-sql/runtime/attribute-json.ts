import { parseJson } from './json';
import { PARSED, writeJson, type JsonNode } from './json-scanner';

/** The descriptors of attributes whose value has no JSON in it. */
export const SCALARS: readonly string[] = ['S', 'N', 'B', 'BOOL', 'NULL'];

/** Control characters in JSON as org.json, which the OpenX SerDe uses, writes them. */
export const openXControls = (text: string): string =>
  text.replace(/\\\\|\\u00[0-9A-F]{2}/g, (escape) => (escape === '\\\\' ? escape : escape.toLowerCase()));

/** One text that is written as it is. */
const USUAL = /^\{"(?:S|N|B|BOOL|NULL)":"[^"\\\ud800-\udfff]*"\}$/;

/**
 * An attribute as CAST AS json and json_format write the map that the OpenX SerDe makes of it: keys in order, and nested JSON
 * a text in the SerDe's spelling.
 *
 * @param json the attribute as DuckDB read it and writes it as JSON: an object of texts and nulls
 */
export function attributeJson(json: string): string {
  if (USUAL.test(json)) return json;
  const node = parseJson(json);
  if (node?.kind !== 'object') throw new Error(`No attribute: ${json.slice(0, 200)}`);
  return writeJson({ kind: 'object', entries: node.entries.map(([key, value]) => [key, spell(key, value)]) }, PARSED);
}

function spell(key: string, node: JsonNode): JsonNode {
  if (SCALARS.includes(key) || node.kind !== 'string') return node;
  return { kind: 'string', value: openXControls(node.value).replaceAll('</', '<\\/') };
}
