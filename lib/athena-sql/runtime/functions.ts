import { createHash } from 'node:crypto';
import { AthenaError, RefusedError, type AthenaErrorCode } from '../errors';
import { bigEndian, crc32, fromBase, fromBase64, fromHex, fromUtf8, toBase } from './binary';
import { readClock, writeClock } from './clock';
import { readIso8601, readTimestampTz } from './iso8601';
import { jodaReader, writeJoda, type JodaPart } from './joda-format';
import { arrayLength, canonicalJson, extract, extractScalar, parseJson, size } from './json';
import { castJson, type WireShape } from './json-cast';
import { escapeSurrogates } from './json-scanner';
import { readerOf, writeMysql } from './mysql-format';
import {
  asciiDigits,
  parseDouble,
  decimalAdd,
  decimalDivide,
  decimalMod,
  decimalRound,
  decimalText,
  javaDouble,
  trinoDouble,
  trinoReal,
} from './numbers';
import { formatText } from './format';
import { regexpCount, regexpExtract, regexpExtractAll, regexpLike, regexpReplace, regexpSplit } from './regexp';
import { readTime, roundTime } from './times';
import * as texts from './texts';
import { instantOf, isOffset, isZone, keptOffset, normalizeZone } from './zones';

export type RuntimeType = 'VARCHAR' | 'BIGINT' | 'INTEGER' | 'DOUBLE' | 'BOOLEAN' | 'BLOB' | 'TIMESTAMPTZ' | 'NULL';
export type RuntimeValue = string | number | bigint | boolean | Uint8Array | null;

/** A function that a session registers with DuckDB, for what SQL can't say. */
export interface RuntimeFunction {
  readonly name: string;
  readonly parameters: readonly RuntimeType[];
  readonly result: RuntimeType;
  /** Not called when an argument is NULL: the result is NULL then. A thrown AthenaError fails the query. */
  readonly run: (...args: never[]) => RuntimeValue | undefined;
}

const cache = new Map<string, unknown>();
/** Arguments that are constants of the query come as JSON, each parsed once. */
function constant(text: string): unknown {
  let known = cache.get(text);
  if (known === undefined) {
    known = JSON.parse(text);
    if (cache.size > 1000) cache.clear();
    cache.set(text, known);
  }
  return known;
}

const define = (
  name: string,
  parameters: readonly RuntimeType[],
  result: RuntimeType,
  run: RuntimeFunction['run'],
): RuntimeFunction => ({ name, parameters, result, run });

function failWith(message: string): never {
  if (message.startsWith('REFUSED: ')) throw new RefusedError(message.slice('REFUSED: '.length));
  const [code = '', ...text] = message.split(': ');
  throw new AthenaError(code as AthenaErrorCode, text.join(': '));
}

const strings = (count: number): RuntimeType[] => Array.from({ length: count }, () => 'VARCHAR');

const invalid = (text: string): AthenaError => new AthenaError('INVALID_FUNCTION_ARGUMENT', text);

const FAILURES: readonly RuntimeFunction[] = [
  define('t_fail', ['VARCHAR', 'TIMESTAMPTZ'], 'VARCHAR', (message: string) => failWith(message)),
  // gives t_fail the type of whatever stands in the other branches; its argument has failed before it is called
  define('t_null', ['VARCHAR'], 'NULL', () => null),
];

const NUMBERS: readonly RuntimeFunction[] = [
  define('t_ascii_digits', strings(1), 'VARCHAR', asciiDigits),
  define('t_parse_double', strings(1), 'DOUBLE', parseDouble),
  define('t_double_text', ['DOUBLE'], 'VARCHAR', (x: number) => trinoDouble(x)),
  define('t_java_double', ['DOUBLE'], 'VARCHAR', (x: number) => javaDouble(x)),
  define('t_real_text', ['DOUBLE'], 'VARCHAR', (x: number) => trinoReal(x)),
  define('t_decimal_divide', ['VARCHAR', 'VARCHAR', 'INTEGER'], 'VARCHAR', (a: string, b: string, s: number) =>
    decimalDivide(a, b, s),
  ),
  define('t_decimal_mod', ['VARCHAR', 'VARCHAR', 'INTEGER'], 'VARCHAR', (a: string, b: string, s: number) =>
    decimalMod(a, b, s),
  ),
  define('t_decimal_round', ['VARCHAR', 'INTEGER', 'INTEGER'], 'VARCHAR', (x: string, n: number, s: number) =>
    decimalRound(x, n, s),
  ),
  define(
    't_decimal_add',
    ['VARCHAR', 'VARCHAR', 'INTEGER', 'BOOLEAN'],
    'VARCHAR',
    (a: string, b: string, s: number, negated: boolean) => decimalAdd(a, b, s, negated),
  ),
  define('t_decimal_of_text', ['VARCHAR', 'INTEGER', 'INTEGER'], 'VARCHAR', (x: string, p: number, s: number) =>
    decimalText(x, p, s),
  ),
  define('t_power', ['DOUBLE', 'DOUBLE'], 'DOUBLE', (x: number, y: number) => x ** y),
  define('t_to_base', ['BIGINT', 'BIGINT'], 'VARCHAR', (x: bigint, r: bigint) => toBase(x, r)),
  define('t_from_base', ['VARCHAR', 'BIGINT'], 'BIGINT', (x: string, r: bigint) => fromBase(x, r)),
];

