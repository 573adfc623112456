import { AthenaError } from '../errors';

const invalid = (text: string): AthenaError => new AthenaError('INVALID_FUNCTION_ARGUMENT', text);

/** Java maps one code point to one, so that `ß` stays; JavaScript makes it `SS`. */
export const upper = (text: string): string => mapCharacters(text, (c) => c.toUpperCase());
export const lower = (text: string): string => mapCharacters(text, (c) => (c === 'İ' ? 'i' : c.toLowerCase()));

function mapCharacters(text: string, map: (character: string) => string): string {
  let out = '';
  for (const character of text) {
    const other = map(character);
    out += Array.from(other).length === 1 ? other : character;
  }
  return out;
}

export const reverse = (text: string): string => Array.from(text).reverse().join('');

/** An empty search text is found before every character and at the end. */
export function replace(text: string, search: string, by: string): string {
  if (search !== '') return text.replaceAll(search, () => by);
  return (
    by +
    Array.from(text)
      .map((c) => c + by)
      .join('')
  );
}

export function translate(text: string, from: string, to: string): string {
  const targets = Array.from(to);
  const map = new Map<string, string>();
  for (const [i, c] of Array.from(from).entries()) if (!map.has(c)) map.set(c, targets[i] ?? '');
  return Array.from(text)
    .map((c) => map.get(c) ?? c)
    .join('');
}

export function padText(text: string, size: bigint, padding: string, left: boolean): string {
  if (size < 0n || size > 2147483647n) throw invalid('Target length must be in the range [0..2147483647]');
  if (padding === '') throw invalid('Padding string must not be empty');
  const points = Array.from(text);
  const missing = Number(size) - points.length;
  if (missing <= 0) return points.slice(0, Number(size)).join('');
  const repeated = padding.repeat(Math.ceil(missing / Array.from(padding).length));
  const pad = Array.from(repeated).slice(0, missing).join('');
  return left ? pad + text : text + pad;
}

export function chr(code: bigint): string {
  if (code < 0n || code > 0x10ffffn || (code >= 0xd800n && code <= 0xdfffn))
    throw invalid(`Not a valid Unicode code point: ${code}`);
  return String.fromCodePoint(Number(code));
}

export function codepoint(text: string): number {
  if (Array.from(text).length !== 1) throw invalid('Input string must be a single character string');
  return text.codePointAt(0) ?? 0;
}

/** split(text, delimiter, limit): the last part holds the rest. */
export function splitLimit(text: string, delimiter: string, limit: bigint): string[] {
  if (delimiter === '') throw invalid('The delimiter may not be the empty string');
  if (limit <= 0n) throw invalid('Limit must be positive');
  if (limit > 2147483647n) throw invalid('Limit is too large');
  const parts = text.split(delimiter);
  const most = Number(limit);
  return parts.length <= most ? parts : [...parts.slice(0, most - 1), parts.slice(most - 1).join(delimiter)];
}

export function splitToMap(text: string, entryDelimiter: string, keyDelimiter: string): { k: string; v: string }[] {
  if (entryDelimiter === '' || keyDelimiter === '' || entryDelimiter === keyDelimiter)
    throw invalid('The delimiters must be two different texts');
  const parts = text.split(entryDelimiter);
  if (parts.at(-1) === '') parts.pop();
  const seen = new Set<string>();
  return parts.map((part) => {
    const at = part.indexOf(keyDelimiter);
    if (at < 0 || part.includes(keyDelimiter, at + keyDelimiter.length))
      throw invalid(`Key-value delimiter must appear exactly once in each entry. Bad input: '${part}'`);
    const k = part.slice(0, at);
    if (seen.has(k)) throw invalid(`Duplicate keys (${k}) are not allowed`);
    seen.add(k);
    return { k, v: part.slice(at + keyDelimiter.length) };
  });
}

export function levenshtein(a: string, b: string): bigint {
  const right = Array.from(b);
  let row = right.map((_, i) => i + 1);
  for (const [i, x] of Array.from(a).entries()) {
    let diagonal = i;
    let left = i + 1;
    row = row.map((above, j) => {
      const next = Math.min(above + 1, left + 1, diagonal + (x === right[j] ? 0 : 1));
      diagonal = above;
      left = next;
      return next;
    });
  }
  return BigInt(row.at(-1) ?? Array.from(a).length);
}

export function hamming(a: string, b: string): bigint {
  const [x, y] = [Array.from(a), Array.from(b)];
  if (x.length !== y.length) throw invalid('The input strings to hamming_distance function must have the same length');
  return BigInt(x.filter((c, i) => c !== y[i]).length);
}

export const urlEncode = (text: string): string =>
  encodeURIComponent(text)
    .replace(/%20/g, '+')
    .replace(/[!'()~]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

export function urlDecode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw invalid(`Invalid URL encoding: ${text}`);
  }
}

/**
 * strpos of the n-th place, counted in code points from 1 and from the end where n is negative; places may overlap.
 *
 * @returns 0 where there is none, 1 for an empty text
 * @throws AthenaError INVALID_FUNCTION_ARGUMENT for n = 0
 */
export function place(text: string, wanted: string, n: bigint): bigint {
  if (n === 0n) throw invalid("'instance' must be a positive or negative number.");
  if (wanted === '') return 1n;
  let at = n > 0n ? -1 : text.length;
  for (let left = n > 0n ? n : -n; left > 0n; left--) {
    if (n < 0n && at === 0) return 0n;
    at = n > 0n ? text.indexOf(wanted, at + 1) : text.lastIndexOf(wanted, at - 1);
    if (at < 0) return 0n;
  }
  return BigInt(Array.from(text.slice(0, at)).length + 1);
}
