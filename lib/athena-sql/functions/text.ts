import { AthenaError, RefusedError } from '../errors';
import { withLength } from './length';
import { quote } from '../quote';
import { nameOnce } from '../values/name-once';
import { all, one } from './emit';
import { overload, type Call, type Overload } from './signature';

const ascii = (x: string, native: string, other: string): string =>
  `(CASE WHEN strlen(${x}) = length(${x}) THEN ${native} ELSE ${other} END)`;

// Java's Character.isWhitespace: no-break spaces are none
const SPACES = quote(
  '\t\n\v\f\r\x1c\x1d\x1e\x1f \u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u2028\u2029\u205f\u3000',
);

const TRIM = { BOTH: 'trim', LEADING: 'ltrim', TRAILING: 'rtrim' };

/** A text without some characters at its ends; DuckDB's own default is the space alone. */
export const trimText = (side: keyof typeof TRIM, x: string, characters = SPACES): string =>
  `${TRIM[side]}(${x}, ${characters})`;

/** Where position and length are plain, DuckDB's own does it; the macros name their arguments several times. */
function substring(args: readonly string[], call: Call, macro: string): string {
  const isPlain = args.slice(1).every((_, i) => isPlainCount(Number(call.literal(i + 1))));
  return isPlain ? `substring(${args.join(', ')})` : nameOnce(args, all(macro));
}

/** Where the place is plain and the delimiter is known, DuckDB's own does it. */
function splitPart([x = '', delimiter = '', place = '']: readonly string[], call: Call): string {
  const isPlain = isPlainCount(Number(call.literal(2))) && (call.literal(1) ?? '') !== '';
  return isPlain ? `string_split(${x}, ${delimiter})[${place}]` : nameOnce([x, delimiter, place], all('t_split_part'));
}

/** Bytes from a position on. DuckDB has no substring of bytes, but a slice for plain places. */
function bytes([x = '', from = '', count = '9223372036854775807']: readonly string[], call: Call): string {
  const start = Number(call.literal(1));
  const length = call.values.length === 2 ? 2 ** 31 - 1 : Number(call.literal(2));
  if (!isPlainCount(start) || !isPlainCount(length)) return `t_bytes(${x}, ${from}, ${count})`;
  return `(${x})[${start}:${start + length - 1}]`;
}

const isPlainCount = (n: number): boolean => n >= 1 && n < 2 ** 31;

const FORMS = ['NFC', 'NFD', 'NFKC', 'NFKD'];

const urlPart = (part: string): Overload =>
  overload('varchar -> varchar(x)', ([x = '']) => `t_url_part(${x}, '${part}')`);

const pad = (atStart: 'TRUE' | 'FALSE'): Overload[] =>
  [
    ['varchar', 't_pad'],
    ['varbinary', 't_pad_bytes'],
  ].map(([type = '', name = '']) =>
    overload(
      `${type}, bigint, ${type} -> ${type}`,
      ([x = '', n = '', p = '']) => `${name}(${x}, ${n}, ${p}, ${atStart})`,
      { throws: true },
    ),
  );

