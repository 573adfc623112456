import { AthenaError, RefusedError } from '../errors';
import { array, char, isText, LONGEST_CHAR, typeText, VARBINARY, VARCHAR, type Type } from '../types';
import { commonType } from '../values/common-type';
import { value, type Value } from '../values/value';
import { coerce } from '../values/coercion';

/** || and concat: NULL if a part is; texts, binaries and arrays, nothing converted. */
export function concatenate(left: Value, right: Value): Value {
  if (left.type.kind === 'array' || right.type.kind === 'array') return concatenateArrays(left, right);
  if (left.type.kind === 'unknown' || right.type.kind === 'unknown') return concatenateNull(left, right);
  if (isText(left.type) && isText(right.type) && (left.type.kind === 'char' || right.type.kind === 'char'))
    return concatenateChars(left, right, (left.type.length ?? LONGEST_CHAR) + (right.type.length ?? LONGEST_CHAR));
  const [kind] = [left.type.kind];
  if (kind !== right.type.kind || (kind !== 'varchar' && kind !== 'varbinary')) throw noConcat(left, right);
  const type = kind === 'varchar' ? VARCHAR : VARBINARY;
  return value(`(${left.sql} || ${right.sql})`, type, left, right);
}

/** A char with all its spaces, and a char or a text, which becomes one of its own length. */
function concatenateChars(left: Value, right: Value, length: number): Value {
  if (length > LONGEST_CHAR) throw new AthenaError('TYPE_NOT_FOUND', `Unknown type: char(${length})`);
  const [a, b] = [left, right].map((v) => coerce(v, char(isText(v.type) ? (v.type.length ?? 0) : 0)));
  return value(`(${a?.sql ?? ''} || ${b?.sql ?? ''})`, char(length), left, right);
}

const noConcat = (left: Value, right: Value): AthenaError =>
  new AthenaError(
    'FUNCTION_NOT_FOUND',
    `Unexpected parameters (${typeText(left.type)}, ${typeText(right.type)}) for function concat`,
  );

/** NULL beside varchar(n) is an array to Trino, NULL too; beside varchar it can't decide. */
function concatenateNull(left: Value, right: Value): Value {
  const other = left.type.kind === 'unknown' ? right : left;
  if (other.type.kind === 'unknown') throw new RefusedError('A concatenation with a literal NULL');
  if (other.type.kind !== 'varchar' || other.type.length === undefined) {
    throw new AthenaError(
      'AMBIGUOUS_FUNCTION_CALL',
      `Could not choose a best candidate for concat(${typeText(left.type)}, ${typeText(right.type)})`,
    );
  }
  return { sql: 'CAST(NULL AS VARCHAR[])', type: array(other.type), throws: false };
}

/** An element may stand on either side of an array. */
function concatenateArrays(left: Value, right: Value): Value {
  if (left.type.kind === 'unknown' || right.type.kind === 'unknown')
    throw new RefusedError('A concatenation of an array with a literal NULL');
  const type =
    commonType(asArray(left.type), asArray(right.type)) ??
    commonType(array(left.type), right.type) ??
    commonType(left.type, array(right.type));
  if ([left, right].some((v) => v.type.kind === 'array' && v.type.element.kind === 'unknown'))
    throw new RefusedError('A concatenation of an array without a type');
  if (type === undefined) throw noConcat(left, right);
  return value(`t_concat_lists(${listSql(left, type)}, ${listSql(right, type)})`, type, left, right);
}

const asArray = (type: Type): Type => (type.kind === 'array' ? type : array(type));

function listSql(v: Value, type: Type): string {
  if (commonType(v.type, type) !== undefined) return coerce(v, type).sql;
  const element = coerce(v, type.kind === 'array' ? type.element : type).sql;
  return v.literal === undefined || v.literal === null ? `t_list_of(${element})` : `[${element}]`;
}
