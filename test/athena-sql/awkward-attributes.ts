/** A map of attributes as Athena has it: name, type, text. */
export type Attributes = Readonly<Record<string, Readonly<Record<string, string | null>> | null>>;

const set = (...members: string[]): string => JSON.stringify(members);

/** Maps that are hard to spell in one way, by what is hard. Pairs of them are the same to DynamoDB. */
export const AWKWARD: Readonly<Record<string, Attributes>> = {
  'no attributes': {},
  'empty values': { s: { S: '' }, m: { M: '{}' }, l: { L: '[]' } },
  'numbers in any spelling, as texts': {
    a: { N: '-0' },
    b: { N: '1E+37' },
    c: { N: '12345678901234567890123456789012345678' },
    d: { N: '1.50' },
    m: { M: '{"n":{"N":"1.50"},"e":{"N":"1e-130"},"z":{"N":"-0"}}' },
  },
  'numbers without quotes, which DynamoDB does not write': {
    m: { M: '{"a":1.50,"b":1e400,"c":-0,"d":12345678901234567890123456789012345678,"e":1E2,"f":0.1}' },
    l: { L: '[1,1.0,-0.0]' },
  },
  'keys out of order, twice, and spelled in two ways': {
    b: { S: '2' },
    a: { S: '1' },
    m: { M: '{"b":{"S":"1"},"\\u0061":{"S":"2"},"a":{"S":"3"},"10":{"S":"x"},"9":{"S":"y"},"__proto__":{"S":"p"}}' },
  },
  'space and escapes that need not be': { m: { M: ' { "a" : { "S" : "\\u0041\\/<\\/b>" } } ' } },
  'the same without': { m: { M: '{"a":{"S":"A/</b>"}}' } },
  'control characters': {
    s: { S: '\u0000\u0001\b\f\n\r\t\u001f\u007f\u2028\ufeff"\\' },
    m: { M: '{"\\u0000\\u001f":{"S":"\\u0001\\b\\f\\n\\r\\t\\u001F\u007f\u2028\ufeff"}}' },
  },
  'characters beyond the basic plane, in names too': {
    𝕊: { S: '🍣' },
    '\uffee': { S: '\uffee' },
    m: { M: '{"🍣":{"S":"🍣"},"\uffee":{"S":"\\ud83c\\udf63"}}' },
    ss: { SS: set('🍣', '\uffee', 'ﬀ', 'z') },
  },
  sets: { ss: { SS: set('b', 'a', '', 'B', 'ä') }, ns: { NS: set('2', '10', '-1') }, bs: { BS: set('AQ==', '/w==') } },
  'sets in another order': {
    bs: { BS: set('/w==', 'AQ==') },
    ns: { NS: set('-1', '2', '10') },
    ss: { SS: set('ä', 'B', '', 'a', 'b') },
  },
  'sets of what DynamoDB does not write': { a: { SS: '[1,true,null,"x",1.5]' }, b: { NS: 'null' }, c: { BS: '[]' } },
  'sets with escapes': { a: { SS: '["\\u0062","a\\"]","\\ud83c\\udf63","\\\\"]' } },
  'sets within': {
    m: { M: '{"x":{"SS":["b","a","\\"]}","\\\\"]},"SS":{"NS":["2","1"]},"NS":{"SS":["BS"]}}' },
    l: { L: '[{"BS":["/w==","AQ=="]},{"M":{"deep":{"L":[{"SS":["z","y"]},{"S":"{\\"SS\\":[\\"b\\",\\"a\\"]}"}]}}}]' },
  },
  'sets within, in another order': {
    m: { M: '{"NS":{"SS":["BS"]},"SS":{"NS":["1","2"]},"x":{"SS":["\\\\","\\"]}","b","a"]}}' },
    l: { L: '[{"BS":["AQ==","/w=="]},{"M":{"deep":{"L":[{"SS":["y","z"]},{"S":"{\\"SS\\":[\\"b\\",\\"a\\"]}"}]}}}]' },
  },
  'what looks like a set within': {
    m: { M: '{"SS":["b",1],"a":{"SS":[]},"b":{"SS":["b","a"],"x":1},"c":{"S":"{"},"S":["b","a"]}' },
    l: { L: '["{\\"SS\\":[\\"b\\",\\"a\\"]}",{"SS":["b"]},{"NS":["🍣","\uffee"]}]' },
    s: { S: '{"SS":["b","a"]}' },
  },
  'several types in one attribute': {
    a: { M: '{"b":1,"a":2}', SS: '["b","a"]', S: '{"b":1}' },
    b: { S: 'x', M: '{"b":1,"a":2}' },
    c: { '2': 'x', '1': 'y' },
    d: { M: '{"b":1,"a":2}', '1': 'y' },
  },
  'nothing within': { a: null, b: { M: null }, c: { S: null }, d: {}, e: { SS: null } },
  truths: { a: { BOOL: 'true' }, b: { NULL: 'true' }, m: { M: '{"b":{"BOOL":false},"a":{"NULL":true},"n":null}' } },
  bytes: { b: { B: 'AAEC/w==' }, m: { M: '{"b":{"B":"AAEC/w=="}}' } },
  'other scripts': { 名前: { S: '鯛' }, m: { M: '{"鯛":{"S":"鮪"},"ä":{"S":"ö"}}' } },
};

/** Pairs that are one and the same. */
export const SAME: readonly (readonly [string, string])[] = [
  ['space and escapes that need not be', 'the same without'],
  ['sets', 'sets in another order'],
  ['sets within', 'sets within, in another order'],
];

/** Attributes that have no canonical form: an error, and its code. */
export const BROKEN: readonly (readonly [code: string, Attributes])[] = [
  ['INVALID_FUNCTION_ARGUMENT', { m: { M: '{"a":' } }],
  ['INVALID_FUNCTION_ARGUMENT', { l: { L: '[1,]' } }],
  ['INVALID_CAST_ARGUMENT', { s: { SS: '["a"' } }],
  ['INVALID_CAST_ARGUMENT', { s: { SS: '{"a":1}' } }],
];

/** SQL of such a map. */
export function sqlOf(attributes: Attributes): string {
  const text = (value: string | null) => (value === null ? 'CAST(NULL AS varchar)' : literal(value));
  const typed = (value: Attributes[string]) =>
    value === null ? 'CAST(NULL AS map(varchar, varchar))' : mapOf(value, text, 'varchar');
  return mapOf(attributes, typed, 'map(varchar, varchar)');
}

function mapOf<T>(map: Readonly<Record<string, T>>, write: (value: T) => string, type: string): string {
  const list = (members: readonly string[], of: string) => `CAST(ARRAY[${members.join(', ')}] AS array(${of}))`;
  const keys = Object.keys(map).map(literal);
  return `map(${list(keys, 'varchar')}, ${list(Object.values(map).map(write), type)})`;
}

/** A statement cannot have the character 0. */
function literal(text: string): string {
  const parts = text.split('\u0000').map((part) => `'${part.replaceAll("'", "''")}'`);
  return parts.length === 1 ? parts.join('') : `concat(${parts.join(', chr(0), ')})`;
}
