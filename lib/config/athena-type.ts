import { nearestName } from '../nearest-name';

/** The types of numbers; all but `double` are exact. */
export type NumberType =
  | { readonly kind: 'bigint' | 'double' }
  | { readonly kind: 'decimal'; readonly precision: number; readonly scale: number };

/** What an array can hold: the scalars that DynamoDB's lists and sets have. */
export type ElementType = NumberType | { readonly kind: 'string' | 'boolean' };

/** A column type that an attribute can be declared with, taken apart. */
export type AthenaType =
  | ElementType
  | { readonly kind: 'timestamp' | 'date' | 'json' | 'binary' }
  | { readonly kind: 'array'; readonly element: ElementType };

const ELEMENTS = ['string', 'bigint', 'decimal(p,s)', 'double', 'boolean'];

/** The declarable types but arrays, as a person would list them. */
export const SCALARS: readonly string[] = [...ELEMENTS, 'timestamp', 'date', 'json', 'binary'];

/** Types without parameters. */
const SIMPLE = SCALARS.filter((name) => !name.includes('('));

/** The declarable types as a person would list them; an error message's remedy. */
export const ATHENA_TYPES = `${SCALARS.join(', ')}, array<${ELEMENTS.join('|')}>`;

/**
 * Reads a type such as `bigint`, `decimal(12,2)` or `array<string>`, in Athena's DDL spelling.
 *
 * @returns undefined where Athena has no such type or no attribute can be read as it
 */
export function parseAthenaType(text: string): AthenaType | undefined {
  const type = text.trim().toLowerCase();
  if (SIMPLE.includes(type)) return { kind: type as 'string' };
  const decimal = /^decimal\(\s*(\d+)\s*,\s*(\d+)\s*\)$/.exec(type);
  if (decimal) {
    const [precision, scale] = [Number(decimal[1]), Number(decimal[2])];
    return precision >= 1 && precision <= 38 && scale <= precision ? { kind: 'decimal', precision, scale } : undefined;
  }
  const array = /^array<(.+)>$/.exec(type);
  const element = array?.[1] === undefined ? undefined : parseAthenaType(array[1]);
  return element && isElement(element) ? { kind: 'array', element } : undefined;
}

/** Names of other databases, and DynamoDB's own. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  int: 'bigint',
  integer: 'bigint',
  long: 'bigint',
  n: 'decimal(38,0)',
  number: 'decimal(38,0)',
  numeric: 'decimal(38,0)',
  decimal: 'decimal(38,0)',
  real: 'double',
  varchar: 'string',
  text: 'string',
  s: 'string',
  datetime: 'timestamp',
  map: 'json',
  list: 'json',
  array: 'array<string>',
  varbinary: 'binary',
};

/** What a wrong type most likely was to be, as a part of a message: `bigint, or `; empty where nothing is near. */
export function typeMeant(text: string): string {
  const wrong = text.trim().toLowerCase();
  const meant = Object.hasOwn(ELSEWHERE, wrong) ? ELSEWHERE[wrong] : nearestName(wrong, SIMPLE);
  return meant === undefined ? '' : `${meant}, or `;
}

function isElement(type: AthenaType): type is ElementType {
  return type.kind === 'decimal' || ELEMENTS.includes(type.kind);
}

/** The type in Hive's words, as Glue columns and Athena's DDL have it. */
export function hiveType(type: AthenaType): string {
  switch (type.kind) {
    case 'json':
      return 'string';
    case 'decimal':
      return `decimal(${type.precision},${type.scale})`;
    case 'array':
      return `array<${hiveType(type.element)}>`;
    default:
      return type.kind;
  }
}

/** The type as an attribute is declared with it; {@link parseAthenaType} reads it back. */
export function declaredType(type: AthenaType): string {
  return type.kind === 'json' ? 'json' : hiveType(type);
}

/** The type in Trino's words, as Athena's queries and the JSON inside a Glue view have it. */
export function trinoType(type: AthenaType): string {
  switch (type.kind) {
    case 'string':
    case 'json':
      return 'varchar';
    case 'binary':
      return 'varbinary';
    case 'timestamp':
      return 'timestamp(3)';
    case 'decimal':
      return `decimal(${type.precision},${type.scale})`;
    case 'array':
      return `array(${trinoType(type.element)})`;
    default:
      return type.kind;
  }
}
