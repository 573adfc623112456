import { columnName, hiveType, trinoType, type AthenaType, type Attribute, type Entity, type Table } from '../config';
import { isOf } from './entity';
import { literal } from './text';
import { typedValue, type Read } from './typed-value';
import { rememberByObject } from './remember';

/** A typed column of the views: its name, its type in both vocabularies, and the SQL over `item` that gives it. */
export interface Column {
  readonly name: string;
  readonly trinoType: string;
  readonly hiveType: string;
  /** Expression over `item`; NULL where the attribute is absent or does not fit the type exactly. */
  readonly sql: string;
  /** True in a row whose attribute is there, is not NULL, and does not fit the type. */
  readonly misfit: string;
  /** True in a row whose attribute is there and is not NULL. */
  readonly present: string;
  /** The attribute as it stands in the item, as text; for examples. */
  readonly found: string;
}

/** The typed columns of a table's views, or of an entity's: the key attributes, then the declared ones. */
export function columns(table: Table, entity?: Entity): Column[] {
  const attributes = [...table.attributes, ...(entity?.attributes ?? [])];
  const declared = new Set(attributes.map(({ column }) => column));
  const keys = [table.partitionKey, table.sortKey]
    .filter((key) => key !== undefined)
    .filter(({ name }) => !declared.has(columnName([name])))
    .map(({ name, type }) => ({ name, path: [], type: KEY_TYPES[type], column: columnName([name]) }));
  return [...keys, ...attributes].map(toColumn);
}

/** The typed columns of the attributes that are declared for a table, or for an entity, itself. */
export function attributeColumns({ attributes }: Pick<Table, 'attributes'>): Column[] {
  return attributes.map(toColumn);
}

/** A declared attribute as a validation judges it. */
export interface JudgedColumn extends Pick<Column, 'trinoType' | 'misfit' | 'found'> {
  /** The column or, of an entity, the entity's name, a dot, and the column: a column has no dot in it. */
  readonly name: string;
}

/** The attributes that are declared for entities, in whose items alone they are judged. */
function entityColumns({ entities }: Table): JudgedColumn[] {
  return entities.flatMap((entity) =>
    attributeColumns(entity).map(({ name, trinoType, misfit, found }) => ({
      name: `${entity.name}.${name}`,
      trinoType,
      misfit: `${isOf(entity)} AND ${misfit}`,
      found,
    })),
  );
}

/** All declared attributes, in the order in which a validation numbers them. */
export function listJudgedColumns(table: Table): JudgedColumn[] {
  return [...attributeColumns(table), ...entityColumns(table)];
}

/** The condition that an item lacks a key attribute of the right type. */
export function keyless(table: Table): string {
  const keys = [table.partitionKey, ...(table.sortKey ? [table.sortKey] : [])];
  return keys.map(({ name, type }) => `${value(literal(name), type)} IS NULL`).join(' OR ');
}

/** The key attributes of an item as they stand in it, for an example. */
export function keysFound(table: Table, item = 'item'): string {
  const keys = [table.partitionKey, ...(table.sortKey ? [table.sortKey] : [])];
  const texts = keys.map(
    ({ name }) =>
      `${literal(`${name}: `)}, coalesce(json_format(CAST(element_at(${item}, ${literal(name)}) AS json)), 'absent')`,
  );
  return `concat(${texts.join(", ', ', ")})`;
}

/**
 * The table's key as text, one row's differing from another's exactly when the keys differ; NULL where an attribute of it is
 * absent.
 *
 * @param item SQL of what has the key attributes
 */
export function keyText(table: Table, item = 'item'): string {
  const first = value(literal(table.partitionKey.name), table.partitionKey.type, item);
  if (!table.sortKey) return first;
  const second = value(literal(table.sortKey.name), table.sortKey.type, item);
  return `concat(CAST(length(${first}) AS varchar), ':', ${first}, ${second})`;
}

/** A text that {@link keyText} made, as a person reads it: the values of the key attributes. */
export function keyShown({ sortKey }: Pick<Table, 'sortKey'>, key: string): string {
  if (!sortKey) return key;
  const length = `CAST(split_part(${key}, ':', 1) AS bigint)`;
  const first = `strpos(${key}, ':') + 1`;
  return `concat(substr(${key}, ${first}, ${length}), ', ', substr(${key}, ${first} + ${length}))`;
}

const KEY_TYPES = {
  S: { kind: 'string' },
  N: { kind: 'decimal', precision: 38, scale: 0 },
  B: { kind: 'binary' },
} as const satisfies Record<string, AthenaType>;

function value(attribute: string, descriptor: string, item = 'item'): string {
  return `element_at(element_at(${item}, ${attribute}), '${descriptor}')`;
}

const toColumn = rememberByObject(makeColumn);

function makeColumn({ name, path, type, column }: Attribute): Column {
  const read = path.length === 0 ? topLevel(name) : readNested(name, path);
  const whole =
    path.length === 0
      ? `element_at(item, ${literal(name)})`
      : `json_extract(${value(literal(name), 'M')}, '${jsonPath(path)}')`;
  const { sql, fits } = typedValue(type, read);
  return {
    name: column,
    trinoType: trinoType(type),
    hiveType: hiveType(type),
    sql,
    // the last is asked of misfits alone
    misfit: `${whole} IS NOT NULL AND ${fits ? `${fits} IS DISTINCT FROM true` : `${sql} IS NULL`} AND ${read('NULL')} IS NULL`,
    present: `${whole} IS NOT NULL AND ${read('NULL')} IS NULL`,
    found: `json_format(CAST(${whole} AS json))`,
  };
}

function topLevel(name: string): Read {
  return (descriptor) => value(literal(name), descriptor);
}

/** Inside a map every attribute is JSON with its descriptor, so `{"chef":{"S":"..."}}` below `detail`. */
function readNested(name: string, path: readonly string[]): Read {
  return (descriptor) => {
    const json = `${value(literal(name), 'M')}, '${jsonPath(path)}["${descriptor}"]'`;
    return /^(L|M|SS|NS|BS)$/.test(descriptor) ? `json_format(json_extract(${json}))` : `json_extract_scalar(${json})`;
  };
}

function jsonPath(path: readonly string[]): string {
  return `$${path.map((name) => `["${name.replaceAll("'", "''")}"]`).join('["M"]')}`;
}
