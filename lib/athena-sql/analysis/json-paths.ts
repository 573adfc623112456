import { AthenaError, RefusedError, SqlSyntaxError } from '../errors';
import { quote } from '../quote';
import { refuseAtRun } from '../representation';
import { EMPTY, ERROR, type PathQuestion } from '../runtime/sql-json/functions';
import { parseSqlJsonPath } from '../runtime/sql-json/path-syntax';
import { PathSyntaxError } from '../runtime/sql-json/path-tokens';
import { variablesOf } from '../runtime/sql-json/variables';
import type { JsonBehavior, JsonPathCall } from '../syntax/ast';
import { BIGINT, BOOLEAN, DOUBLE, typeText, VARCHAR, type Type } from '../types';
import { commonType } from '../values/common-type';
import { coerce } from '../values/coercion';
import { convert } from '../values/conversion';
import { value, type Value } from '../values/value';
import { analyze } from './analyze';
import { typeOf } from './cast';
import { jsonMember } from './json-constructors';
import { fresh, type Context } from './scope';

/**
 * JSON_EXISTS, JSON_VALUE and JSON_QUERY.
 *
 * @throws SqlSyntaxError for what is no path; AthenaError TYPE_MISMATCH, INVALID_PATH, INVALID_FUNCTION_ARGUMENT
 */
export function analyzeJsonPath(node: JsonPathCall, context: Context): Value {
  const input = requireText(analyze(node.input.value, context));
  checkPath(node, context);
  const passed = node.passing.map((each) => passValue(each, context));
  const type = typeOfAnswer(node);
  const { wrapper } = node;
  if (node.quotes === 'OMIT' && wrapper !== undefined)
    throw new AthenaError(
      'INVALID_FUNCTION_ARGUMENT',
      `OMIT QUOTES behavior specified with WITH ${wrapper} ARRAY WRAPPER behavior`,
    );
  const question: PathQuestion = {
    what: node.what,
    path: node.path,
    names: node.passing.map(({ name }) => (name.quoted ? name.name : name.name.toUpperCase())),
    ...(wrapper !== undefined && { wrapper }),
    omitQuotes: node.quotes === 'OMIT',
    failOnError: node.onError?.kind === 'ERROR',
    failOnEmpty: node.onEmpty?.kind === 'ERROR',
  };
  const texts = `CAST(to_json(CAST([${passed.map(({ sql }) => sql).join(', ')}] AS VARCHAR[])) AS VARCHAR)`;
  const asked = `t_json_path(${input.sql}, ${quote(JSON.stringify(question))}, ${texts})`;
  const defaults = [node.onEmpty, node.onError].map((b, i) =>
    behavior(b, node, type, i === 0 ? 'EMPTY' : 'ERROR', context),
  );
  const [onEmpty, onError] = defaults.map((d) => d.sql);
  const a = fresh(context.session, 'j');
  const answer =
    node.what === 'VALUE'
      ? castAnswer(`${a}[2:]`, type, onError ?? 'NULL', node.onError?.kind === 'ERROR')
      : plainAnswer(`${a}[2:]`, node.what, type);
  const sql = `(CASE WHEN ${input.sql} IS NOT NULL THEN list_transform([${asked}], lambda ${a}: CASE ${a} WHEN ${quote(EMPTY)} THEN ${onEmpty ?? 'NULL'} WHEN ${quote(ERROR)} THEN ${onError ?? 'NULL'} ELSE ${answer} END)[1] END)`;
  // numbers that are not proven are refused while it runs, whatever ON ERROR says
  return { ...value(sql, type, input, ...passed, ...defaults), throws: true };
}

function requireText(input: Value): Value {
  if (input.type.kind === 'varchar' || input.type.kind === 'unknown') return coerce(input, VARCHAR);
  if (input.type.kind === 'varbinary') throw new RefusedError('JSON of a varbinary', 'from_utf8(..)', 'has it');
  throw new AthenaError(
    'TYPE_MISMATCH',
    `Cannot read input of type ${typeText(input.type)} as JSON using formatting JSON`,
  );
}

function checkPath({ path, pathOffset, passing }: JsonPathCall, { session }: Context): void {
  const names = new Set(passing.map(({ name }) => (name.quoted ? name.name : name.name.toUpperCase())));
  try {
    const missing = variablesOf(parseSqlJsonPath(path)).find((name) => !names.has(name));
    if (missing !== undefined) throw new AthenaError('INVALID_PATH', `no value passed for parameter ${missing}`);
  } catch (error) {
    if (error instanceof PathSyntaxError)
      throw new SqlSyntaxError(error.message, session.sql, pathOffset + error.offset);
    if (error instanceof RefusedError || error instanceof AthenaError) throw error.at(session.sql, pathOffset - 1);
    throw error;
  }
}

