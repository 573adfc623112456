import { trinoType, type AthenaType, type ElementType, type NumberType } from '../config';

/** A way to read one DynamoDB type of an attribute as text, wherever the attribute is. */
export type Read = (descriptor: string) => string;

/** The column's SQL and, where it is cheaper to say than that it is not NULL, when a text is a value of the type. */
export interface TypedValue {
  readonly sql: string;
  readonly fits?: string;
}

/** The SQL of an attribute's value as a type; NULL where it is absent or is no value of the type. */
export function typedValue(type: AthenaType, read: Read): TypedValue {
  switch (type.kind) {
    case 'string':
      return { sql: read('S') };
    case 'bigint':
    case 'decimal':
    case 'double':
      return number(type, read('N'));
    case 'boolean':
      return { sql: bool(read('BOOL')) };
    case 'timestamp':
      return timestamp(read('S'));
    case 'date':
      return { sql: `TRY_CAST(${read('S')} AS date)` };
    case 'json':
      return { sql: `coalesce(${read('M')}, ${read('L')})` };
    case 'binary':
      return { sql: `TRY(from_base64(${read('B')}))` };
    case 'array':
      return { sql: array(type.element, read) };
  }
}

/** An instant as programs write it, on a day that every month of that name has; to tell it so takes a third of reading it. */
export const USUAL_INSTANT =
  '^[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,3})?Z$';

function timestamp(text: string): TypedValue {
  const sql = `CAST(TRY(from_iso8601_timestamp(${text})) AT TIME ZONE 'UTC' AS timestamp(3))`;
  return { sql, fits: `CASE WHEN regexp_like(${text}, '${USUAL_INSTANT}') THEN true ELSE ${sql} IS NOT NULL END` };
}

/** CAST would round 1.005 to 1.01 without a word; only a text with no more digits than the type has is a value of it. */
function number(type: NumberType, text: string): TypedValue {
  switch (type.kind) {
    case 'double':
      return { sql: `TRY_CAST(${text} AS double)` };
    case 'bigint':
      return { sql: `CASE WHEN regexp_like(${text}, '^-?[0-9]{1,19}$') THEN TRY_CAST(${text} AS bigint) END` };
    case 'decimal': {
      const whole = type.precision > type.scale ? `[0-9]{1,${type.precision - type.scale}}` : '0';
      const fraction = type.scale > 0 ? `(\\.[0-9]{1,${type.scale}}0*)?` : '';
      const fits = `regexp_like(${text}, '^-?${whole}${fraction}$')`;
      return { sql: `CASE WHEN ${fits} THEN TRY_CAST(${text} AS ${trinoType(type)}) END`, fits };
    }
  }
}

function bool(text: string): string {
  return `CASE ${text} WHEN 'true' THEN true WHEN 'false' THEN false END`;
}

/** A list whose elements all have the type, else a set of it; a list with another element in it is no such array. */
function array(element: ElementType, read: Read): string {
  const { list, set, scalar } = elements(element);
  const members = `TRY(transform(CAST(json_parse(${read('L')}) AS array(map(varchar, json))), x -> ${scalar(`CAST(element_at(x, '${list}') AS varchar)`)}))`;
  const ofList = complete(members);
  if (set === undefined) return ofList;
  const texts = `TRY(CAST(json_parse(${read(set)}) AS array(varchar)))`;
  return `coalesce(${ofList}, ${set === 'SS' ? texts : complete(`transform(${texts}, x -> ${scalar('x')})`)})`;
}

function elements(element: ElementType): { list: string; set?: string; scalar: (text: string) => string } {
  switch (element.kind) {
    case 'string':
      return { list: 'S', set: 'SS', scalar: (text) => text };
    case 'boolean':
      return { list: 'BOOL', scalar: bool };
    default:
      return { list: 'N', set: 'NS', scalar: (text) => number(element, text).sql };
  }
}

function complete(array: string): string {
  return `element_at(filter(ARRAY[${array}], a -> none_match(a, x -> x IS NULL)), 1)`;
}
