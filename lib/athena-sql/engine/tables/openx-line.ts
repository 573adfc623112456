import { parseLenientJson, type Node } from './openx-json';

/** Why Trino's reader fails at a line whatever `ignore.malformed.json` says. */
export class UnreadableLineError extends Error {}

/**
 * What some keys of a line are as Trino's OpenX reader has them, as strict JSON of these keys, each a map of maps or null; undefined
 * where the whole row is NULL. Measured on Trino 476 line by line: test/fixtures/openx-lines.
 *
 * A line that does not begin with `{` or `[` is a row of NULL in every table. JSON that cannot be read is one only with
 * `ignore.malformed.json`. A value that is there and is no map fails the query in both.
 *
 * @throws UnreadableLineError
 */
export function mapsOfLine(line: string, names: readonly string[], ignoreMalformed: boolean): string | undefined {
  const text = trim(line);
  if (!text.startsWith('{') && !text.startsWith('[')) return undefined;
  const root = parseLenientJson(text);
  if (root === undefined) {
    if (ignoreMalformed) return undefined;
    throw new UnreadableLineError('Row is not a valid JSON Object');
  }
  // an array gives its values to the columns by their order
  const find = (name: string, index: number) =>
    root.kind === 'object' ? root.members.get(name) : root.kind === 'array' ? root.elements[index] : undefined;
  const maps = names.map((name, index) => `${JSON.stringify(name)}:${mapText(find(name, index))}`);
  return wellFormed(`{${maps.join(',')}}`);
}

function mapText(map: Node | undefined): string {
  const attributes = membersOf(map);
  if (attributes === undefined) return 'null';
  return `{${[...attributes].map(([name, value]) => `${JSON.stringify(name)}:${attributeText(value)}`).join(',')}}`;
}

function attributeText(attribute: Node): string {
  const values = membersOf(attribute);
  if (values === undefined) return 'null';
  return `{${[...values].map(([descriptor, value]) => `${JSON.stringify(descriptor)}:${valueText(value)}`).join(',')}}`;
}

/** A value is read as text: a number without quotes too, which a JSON reader would round. */
function valueText(value: Node): string {
  return value.kind === 'bare' ? JSON.stringify(bareText(value.text)) : json(value);
}

function json(node: Node): string {
  switch (node.kind) {
    case 'null':
      return 'null';
    case 'text':
      return JSON.stringify(node.text);
    case 'bare': {
      const text = bareText(node.text);
      return isJson(text) ? text : JSON.stringify(text);
    }
    case 'array':
      return `[${node.elements.map(json).join(',')}]`;
    case 'object':
      return `{${[...node.members].map(([name, value]) => `${JSON.stringify(name)}:${json(value)}`).join(',')}}`;
  }
}

/** What is a map in Trino; undefined for NULL, which a text of spaces is too. */
function membersOf(node: Node | undefined): ReadonlyMap<string, Node> | undefined {
  if (node === undefined || node.kind === 'null') return undefined;
  if (node.kind === 'object') return node.members;
  if (node.kind === 'array') throw new UnreadableLineError('A list can not be coerced to a MAP');
  if (trim(node.text) === '') return undefined;
  throw new UnreadableLineError('Primitive can not be coerced to a MAP');
}

/** A value without quotes: a truth in lower case, a number in Java's spelling. */
function bareText(text: string): string {
  if (/^(true|false)$/i.test(text)) return text.toLowerCase();
  if (/^-?[0-9]+$/.test(text) && !/^0[0-9]/.test(text)) return BigInt(text).toString();
  const exponent = /^(-?[0-9]+)(?:\.([0-9]+))?[eE]\+?([0-9]+)$/.exec(text);
  if (exponent === null) return text;
  const [, whole = '', fraction = '', power = ''] = exponent;
  return javaDecimal(whole, fraction, Number(power) - fraction.length) ?? text;
}

/** BigDecimal's toString of unscaled digits times ten to a power above 0: one digit, the others, the exponent. */
function javaDecimal(whole: string, fraction: string, power: number): string | undefined {
  if (power <= 0) return undefined;
  const unscaled = BigInt(whole + fraction).toString();
  const [sign, digits] = unscaled.startsWith('-') ? ['-', unscaled.slice(1)] : ['', unscaled];
  const others = digits.length > 1 ? `.${digits.slice(1)}` : '';
  return `${sign}${digits.charAt(0)}${others}E+${power + digits.length - 1}`;
}

function isJson(text: string): boolean {
  return /^(true|false|-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?)$/.test(text);
}

/** Java writes half a surrogate pair as a question mark. */
function wellFormed(text: string): string {
  // JSON.stringify writes it as an escape
  return text.replace(/\\\\|\\ud[89a-f][0-9a-f]{2}/g, (escape) => (escape === '\\\\' ? escape : '?'));
}

/** Without what Java's trim takes: all up to the space, on both sides. */
function trim(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && text.charCodeAt(start) <= 0x20) start++;
  while (end > start && text.charCodeAt(end - 1) <= 0x20) end--;
  return text.slice(start, end);
}
