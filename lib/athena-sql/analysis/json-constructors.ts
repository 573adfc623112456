import { AthenaError, RefusedError } from '../errors';
import { quote } from '../quote';
import type { Expression, JsonConstructor } from '../syntax/ast';
import { typeText, VARCHAR, type Type } from '../types';
import { convert } from '../values/conversion';
import { jsonText } from '../values/json-conversion';
import { toVarchar } from '../values/to-varchar';
import { value, type Value } from '../values/value';
import { analyze } from './analyze';
import { typeOf } from './cast';
import type { Context } from './scope';

/**
 * JSON_OBJECT and JSON_ARRAY.
 *
 * @throws AthenaError NOT_SUPPORTED for values that are no JSON, INVALID_FUNCTION_ARGUMENT for keys that are no text
 */
export function analyzeJsonConstructor(node: JsonConstructor, context: Context): Value {
  const name = `JSON_${node.what}`;
  const values = node.members.map(({ value: member, isJson }) =>
    jsonMember({ given: analyze(member, context), isJson, node: member }, name),
  );
  const keys = node.members.flatMap(({ key }) => (key === undefined ? [] : [analyze(key, context)]));
  for (const { type } of keys)
    if (type.kind !== 'varchar')
      throw new AthenaError('INVALID_FUNCTION_ARGUMENT', `Invalid type of JSON object key: ${typeText(type)}`);
  const texts = values.map(({ sql }) => (node.absentOnNull ? sql : `coalesce(${sql}, 'null')`));
  const sql = node.what === 'OBJECT' ? objectOf(keys, texts, node.unique) : arrayOf(texts);
  const type = node.returning === undefined ? VARCHAR : typeOf(node.returning);
  const returned = returnAs(sql, type, name);
  const result = value(returned, type, ...values, ...keys);
  return { ...result, throws: result.throws || node.what === 'OBJECT' || node.members.some(({ isJson }) => isJson) };
}

const listOf = (texts: readonly string[]): string => `CAST([${texts.join(', ')}] AS VARCHAR[])`;

const arrayOf = (texts: readonly string[]): string =>
  `('[' || array_to_string(list_filter(${listOf(texts)}, lambda e: e IS NOT NULL), ',') || ']')`;

function objectOf(keys: readonly Value[], texts: readonly string[], unique: boolean): string {
  if (keys.length === 0) return quote('{}');
  const json = (list: readonly string[]): string => `CAST(to_json(${listOf(list)}) AS VARCHAR)`;
  return `t_json_object(${json(keys.map(({ sql }) => sql))}, ${json(texts)}, ${unique ? 'TRUE' : 'FALSE'})`;
}

function returnAs(sql: string, type: Type, name: string): string {
  if (type.kind === 'varchar') return convert(sql, VARCHAR, type, false);
  if (type.kind === 'varbinary') return `encode(${sql})`;
  throw new RefusedError(`${name} RETURNING ${typeText(type)}`, 'varchar');
}

/** What becomes a member. */
interface Member {
  readonly given: Value;
  readonly isJson: boolean;
  readonly node: Expression;
}

/** The JSON text of a member: what is JSON already is taken as it is. */
export function jsonMember({ given, isJson, node }: Member, where: string): Value {
  const isOwn = node.kind === 'jsonConstructor' || (node.kind === 'jsonPath' && node.what === 'QUERY');
  if (isOwn && given.type.kind === 'varchar') return given;
  const { kind } = given.type;
  if (isJson) {
    if (kind !== 'varchar')
      throw new AthenaError(
        'TYPE_MISMATCH',
        `Cannot read input of type ${typeText(given.type)} as JSON using formatting JSON`,
      );
    return { ...value(`t_json_member(${given.sql})`, VARCHAR, given), throws: true };
  }
  switch (kind) {
    case 'array':
    case 'map':
    case 'row':
    case 'varbinary':
      throw new AthenaError(
        'NOT_SUPPORTED',
        `Unsupported type of value passed to ${where} function: ${typeText(given.type)}`,
      );
    case 'real':
      throw new RefusedError(`${where} of a real`, 'CAST(.. AS double)', 'has it');
    case 'unknown':
    case 'boolean':
    case 'tinyint':
    case 'smallint':
    case 'integer':
    case 'bigint':
    case 'decimal':
    case 'double':
      return value(jsonText(given.sql, given.type), VARCHAR, given);
    default:
      return {
        ...value(jsonText(toVarchar(given.sql, given.type), VARCHAR), VARCHAR, given),
        throws: given.throws || kind === 'json',
      };
  }
}