/** Functions of texts. Trino counts code points, as DuckDB's length and substring do. */
export const TEXT: Readonly<Record<string, readonly Overload[]>> = {
  length: [overload('varchar -> bigint', one('length')), overload('varbinary -> bigint', one('octet_length'))],
  upper: [overload('varchar -> varchar(x)', ([x = '']) => ascii(x, `upper(${x})`, `t_upper(${x})`))],
  lower: [overload('varchar -> varchar(x)', ([x = '']) => ascii(x, `lower(${x})`, `t_lower(${x})`))],
  trim: [overload('varchar -> varchar(x)', ([x = '']) => trimText('BOTH', x))],
  ltrim: [
    overload('varchar, varchar -> varchar(x)', ([x = '', characters]) => trimText('LEADING', x, characters)),
    overload('varchar -> varchar(x)', ([x = '']) => trimText('LEADING', x)),
  ],
  rtrim: [
    overload('varchar, varchar -> varchar(x)', ([x = '', characters]) => trimText('TRAILING', x, characters)),
    overload('varchar -> varchar(x)', ([x = '']) => trimText('TRAILING', x)),
  ],
  reverse: [
    overload('varchar -> varchar(x)', ([x = '']) => ascii(x, `reverse(${x})`, `t_reverse(${x})`)),
    overload('varbinary -> varbinary', one('t_reverse_bytes')),
    overload('array(T) -> array(T)', one('list_reverse')),
  ],
  substr: [
    overload('varchar, bigint -> varchar(x)', (args, call) => substring(args, call, 't_substr')),
    overload('varchar, bigint, bigint -> varchar(x)', (args, call) => substring(args, call, 't_substr_length')),
    overload('varbinary, bigint -> varbinary', bytes),
    overload('varbinary, bigint, bigint -> varbinary', bytes),
  ],
  strpos: [
    overload('varchar, varchar -> bigint', all('instr')),
    overload('varchar, varchar, bigint -> bigint', all('t_place'), { throws: true }),
  ],
  starts_with: [overload('varchar, varchar -> boolean', all('starts_with'))],
  replace: [
    overload('varchar, varchar -> varchar(x)', ([x = '', s = '']) => `t_replace(${x}, ${s}, '')`),
    overload(
      'varchar, varchar, varchar -> varchar',
      ([x = '', s = '', r = ''], call) =>
        typeof call.literal(1) === 'string' && call.literal(1) !== ''
          ? `replace(${x}, ${s}, ${r})`
          : `t_replace(${x}, ${s}, ${r})`,
      { result: withLength((x, _, z) => x + z * (x + 1)) },
    ),
  ],
  translate: [overload('varchar, varchar, varchar -> varchar', all('t_translate'))],
  lpad: pad('TRUE'),
  rpad: pad('FALSE'),
  chr: [overload('bigint -> varchar(1)', one('t_chr'), { throws: true })],
  codepoint: [
    overload(
      'varchar -> integer',
      (args, call) => {
        const [given] = call.given;
        const type = given?.type;
        const fits = type?.kind === 'varchar' && type.length !== undefined && type.length <= 1;
        if (!fits) throw new AthenaError('FUNCTION_NOT_FOUND', 'codepoint takes a varchar(1)');
        return one('t_codepoint')(args);
      },
      { throws: true },
    ),
  ],
  split: [
    overload('varchar, varchar -> array(varchar(x))', all('t_split'), { throws: true }),
    overload(
      'varchar, varchar, bigint -> array(varchar(x))',
      ([x = '', d = '', n = '']) => `from_json(t_split_limit(${x}, ${d}, ${n}), '["VARCHAR"]')`,
      { throws: true },
    ),
  ],
  split_part: [overload('varchar, varchar, bigint -> varchar(x)', splitPart, { throws: true })],
  split_to_map: [
    overload(
      'varchar, varchar, varchar -> map(varchar,varchar)',
      ([x = '', e = '', k = '']) =>
        `t_map_of_pairs(from_json(t_split_to_map(${x}, ${e}, ${k}), '[{"k":"VARCHAR","v":"VARCHAR"}]'))`,
      { throws: true },
    ),
  ],
  levenshtein_distance: [overload('varchar, varchar -> bigint', ([a = '', b = '']) => `t_levenshtein(${a}, ${b})`)],
  hamming_distance: [overload('varchar, varchar -> bigint', all('t_hamming'), { throws: true })],
  normalize: [
    overload('varchar, varchar -> varchar', ([x = '', form = ''], call) => {
      if (!FORMS.includes(String(call.literal(1))))
        throw new RefusedError(`normalize with the form ${String(call.literal(1))}`, FORMS.join(', '));
      return `t_normalize(${x}, ${form})`;
    }),
  ],
  concat_ws: [overload('varchar, array(varchar) -> varchar', ([s = '', list = '']) => `t_concat_ws(${s}, ${list})`)],
  ...Object.fromEntries(
    (['host', 'path', 'query', 'fragment'] as const).map((part) => [`url_extract_${part}`, [urlPart(part)]]),
  ),
  url_extract_protocol: [urlPart('scheme')],
  url_extract_port: [overload('varchar -> bigint', one('t_url_port'))],
  url_extract_parameter: [overload('varchar, varchar -> varchar(x)', all('t_url_parameter'))],
  url_encode: [overload('varchar -> varchar', one('t_url_encode'), { result: withLength((x) => x * 12) })],
  url_decode: [overload('varchar -> varchar(x)', one('t_url_decode'), { throws: true })],
};
