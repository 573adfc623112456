import { RefusedError } from '../errors';
import { jsonPath } from '../runtime/json-path';
import { quote } from '../quote';
import { overload, type Call, type Overload } from './signature';

/** A path must be known before the query runs: then it is checked once, and a wrong one fails as in Trino. */
function path(call: Call): string {
  const literal = call.literal(1);
  if (typeof literal !== 'string') throw new RefusedError('A JSON path that is computed', 'a literal', 'has it');
  return quote(JSON.stringify(jsonPath(literal)));
}

/** A function of the runtime is called for NULL as well, which is most rows where an attribute is rare. */
const unlessNull = (x: string, call: string): string => `(CASE WHEN ${x} IS NOT NULL THEN ${call} END)`;

const both = (result: string, emit: (x: string, call: Call) => string): Overload[] => [
  overload(`varchar, varchar -> ${result}`, ([x = ''], call) => unlessNull(x, emit(x, call))),
  overload(`json, varchar -> ${result}`, ([x = ''], call) => unlessNull(x, emit(x, call))),
];

/** Functions of JSON: the values are texts, read by the runtime exactly as Jackson does. */
export const JSON_FUNCTIONS: Readonly<Record<string, readonly Overload[]>> = {
  json_extract_scalar: both('varchar(x)', (x, call) => `t_json_extract_scalar(${x}, ${path(call)})`),
  json_extract: both('json', (x, call) => `t_json_extract(${x}, ${path(call)})`),
  json_size: both('bigint', (x, call) => `t_json_size(${x}, ${path(call)})`),
  json_array_length: [
    overload('varchar -> bigint', ([x = '']) => `t_json_array_length(${x})`),
    overload('json -> bigint', ([x = '']) => `t_json_array_length(${x})`),
  ],
  json_array_contains: ['varchar', 'json'].flatMap((source) =>
    (
      [
        ['varchar', 'text'],
        ['bigint', 'integer'],
        ['double', 'double'],
        ['boolean', 'boolean'],
      ] as const
    ).map(([type, kind]) =>
      overload(`${source}, ${type} -> boolean`, ([x = '', y = '']) => {
        const wanted = type === 'varchar' ? y : `CAST(${y} AS VARCHAR)`;
        return `t_json_array_contains(${x}, '${kind}', ${wanted})`;
      }),
    ),
  ),
  json_parse: [overload('varchar -> json', ([x = '']) => `t_json_canonical(${x}, FALSE)`, { throws: true })],
  $json_parse_in_cast: [overload('varchar -> json', ([x = '']) => `t_json_canonical(${x}, TRUE)`, { throws: true })],
  json_format: [overload('json -> varchar', ([x = '']) => x)],
  is_json_scalar: [
    overload('varchar -> boolean', ([x = '']) => `t_is_json_scalar(${x})`, { throws: true }),
    overload('json -> boolean', ([x = '']) => `t_is_json_scalar(${x})`),
  ],
  json_array_get: [
    overload('varchar, bigint -> json', () => {
      throw new RefusedError('json_array_get', "json_extract(x, '$[0]')");
    }),
  ],
};
