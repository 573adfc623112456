import { RefusedError } from '../errors';
import {
  array,
  char,
  DATE,
  decimal,
  DOUBLE,
  integerAsDecimal,
  INTEGERS,
  isInteger,
  isNumeric,
  isText,
  LONGEST_CHAR,
  map,
  REAL,
  time,
  timestamp,
  timestampTz,
  timeWithZone,
  VARCHAR,
  varchar,
  type RowField,
  type TextType,
  type Type,
} from '../types';

/** The type both sides are brought to without a CAST, or undefined: Trino then says TYPE_MISMATCH. */
export function commonType(a: Type, b: Type): Type | undefined {
  if (a.kind === 'unknown') return b;
  if (b.kind === 'unknown') return a;
  if (isText(a) && isText(b)) return commonText(a, b);
  if (isNumeric(a) && isNumeric(b)) return commonNumeric(a, b);
  if (a.kind === 'array' && b.kind === 'array') return mapType(commonType(a.element, b.element), array);
  if (a.kind === 'map' && b.kind === 'map') {
    const key = commonType(a.key, b.key);
    const value = commonType(a.value, b.value);
    return key && value && map(key, value);
  }
  if (a.kind === 'row' && b.kind === 'row') return commonRow(a.fields, b.fields);
  if (isTemporal(a) && isTemporal(b)) return commonTemporal(a, b);
  if ((a.kind === 'time' || a.kind === 'timetz') && (b.kind === 'time' || b.kind === 'timetz')) {
    const precision = Math.max(a.precision, b.precision);
    return a.kind === 'time' && b.kind === 'time' ? time(precision) : timeWithZone(precision);
  }
  return a.kind === b.kind ? a : undefined;
}

const mapType = <T>(type: Type | undefined, wrap: (type: Type) => T): T | undefined =>
  type === undefined ? undefined : wrap(type);

/** A text beside a char becomes one. */
function commonText(a: TextType, b: TextType): Type {
  const length = Math.max(a.length ?? Infinity, b.length ?? Infinity);
  if (a.kind === 'char' || b.kind === 'char') return char(Math.min(LONGEST_CHAR, length));
  return length === Infinity ? VARCHAR : varchar(length);
}

function commonNumeric(a: Type, b: Type): Type {
  if (a.kind === 'double' || b.kind === 'double') return DOUBLE;
  if (a.kind === 'real' || b.kind === 'real') return REAL;
  if (isInteger(a) && isInteger(b))
    return INTEGERS.indexOf(a.kind as 'bigint') >= INTEGERS.indexOf(b.kind as 'bigint') ? a : b;
  const x = a.kind === 'decimal' ? a : integerAsDecimal(a);
  const y = b.kind === 'decimal' ? b : integerAsDecimal(b);
  if (x === undefined || y === undefined) return DOUBLE;
  const scale = Math.max(x.scale, y.scale);
  const whole = Math.max(x.precision - x.scale, y.precision - y.scale);
  return decimal(Math.min(38, whole + scale), scale);
}

function commonRow(a: readonly RowField[], b: readonly RowField[]): Type | undefined {
  if (a.length !== b.length) return undefined;
  const fields: RowField[] = [];
  for (const [i, left] of a.entries()) {
    const right = b[i];
    const type = right && commonType(left.type, right.type);
    if (type === undefined) return undefined;
    fields.push(left.name !== undefined && left.name === right?.name ? { name: left.name, type } : { type });
  }
  return { kind: 'row', fields };
}

type Temporal = Extract<Type, { readonly precision: number }> | { readonly kind: 'date' };
const isTemporal = (type: Type): type is Temporal =>
  ['date', 'timestamp', 'timestamptz', 'finetimestamp'].includes(type.kind);
const precisionOf = (type: Temporal): number => ('precision' in type ? type.precision : 0);

function commonTemporal(a: Temporal, b: Temporal): Type {
  const precision = Math.max(precisionOf(a), precisionOf(b));
  if (a.kind === 'timestamptz' || b.kind === 'timestamptz') {
    if (precision > 6)
      throw new RefusedError(`A timestamp of precision ${precision} with time zone`, 'at most 6', 'has it');
    return timestampTz(precision);
  }
  return a.kind === 'date' && b.kind === 'date' ? DATE : timestamp(precision);
}
