import { AthenaError } from '../../errors';
import { attributeJson, openXControls } from '../attribute-json';
import { canonicalAttributesText } from '../canonical-attributes';
import { arrayContains, arrayLength, canonicalJson, extract, extractScalar, parseJson, size } from '../json';
import { castJson, type WireShape } from '../json-cast';
import { escapeSurrogates } from '../json-scanner';
import { constant, define, defineTotal, invalid, strings, type RuntimeFunction } from './define';

const path = (text: string): readonly string[] => constant(text) as readonly string[];
const big = (number: number | undefined): bigint | undefined => (number === undefined ? undefined : BigInt(number));

/** Functions of JSON. */
export const JSONS: readonly RuntimeFunction[] = [
  defineTotal('t_json_extract_scalar', strings(2), 'VARCHAR', (x: string, p: string) => extractScalar(x, path(p))),
  defineTotal('t_json_extract', strings(2), 'VARCHAR', (x: string, p: string) => extract(x, path(p))),
  defineTotal('t_json_size', strings(2), 'BIGINT', (x: string, p: string) => big(size(x, path(p)))),
  defineTotal('t_json_array_length', strings(1), 'BIGINT', (x: string) => big(arrayLength(x))),
  defineTotal('t_json_array_contains', strings(3), 'BOOLEAN', (x: string, kind: string, wanted: string) =>
    arrayContains(x, kind as 'text', wanted),
  ),
  defineTotal('t_openx_controls', strings(1), 'VARCHAR', openXControls),
  defineTotal('t_json_surrogates', strings(1), 'VARCHAR', escapeSurrogates),
  define('t_json_parse', ['VARCHAR', 'BOOLEAN'], 'VARCHAR', (x: string, inCast: boolean) => {
    const canonical = canonicalJson(x);
    if (canonical === undefined) {
      const code = inCast ? 'INVALID_CAST_ARGUMENT' : 'INVALID_FUNCTION_ARGUMENT';
      throw new AthenaError(code, `Cannot convert value to JSON: '${x.slice(0, 200)}'`);
    }
    return canonical;
  }),
  define('t_attribute_json_text', strings(1), 'VARCHAR', attributeJson),
  define('t_canonical_attributes_text', strings(1), 'VARCHAR', canonicalAttributesText),
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
