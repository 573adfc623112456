import { RefusedError } from '../errors';
import { javaPattern, replacementParts } from '../runtime/regexp-syntax';
import { quote } from '../quote';
import { withLength } from './length';
import { overload, type Call, type Overload } from './signature';

/** A pattern must be known before the query runs: what JavaScript reads in another way than Trino is refused then. */
function pattern(call: Call): string {
  const literal = call.literal(1);
  if (typeof literal !== 'string')
    throw new RefusedError('A regular expression that is computed', 'a literal', 'has it');
  return quote(JSON.stringify(javaPattern(literal)));
}

function replacement(call: Call): string {
  const literal = call.literal(2);
  if (typeof literal !== 'string') throw new RefusedError('A replacement that is computed', 'a literal', 'has it');
  return quote(JSON.stringify(replacementParts(literal, javaPattern(String(call.literal(1))).groups)));
}

function like(x: string, call: Call): string {
  const source = pattern(call);
  const { re2 } = javaPattern(String(call.literal(1)));
  return re2 === undefined ? `t_regexp_like(${x}, ${source})` : `regexp_matches(${x}, ${quote(re2)})`;
}

const list = (json: string): string => `from_json(${json}, '["VARCHAR"]')`;

export const REGEXP: Readonly<Record<string, readonly Overload[]>> = {
  regexp_like: [overload('varchar, varchar -> boolean', ([x = ''], call) => like(x, call))],
  regexp_extract: [
    overload('varchar, varchar -> varchar(x)', ([x = ''], call) => `t_regexp_extract(${x}, ${pattern(call)}, 0)`),
    overload(
      'varchar, varchar, bigint -> varchar(x)',
      ([x = '', , g = ''], call) => `t_regexp_extract(${x}, ${pattern(call)}, ${g})`,
      { throws: true },
    ),
  ],
  regexp_extract_all: [
    overload('varchar, varchar -> array(varchar(x))', ([x = ''], call) =>
      list(`t_regexp_extract_all(${x}, ${pattern(call)}, 0)`),
    ),
    overload(
      'varchar, varchar, bigint -> array(varchar(x))',
      ([x = '', , g = ''], call) => list(`t_regexp_extract_all(${x}, ${pattern(call)}, ${g})`),
      { throws: true },
    ),
  ],
  regexp_replace: [
    overload('varchar, varchar -> varchar(x)', ([x = ''], call) => `t_regexp_replace(${x}, ${pattern(call)}, '[]')`),
    overload(
      'varchar, varchar, varchar -> varchar',
      ([x = ''], call) => `t_regexp_replace(${x}, ${pattern(call)}, ${replacement(call)})`,
      { result: withLength((x, _, z) => x + Math.max(Math.trunc((x * z) / 2), z) * (x + 1)) },
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
    overload('varchar, varchar -> array(varchar(x))', ([x = ''], call) =>
      list(`t_regexp_split(${x}, ${pattern(call)})`),
    ),
  ],
  regexp_position: [1, 2, 3].map((count) =>
    overload(
      `varchar, varchar${', integer'.repeat(count - 1)} -> integer`,
      ([x = '', , start = '1', occurrence = '1'], call) =>
        `t_regexp_position(${x}, ${pattern(call)}, ${start}, ${occurrence})`,
      { throws: count > 1 },
    ),
  ),
  regexp_count: [overload('varchar, varchar -> bigint', ([x = ''], call) => `t_regexp_count(${x}, ${pattern(call)})`)],
};
