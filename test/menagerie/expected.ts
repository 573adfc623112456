import type { WireItem, WireValue } from './items';

/** A column of a view: where its values are in an item, and its type in Athena's DDL spelling. */
export interface ExpectedColumn {
  readonly attribute: string;
  readonly path: readonly string[];
  readonly type: string;
}

/**
 * What a typed view has to show for an item, a text for each column, undefined for NULL: worked out from the item alone,
 * by the rules of the documentation and not by the product's SQL.
 */
export function expectedRow(item: WireItem, columns: readonly ExpectedColumn[]): (string | undefined)[] {
  return columns.map(({ attribute, path, type }) => textOf(valueAt(item, attribute, path), type));
}

/** A value that was shown, so that two are equal exactly when they stand for the same. */
export function comparableText(text: string | undefined, type: string): string | undefined {
  if (text === undefined) return undefined;
  if (type === 'double') return String(Number(text));
  if (type === 'array<double>') return text.replaceAll(/[^[\], ]+/g, (number) => String(Number(number)));
  if (type === 'json') return canonicalJson(JSON.parse(text));
  return text;
}

function valueAt(item: WireItem, attribute: string, path: readonly string[]): WireValue | undefined {
  let value = Object.hasOwn(item, attribute) ? item[attribute] : undefined;
  for (const name of path) {
    const map = value?.M as WireItem | undefined;
    value = map && Object.hasOwn(map, name) ? map[name] : undefined;
  }
  return value;
}

function textOf(value: WireValue | undefined, type: string): string | undefined {
  if (value === undefined) return undefined;
  const array = /^array<(.*)>$/.exec(type)?.[1];
  if (array !== undefined) return arrayText(value, array);
  switch (type) {
    case 'string':
      return value.S as string | undefined;
    case 'boolean':
      return typeof value.BOOL === 'boolean' ? String(value.BOOL) : undefined;
    case 'timestamp':
      return typeof value.S === 'string' ? timestampText(value.S) : undefined;
    case 'date':
      return typeof value.S === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value.S) ? value.S : undefined;
    case 'json':
      return value.M === undefined && value.L === undefined ? undefined : canonicalJson(value.M ?? value.L);
    case 'binary':
      return typeof value.B === 'string' ? [...Buffer.from(value.B, 'base64')].map(hexadecimal).join(' ') : undefined;
    default:
      return typeof value.N === 'string' ? numberText(value.N, type) : undefined;
  }
}

function arrayText(value: WireValue, element: string): string | undefined {
  const list = value.L as WireValue[] | undefined;
  const set = (value.SS ?? value.NS) as string[] | undefined;
  const texts = list
    ? list.map((one) => textOf(one, element))
    : set?.map((text) => textOf(element === 'string' ? { S: text } : { N: text }, element));
  return texts === undefined || texts.includes(undefined) ? undefined : `[${texts.join(', ')}]`;
}

function numberText(number: string, type: string): string | undefined {
  if (type === 'double') return String(Number(number));
  if (type === 'bigint') {
    const fits = /^-?\d{1,19}$/.test(number) && BigInt(number) >= -(2n ** 63n) && BigInt(number) < 2n ** 63n;
    return fits ? BigInt(number).toString() : undefined;
  }
  const [, precision = 0, scale = 0] = (/^decimal\((\d+),(\d+)\)$/.exec(type) ?? []).map(Number);
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(number) ?? [];
  const digits = fraction.replace(/0+$/, '');
  const longest = Math.max(precision - scale, 1);
  if (whole === '' || whole.length > longest || digits.length > scale) return undefined;
  return `${sign}${whole}${scale === 0 ? '' : `.${digits.padEnd(scale, '0')}`}`;
}

function timestampText(text: string): string | undefined {
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString().replace('T', ' ').replace('Z', '');
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

function hexadecimal(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}
