import { javaPattern, replacementParts } from '../runtime/regexp-syntax';
import { quote } from '../quote';
import { withLength } from './length';
import { overload, type Call, type Overload } from './signature';

/** What JavaScript reads in another way than Trino is refused: before the query runs, or where a row has such a pattern. */
function pattern(call: Call): string {
  const literal = call.literal(1);
  if (typeof literal !== 'string') return `t_pattern(${call.values[1]?.sql ?? 'NULL'})`;
  return quote(JSON.stringify(javaPattern(literal)));
}

/** Whether a pattern or a replacement is read while the query runs, and may be none. */
const isComputed = (call: Call): boolean =>
  [1, 2].some((i) => call.values[i]?.type.kind === 'varchar' && typeof call.literal(i) !== 'string');

function replacement(call: Call): string {
  const literal = call.literal(2);
  if (typeof literal !== 'string' || typeof call.literal(1) !== 'string')
    return `t_replacement(${call.values[2]?.sql ?? 'NULL'}, ${pattern(call)})`;
  return quote(JSON.stringify(replacementParts(literal, javaPattern(String(call.literal(1))).groups)));
}

function like(x: string, call: Call): string {
  const source = pattern(call);
  const literal = call.literal(1);
  const re2 = typeof literal === 'string' ? javaPattern(literal).re2 : undefined;
  return re2 === undefined ? `t_regexp_like(${x}, ${source})` : `regexp_matches(${x}, ${quote(re2)})`;
}

const list = (json: string): string => `from_json(${json}, '["VARCHAR"]')`;

export const REGEXP: Readonly<Record<string, readonly Overload[]>> = {
  regexp_like: [overload('varchar, varchar -> boolean', ([x = ''], call) => like(x, call), { throws: isComputed })],
  regexp_extract: [
    overload('varchar, varchar -> varchar(x)', ([x = ''], call) => `t_regexp_extract(${x}, ${pattern(call)}, 0)`, {
      throws: isComputed,
    }),
    overload(
      'varchar, varchar, bigint -> varchar(x)',
      ([x = '', , g = ''], call) => `t_regexp_extract(${x}, ${pattern(call)}, ${g})`,
      { throws: true },
    ),
  ],
  regexp_extract_all: [
    overload(
      'varchar, varchar -> array(varchar(x))',
      ([x = ''], call) => list(`t_regexp_extract_all(${x}, ${pattern(call)}, 0)`),
      { throws: isComputed },
    ),
    overload(
      'varchar, varchar, bigint -> array(varchar(x))',
      ([x = '', , g = ''], call) => list(`t_regexp_extract_all(${x}, ${pattern(call)}, ${g})`),
      { throws: true },
    ),
  ],
  regexp_replace: [
    overload('varchar, varchar -> varchar(x)', ([x = ''], call) => `t_regexp_replace(${x}, ${pattern(call)}, '[]')`, {
      throws: isComputed,
    }),
    overload(
      'varchar, varchar, varchar -> varchar',
      ([x = ''], call) => `t_regexp_replace(${x}, ${pattern(call)}, ${replacement(call)})`,
      { throws: isComputed, result: withLength((x, _, z) => x + Math.max(Math.trunc((x * z) / 2), z) * (x + 1)) },
    ),
    overload(
      'varchar, varchar, function(array(varchar),varchar) -> varchar',
      ([x = '', , f = ''], call) => {
        const groups = `from_json(t_regexp_groups(${x}, ${pattern(call)}), '[["VARCHAR"]]')`;
        return `t_regexp_fill(${x}, ${pattern(call)}, CAST(to_json(list_transform(${groups}, ${f})) AS VARCHAR))`;
      },
      { throws: true },
    ),
  ],
  regexp_split: [
    overload(
      'varchar, varchar -> array(varchar(x))',
      ([x = ''], call) => list(`t_regexp_split(${x}, ${pattern(call)})`),
      { throws: isComputed },
    ),
  ],
  regexp_position: [1, 2, 3].map((count) =>
    overload(
      `varchar, varchar${', integer'.repeat(count - 1)} -> integer`,
      ([x = '', , start = '1', occurrence = '1'], call) =>
        `t_regexp_position(${x}, ${pattern(call)}, ${start}, ${occurrence})`,
      { throws: count > 1 || isComputed },
    ),
  ),
  regexp_count: [
    overload('varchar, varchar -> bigint', ([x = ''], call) => `t_regexp_count(${x}, ${pattern(call)})`, {
      throws: isComputed,
    }),
  ],
};