const TEXTS: readonly RuntimeFunction[] = [
  define('t_upper', strings(1), 'VARCHAR', texts.upper),
  define('t_lower', strings(1), 'VARCHAR', texts.lower),
  define('t_reverse', strings(1), 'VARCHAR', texts.reverse),
  define('t_replace', strings(3), 'VARCHAR', texts.replace),
  define('t_translate', strings(3), 'VARCHAR', texts.translate),
  define('t_pad', ['VARCHAR', 'BIGINT', 'VARCHAR', 'BOOLEAN'], 'VARCHAR', texts.padText),
  define('t_chr', ['BIGINT'], 'VARCHAR', texts.chr),
  define('t_codepoint', strings(1), 'INTEGER', texts.codepoint),
  define('t_split_limit', ['VARCHAR', 'VARCHAR', 'BIGINT'], 'VARCHAR', (x: string, d: string, n: bigint) =>
    JSON.stringify(texts.splitLimit(x, d, n)),
  ),
  define('t_split_to_map', strings(3), 'VARCHAR', (x: string, e: string, k: string) =>
    JSON.stringify(texts.splitToMap(x, e, k)),
  ),
  define('t_levenshtein', strings(2), 'BIGINT', texts.levenshtein),
  define('t_hamming', strings(2), 'BIGINT', texts.hamming),
  define('t_normalize', strings(2), 'VARCHAR', (x: string, form: string) => x.normalize(form)),
  define('t_url_encode', strings(1), 'VARCHAR', texts.urlEncode),
  define('t_url_decode', strings(1), 'VARCHAR', texts.urlDecode),
  define('t_format', strings(2), 'VARCHAR', (pattern: string, args: string) =>
    formatText(pattern, JSON.parse(args) as (string | null)[]),
  ),
];

const BINARY: readonly RuntimeFunction[] = [
  define('t_from_utf8', ['BLOB'], 'VARCHAR', fromUtf8),
  define('t_from_hex', strings(1), 'BLOB', fromHex),
  define('t_from_base64', strings(1), 'BLOB', fromBase64),
  define(
    't_hash',
    ['BLOB', 'VARCHAR'],
    'BLOB',
    (x: Uint8Array, algorithm: string) => new Uint8Array(createHash(algorithm).update(x).digest()),
  ),
  define('t_crc32', ['BLOB'], 'BIGINT', crc32),
  define('t_big_endian', ['BIGINT', 'INTEGER'], 'BLOB', bigEndian),
];

/** Control characters in JSON as org.json writes them. */
const openXControls = (text: string): string =>
  text.replace(/\\\\|\\u00[0-9A-F]{2}/g, (escape) => (escape === '\\\\' ? escape : escape.toLowerCase()));

const path = (text: string): readonly string[] => constant(text) as readonly string[];
const big = (number: number | undefined): bigint | undefined => (number === undefined ? undefined : BigInt(number));

const JSONS: readonly RuntimeFunction[] = [
  define('t_json_extract_scalar', strings(2), 'VARCHAR', (x: string, p: string) => extractScalar(x, path(p))),
  define('t_json_extract', strings(2), 'VARCHAR', (x: string, p: string) => extract(x, path(p))),
  define('t_json_size', strings(2), 'BIGINT', (x: string, p: string) => big(size(x, path(p)))),
  define('t_json_array_length', strings(1), 'BIGINT', (x: string) => big(arrayLength(x))),
  define('t_openx_controls', strings(1), 'VARCHAR', openXControls),
  define('t_json_surrogates', strings(1), 'VARCHAR', escapeSurrogates),
  define('t_json_parse', ['VARCHAR', 'BOOLEAN'], 'VARCHAR', (x: string, inCast: boolean) => {
    const canonical = canonicalJson(x);
    if (canonical === undefined) {
      const code = inCast ? 'INVALID_CAST_ARGUMENT' : 'INVALID_FUNCTION_ARGUMENT';
      throw new AthenaError(code, `Cannot convert value to JSON: '${x.slice(0, 200)}'`);
    }
    return canonical;
  }),
  define('t_is_json_scalar', strings(1), 'BOOLEAN', (x: string) => {
    const node = parseJson(x);
    if (node === undefined) throw invalid(`Invalid JSON value: ${x.slice(0, 200)}`);
    return node.kind !== 'object' && node.kind !== 'array';
  }),
  define('t_json_cast', ['VARCHAR', 'VARCHAR', 'BOOLEAN'], 'VARCHAR', (x: string, shape: string, safe: boolean) => {
    try {
      return castJson(x, constant(shape) as WireShape);
    } catch (error) {
      if (safe && error instanceof AthenaError) return null;
      throw error;
    }
  }),
];

