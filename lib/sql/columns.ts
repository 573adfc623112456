import {
  columnName,
  hiveType,
  trinoType,
  type AthenaType,
  type Attribute,
  type ElementType,
  type NumberType,
  type Table,
} from '../config';
import { literal } from './text';

/** A typed column of the views: its name, its type in both vocabularies, and the SQL over `item` that gives it. */
export interface Column {
  readonly name: string;
  readonly trinoType: string;
  readonly hiveType: string;
  /** Expression over `item`; NULL where the attribute is absent or does not fit the type exactly. */
  readonly sql: string;
  /** True in a row whose attribute is there, is not NULL, and does not fit the type. */
  readonly misfit: string;
  /** The attribute as it stands in the item, as text; for examples. */
  readonly found: string;
}

/** The typed columns of a table's views: its key attributes, then the declared ones. */
export function columns(table: Table): Column[] {
  const declared = new Set(table.attributes.map(({ column }) => column));
  const keys = [table.partitionKey, table.sortKey]
    .filter((key) => key !== undefined)
    .filter(({ name }) => !declared.has(columnName([name])))
    .map(({ name, type }) => ({ name, path: [], type: KEY_TYPES[type], column: columnName([name]) }));
  return [...keys.map(toColumn), ...attributeColumns(table)];
}

/** The typed columns of the declared attributes alone. */
export function attributeColumns(table: Table): Column[] {
  return table.attributes.map(toColumn);
}

/** The condition that an item lacks a key attribute of the right type. */
export function keyless(table: Table): string {
  const keys = [table.partitionKey, ...(table.sortKey ? [table.sortKey] : [])];
  return keys.map(({ name, type }) => `${value(literal(name), type)} IS NULL`).join(' OR ');
}

/** The table's key as text, one row's differing from another's exactly when the keys differ. */
export function keyText(table: Table): string {
  const first = value(literal(table.partitionKey.name), table.partitionKey.type);
  if (!table.sortKey) return first;
  const second = value(literal(table.sortKey.name), table.sortKey.type);
  return `concat(CAST(length(${first}) AS varchar), ':', ${first}, ${second})`;
}

const KEY_TYPES = {
  S: { kind: 'string' },
  N: { kind: 'decimal', precision: 38, scale: 0 },
  B: { kind: 'binary' },
} as const satisfies Record<string, AthenaType>;

/** A way to read one DynamoDB type of an attribute, wherever the attribute is. */
type Read = (descriptor: string) => string;

function value(attribute: string, descriptor: string): string {
  return `element_at(element_at(item, ${attribute}), '${descriptor}')`;
}

function toColumn({ name, path, type, column }: Attribute): Column {
  const read = path.length === 0 ? topLevel(name) : nested(name, path);
  const whole =
    path.length === 0
      ? `element_at(item, ${literal(name)})`
      : `json_extract(${value(literal(name), 'M')}, '${jsonPath(path)}')`;
  const sql = expression(type, read);
  return {
    name: column,
    trinoType: trinoType(type),
    hiveType: hiveType(type),
    sql,
    misfit: `${whole} IS NOT NULL AND ${read('NULL')} IS NULL AND ${sql} IS NULL`,
    found: `json_format(CAST(${whole} AS json))`,
  };
}

function topLevel(name: string): Read {
  return (descriptor) => value(literal(name), descriptor);
}

/** Inside a map every attribute is JSON with its descriptor, so `{"chef":{"S":"..."}}` below `detail`. */
function nested(name: string, path: readonly string[]): Read {
  return (descriptor) => {
    const json = `${value(literal(name), 'M')}, '${jsonPath(path)}["${descriptor}"]'`;
    return /^(L|M|SS|NS|BS)$/.test(descriptor) ? `json_format(json_extract(${json}))` : `json_extract_scalar(${json})`;
  };
}

function jsonPath(path: readonly string[]): string {
  return `$${path.map((name) => `["${name.replaceAll("'", "''")}"]`).join('["M"]')}`;
}

function expression(type: AthenaType, read: Read): string {
  switch (type.kind) {
    case 'string':
      return read('S');
    case 'bigint':
    case 'decimal':
    case 'double':
      return number(type, read('N'));
    case 'boolean':
      return bool(read('BOOL'));
    case 'timestamp':
      return `CAST(TRY(from_iso8601_timestamp(${read('S')})) AT TIME ZONE 'UTC' AS timestamp(3))`;
    case 'date':
      return `TRY_CAST(${read('S')} AS date)`;
    case 'json':
      return `coalesce(${read('M')}, ${read('L')})`;
    case 'binary':
      return `TRY(from_base64(${read('B')}))`;
    case 'array':
      return array(type.element, read);
  }
}

/** CAST would round 1.005 to 1.01 without a word; only a text that has no more digits than the type is a value of it. */
function number(type: NumberType, text: string): string {
  if (type.kind === 'double') return `TRY_CAST(${text} AS double)`;
  const fraction = type.kind === 'decimal' && type.scale > 0 ? `(\\.[0-9]{1,${type.scale}}0*)?` : '';
  return `CASE WHEN regexp_like(${text}, '^-?[0-9]+${fraction}$') THEN TRY_CAST(${text} AS ${trinoType(type)}) END`;
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
      return { list: 'N', set: 'NS', scalar: (text) => number(element, text) };
  }
}

function complete(array: string): string {
  return `element_at(filter(ARRAY[${array}], a -> none_match(a, x -> x IS NULL)), 1)`;
}