function passValue(passed: JsonPathCall['passing'][number], context: Context): Value {
  const given = analyze(passed.value, context);
  if (given.type.kind === 'decimal' || given.type.kind === 'date')
    throw new RefusedError(`PASSING of ${typeText(given.type)}`, 'CAST(.. AS double), or AS varchar');
  return jsonMember({ given, isJson: passed.isJson, node: passed.value }, 'PASSING');
}

/** Types that are not asked of Trino as what JSON_VALUE returns. */
const UNPROVEN: readonly string[] = ['char', 'ipaddress', 'varbinary', 'intervalDay', 'intervalYear', 'finetimestamp'];

function typeOfAnswer({ what, returning }: JsonPathCall): Type {
  if (what === 'EXISTS') return BOOLEAN;
  const type = returning === undefined ? VARCHAR : typeOf(returning);
  if (UNPROVEN.includes(type.kind))
    throw new RefusedError(`JSON_VALUE RETURNING ${typeText(type)}`, 'varchar, and a CAST');
  if (what === 'QUERY' && type.kind !== 'varchar')
    throw new RefusedError(`JSON_QUERY RETURNING ${typeText(type)}`, 'varchar');
  return type;
}

/** What ON EMPTY or ON ERROR gives; the failures are in the runtime. */
function behavior(
  given: JsonBehavior | undefined,
  { what }: JsonPathCall,
  type: Type,
  on: string,
  context: Context,
): Value {
  if (given?.kind === 'DEFAULT') {
    const result = analyze(given.value, context);
    const common = commonType(result.type, type);
    if (common === undefined || typeText(common) !== typeText(type))
      throw new AthenaError(
        'TYPE_MISMATCH',
        `Function JSON_VALUE default ON ${on} result must evaluate to a ${typeText(type)} (actual: ${typeText(result.type)})`,
      );
    return coerce(result, type);
  }
  const sql = { 'EMPTY ARRAY': "'[]'", 'EMPTY OBJECT': "'{}'", TRUE: 'TRUE', FALSE: 'FALSE' }[given?.kind as 'TRUE'] as
    | string
    | undefined;
  return { sql: sql ?? (what === 'EXISTS' && given === undefined ? 'FALSE' : 'NULL'), type, throws: false };
}

function plainAnswer(text: string, what: 'EXISTS' | 'QUERY', type: Type): string {
  return what === 'EXISTS' ? `(${text} = 'true')` : convert(text, VARCHAR, type, false);
}

/** An SQL value of JSON's scalar, by the CAST of its own type; what does not fit is an error of the path. */
function castAnswer(text: string, type: Type, onError: string, fails: boolean): string {
  const unfit = fails
    ? `t_null(t_fail('JSON_VALUE_RESULT_ERROR: Cannot cast value to declared return type of function JSON_VALUE: ${typeText(type)}', now()))`
    : onError;
  const rest = `${text}[2:]`;
  const cast = (sql: string, from: Type): string => {
    const converted = tryConvert(sql, from, type);
    return converted === 'NULL' ? unfit : `coalesce(${converted}, ${unfit})`;
  };
  const cases = [
    ['s', cast(rest, VARCHAR)],
    ['i', cast(`CAST(${rest} AS BIGINT)`, BIGINT)],
    ['d', cast(`CAST(${rest} AS DOUBLE)`, DOUBLE)],
    ['b', cast(`(${rest} = 'true')`, BOOLEAN)],
    [
      'm',
      type.kind === 'varchar' && type.length === undefined
        ? rest
        : refuseAtRun('JSON_VALUE of a decimal of the path', `${text}[1] = 'm'`),
    ],
  ] as const;
  return `CASE ${text}[1] ${cases.map(([kind, sql]) => `WHEN '${kind}' THEN ${sql}`).join(' ')} END`;
}

/** As TRY_CAST; what Trino has no CAST for is NULL, and what is not proven here is refused where it is met. */
function tryConvert(sql: string, from: Type, to: Type): string {
  try {
    return convert(sql, from, to, true);
  } catch (error) {
    if (error instanceof AthenaError) return 'NULL';
    if (!(error instanceof RefusedError)) throw error;
    const isNone = ['date', 'timestamp', 'timestamptz', 'time', 'timetz'].includes(to.kind) && from.kind !== 'varchar';
    return isNone
      ? 'NULL'
      : refuseAtRun(
          `JSON_VALUE of ${typeText(from)} RETURNING ${typeText(to)}`,
          `strlen(CAST(${sql} AS VARCHAR)) >= 0`,
        );
  }
}
