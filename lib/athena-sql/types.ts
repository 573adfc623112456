/** Trino's types, as the laptop knows them. */
export type Type =
  | { readonly kind: ScalarKind }
  | { readonly kind: 'decimal'; readonly precision: number; readonly scale: number }
  | { readonly kind: 'varchar'; readonly length?: number }
  | { readonly kind: 'char'; readonly length: number }
  | { readonly kind: 'time' | 'timetz' | 'timestamp' | 'timestamptz'; readonly precision: number }
  | { readonly kind: 'finetimestamp'; readonly precision: number }
  | { readonly kind: 'array'; readonly element: Type }
  | { readonly kind: 'map'; readonly key: Type; readonly value: Type }
  | { readonly kind: 'row'; readonly fields: readonly RowField[] };

export interface RowField {
  readonly name?: string;
  readonly type: Type;
}

export type ScalarKind =
  | 'unknown'
  | 'boolean'
  | 'tinyint'
  | 'smallint'
  | 'integer'
  | 'bigint'
  | 'real'
  | 'double'
  | 'varbinary'
  | 'date'
  | 'json'
  | 'uuid'
  | 'ipaddress'
  | 'intervalDay'
  | 'intervalYear';

export type DecimalType = Extract<Type, { kind: 'decimal' }>;

export const UNKNOWN: Type = { kind: 'unknown' };
export const BOOLEAN: Type = { kind: 'boolean' };
export const INTEGER: Type = { kind: 'integer' };
export const BIGINT: Type = { kind: 'bigint' };
export const DOUBLE: Type = { kind: 'double' };
export const REAL: Type = { kind: 'real' };
export const VARCHAR: Type = { kind: 'varchar' };
export const VARBINARY: Type = { kind: 'varbinary' };
export const DATE: Type = { kind: 'date' };
export const UUID: Type = { kind: 'uuid' };
export const IPADDRESS: Type = { kind: 'ipaddress' };
export const JSON_TYPE: Type = { kind: 'json' };
export const INTERVAL_DAY: Type = { kind: 'intervalDay' };
export const INTERVAL_YEAR: Type = { kind: 'intervalYear' };

export const decimal = (precision: number, scale: number): DecimalType => ({ kind: 'decimal', precision, scale });
export const varchar = (length: number): Type => ({ kind: 'varchar', length });
export const char = (length: number): Type => ({ kind: 'char', length });
export const time = (precision: number): Type => ({ kind: 'time', precision });
export const timeWithZone = (precision: number): Type => ({ kind: 'timetz', precision });
/** One of more than six digits is held in another way, and so is another kind. */
export const timestamp = (precision: number): Type => ({
  kind: precision > 6 ? 'finetimestamp' : 'timestamp',
  precision,
});
export const timestampTz = (precision: number): Type => ({ kind: 'timestamptz', precision });
export const array = (element: Type): Type => ({ kind: 'array', element });
export const map = (key: Type, value: Type): Type => ({ kind: 'map', key, value });

/** Trino's greatest length of a char. */
export const LONGEST_CHAR = 65_536;

export const isText = (type: Type): type is TextType => type.kind === 'varchar' || type.kind === 'char';
export type TextType = Extract<Type, { readonly kind: 'varchar' | 'char' }>;

/** The kinds of integers, the shortest first. */
export const INTEGERS = ['tinyint', 'smallint', 'integer', 'bigint'] as const;
export const isInteger = (type: Type): boolean => (INTEGERS as readonly string[]).includes(type.kind);
export const isFloating = (type: Type): boolean => type.kind === 'double' || type.kind === 'real';
export const isNumeric = (type: Type): boolean => isInteger(type) || isFloating(type) || type.kind === 'decimal';

/** An integer as the decimal that holds all its values. */
export function integerAsDecimal(type: Type): DecimalType | undefined {
  const digits = { tinyint: 3, smallint: 5, integer: 10, bigint: 19 }[type.kind as (typeof INTEGERS)[number]] as
    | number
    | undefined;
  return digits === undefined ? undefined : decimal(digits, 0);
}

/** Trino's name of a type, as typeof() and DESCRIBE print it. */
export function typeText(type: Type): string {
  switch (type.kind) {
    case 'decimal':
      return `decimal(${type.precision},${type.scale})`;
    case 'varchar':
      return type.length === undefined ? 'varchar' : `varchar(${type.length})`;
    case 'char':
      return `char(${type.length})`;
    case 'time':
    case 'timestamp':
      return `${type.kind}(${type.precision})`;
    case 'finetimestamp':
      return `timestamp(${type.precision})`;
    case 'timetz':
      return `time(${type.precision}) with time zone`;
    case 'timestamptz':
      return `timestamp(${type.precision}) with time zone`;
    case 'intervalDay':
      return 'interval day to second';
    case 'intervalYear':
      return 'interval year to month';
    case 'array':
      return `array(${typeText(type.element)})`;
    case 'map':
      return `map(${typeText(type.key)}, ${typeText(type.value)})`;
    case 'row':
      return `row(${type.fields.map((f) => (f.name === undefined ? '' : `${fieldName(f.name)} `) + typeText(f.type)).join(', ')})`;
    default:
      return type.kind;
  }
}

const fieldName = (name: string): string =>
  /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;

/** The DuckDB type that holds a Trino type's values; `docs` of the representation are in representation.ts. */
export function duckType(type: Type): string {
  switch (type.kind) {
    case 'unknown':
    case 'varchar':
    case 'char':
    case 'json':
    case 'uuid':
      return 'VARCHAR';
    case 'decimal':
      return `DECIMAL(${type.precision},${type.scale})`;
    case 'real':
      return 'FLOAT';
    case 'varbinary':
    case 'ipaddress':
      return 'BLOB';
    case 'intervalDay':
    case 'intervalYear':
      return 'BIGINT';
    case 'time':
      return 'BIGINT';
    case 'timetz':
      return 'STRUCT(p BIGINT, o INTEGER)';
    case 'timestamptz':
      return 'STRUCT(t TIMESTAMP, z VARCHAR)';
    case 'finetimestamp':
      return 'STRUCT(t TIMESTAMP, p INTEGER)';
    case 'array':
      return `${duckType(type.element)}[]`;
    case 'map':
      return `MAP(${duckType(type.key)}, ${duckType(type.value)})`;
    case 'row':
      return `STRUCT(${type.fields.map((f, i) => `f${i + 1} ${duckType(f.type)}`).join(', ')})`;
    default:
      return type.kind.toUpperCase();
  }
}

/** Whether two types are one, row field names aside. */
export function sameType(a: Type, b: Type): boolean {
  return duckIdentity(a) === duckIdentity(b);
}

function duckIdentity(type: Type): string {
  if (type.kind === 'row') return `row(${type.fields.map((f) => duckIdentity(f.type)).join(',')})`;
  if (type.kind === 'array') return `array(${duckIdentity(type.element)})`;
  if (type.kind === 'map') return `map(${duckIdentity(type.key)},${duckIdentity(type.value)})`;
  return typeText(type);
}