const mysqlParts = (text: string): readonly string[] => constant(text) as readonly string[];
const jodaPartsOf = (text: string): readonly JodaPart[] => constant(text) as readonly JodaPart[];
const readers = new Map<string, { pattern: RegExp; fields: readonly string[] }>();

function fieldsOf(
  x: string,
  key: string,
  make: () => { pattern: RegExp; fields: readonly string[] },
): Record<string, string | undefined> {
  const reader = readers.get(key) ?? make();
  readers.set(key, reader);
  const m = reader.pattern.exec(x);
  if (m === null) throw invalid(`Invalid format: "${x}" is malformed`);
  return Object.fromEntries(reader.fields.map((f, i) => [f, m[i + 1]]));
}

function wallOf(x: string, fields: Record<string, string | undefined>): string {
  // what is parsed has milliseconds; more digits are cut off
  const wall = writeClock({ ...fields, fraction: fields.fraction?.slice(0, 3) });
  if (wall === undefined) throw invalid(`Cannot parse "${x}": no such date or time`);
  return wall;
}

const TIMES: readonly RuntimeFunction[] = [
  define('t_read_iso8601', strings(1), 'VARCHAR', (x: string) => {
    const read = readIso8601(x);
    if (read === undefined) throw invalid(`Invalid format: "${x}" is malformed`);
    return read;
  }),
  define(
    't_text_timestamptz',
    ['VARCHAR', 'INTEGER', 'BOOLEAN'],
    'VARCHAR',
    (x: string, precision: number, safe: boolean) => {
      const read = readTimestampTz(x, precision, isZone);
      if (read === undefined && !safe)
        throw new AthenaError('INVALID_CAST_ARGUMENT', `Value cannot be cast to timestamp with time zone: ${x}`);
      return read;
    },
  ),
  define(
    't_read_time',
    ['VARCHAR', 'INTEGER', 'BOOLEAN', 'BOOLEAN'],
    'VARCHAR',
    (x: string, precision: number, zoned: boolean, safe: boolean) => {
      const read = readTime(x);
      if (read !== undefined && read.precision > 12) throw new RefusedError('A time of more than twelve digits');
      if (read === undefined || (read.minutes !== undefined && !zoned)) {
        if (safe) return undefined;
        throw new AthenaError('INVALID_CAST_ARGUMENT', `Value cannot be cast to time: ${x}`);
      }
      const rounded = roundTime(read.picoseconds, precision);
      return zoned ? `${rounded}|${read.minutes ?? 0}` : String(rounded);
    },
  ),
  // of a zone with daylight saving time Trino 476 does not take the distance of the value's own day
  define('t_fixed_zone', strings(1), 'VARCHAR', (zone: string) => {
    if (!isOffset(zone) && zone !== 'UTC' && keptOffset(zone) === undefined)
      throw new RefusedError(`A time with time zone in ${zone}`);
    return zone;
  }),
  define('t_date_format', strings(2), 'VARCHAR', (x: string, p: string) => writeMysql(readClock(x), mysqlParts(p))),
  define('t_date_parse', strings(2), 'VARCHAR', (x: string, p: string) =>
    wallOf(
      x,
      fieldsOf(x, `m${p}`, () => readerOf(mysqlParts(p))),
    ),
  ),
  define('t_format_datetime', strings(4), 'VARCHAR', (x: string, zone: string, offset: string, p: string) =>
    writeJoda(readClock(x), zone, offset, jodaPartsOf(p)),
  ),
  define('t_parse_datetime', strings(2), 'VARCHAR', (x: string, p: string) => {
    const fields = fieldsOf(x, `j${p}`, () => jodaReader(jodaPartsOf(p)));
    const zone = normalizeZone(fields.zone ?? 'UTC');
    return `${instantOf(wallOf(x, fields), zone)}|${zone}`;
  }),
];

const REGEXPS: readonly RuntimeFunction[] = [
  define('t_regexp_like', strings(2), 'BOOLEAN', regexpLike),
  define('t_regexp_extract', ['VARCHAR', 'VARCHAR', 'BIGINT'], 'VARCHAR', (x: string, p: string, g: bigint) =>
    regexpExtract(x, p, Number(g)),
  ),
  define('t_regexp_extract_all', ['VARCHAR', 'VARCHAR', 'BIGINT'], 'VARCHAR', (x: string, p: string, g: bigint) =>
    JSON.stringify(regexpExtractAll(x, p, Number(g))),
  ),
  define('t_regexp_replace', strings(3), 'VARCHAR', (x: string, p: string, r: string) =>
    regexpReplace(x, p, constant(r) as (string | number)[]),
  ),
  define('t_regexp_split', strings(2), 'VARCHAR', (x: string, p: string) => JSON.stringify(regexpSplit(x, p))),
  define('t_regexp_count', strings(2), 'BIGINT', (x: string, p: string) => BigInt(regexpCount(x, p))),
];

/** All of them, to be registered before the macros, which use some. */
export const RUNTIME_FUNCTIONS: readonly RuntimeFunction[] = [
  ...FAILURES,
  ...NUMBERS,
  ...TEXTS,
  ...BINARY,
  ...JSONS,
  ...TIMES,
  ...REGEXPS,
];
