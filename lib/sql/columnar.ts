import { createHash } from 'node:crypto';
import { MAX_COLUMN_NAME, type Entity, type Table } from '../config';
import { attributeColumns, columns, keyText, type Column } from './columns';
import { isOf } from './entity';
import { fingerprint } from './incremental/fingerprint';
import { identifier, literal } from './text';
import { rememberByObject } from './remember';

/** A column of the Parquet files of columnar nights, and of the Glue tables over them. */
export interface StoredColumn extends Pick<Column, 'name' | 'trinoType' | 'hiveType'> {
  readonly comment: string;
}

/** The columns that columnar nights have so that views and validation need not read the item. */
interface TypedColumn extends StoredColumn, Kept {}

/** A value that is kept in a column: where SQL and type are the same, in the same one. */
type Kept = Pick<Column, 'sql' | 'hiveType'>;

const ITEM: StoredColumn = {
  name: 'item',
  trinoType: 'map(varchar, map(varchar, varchar))',
  hiveType: 'map<string,map<string,string>>',
  comment: 'attribute -> DynamoDB type -> value',
};

/** What nights are merged and proven by, so that nothing else of their items need be read. */
const ITEM_FACTS: readonly StoredColumn[] = [
  makeTextColumn('item_key', 'values of the key attributes'),
  { name: 'item_fingerprint', trinoType: 'bigint', hiveType: 'bigint', comment: 'fingerprint of the item' },
  makeTextColumn('item_facts', 'form of item_key and item_fingerprint'),
];

/** The columns of the views of a table, or of an entity, taken out of files that have them. */
export function selectStored(table: Table, entity?: Entity): Pick<Column, 'sql' | 'name'>[] {
  const stored = nameStored(table);
  return columns(table, entity).map((column) => ({ sql: identifier(stored(column)), name: column.name }));
}

/** The condition that an item is one of the entity, in files that have the column that tells it. */
export function testStoredEntity(table: Table, entity: Entity): string {
  return identifier(nameStored(table)(isOfColumn(entity)));
}

/** All columns, the item first, as the tables of nights that are not columnar have it. */
export function listStoredColumns(table: Table): StoredColumn[] {
  return [
    ITEM,
    ...listTypedColumns(table),
    makeTextColumn('source_file', 'data file of the export that the item is from'),
    makeTextColumn('export_night', 'export_date of the night'),
    makeTextColumn('column_set', 'which typed columns the file has'),
    ...(table.incremental ? ITEM_FACTS : []),
  ];
}

/**
 * What a night's items are made into, one expression for each of the stored columns; see {@link listStoredColumns}.
 *
 * @param path SQL of the data file that the item is from
 */
export function listStoredValues(table: Table, exportDate: string, path = '"$path"'): string[] {
  const typed = listTypedColumns(table).map(({ sql }) => sql);
  const facts = [keyText(table), fingerprint('item'), literal(ITEM_FACTS_FORM)];
  return ['item', ...typed, path, literal(exportDate), literal(columnSet(table)), ...(table.incremental ? facts : [])];
}

/**
 * The same for the items of a night that is there already, lines or Parquet: what its files have as it is wanted is taken as it
 * is, and all else made of the item.
 */
export function listCarriedValues(table: Table, exportDate: string): string[] {
  const set = literal(columnSet(table));
  const typed = listTypedColumns(table).map(
    ({ name, sql }) => `CASE WHEN column_set = ${set} THEN ${identifier(name)} ELSE ${sql} END`,
  );
  const { key, ofItem } = readCarriedFacts(table);
  return [
    'item',
    ...typed,
    'coalesce(source_file, "$path")',
    literal(exportDate),
    set,
    key,
    ofItem,
    literal(ITEM_FACTS_FORM),
  ];
}

/** Key and fingerprint of the items of a night that is there already. */
export function readCarriedFacts(table: Table): { readonly key: string; readonly ofItem: string } {
  const keepOrMake = (column: string, sql: string) => `CASE WHEN ${HAS_ITEM_FACTS} THEN ${column} ELSE ${sql} END`;
  return { key: keepOrMake('item_key', keyText(table)), ofItem: keepOrMake('item_fingerprint', fingerprint('item')) };
}

/** The form of `item_key` and `item_fingerprint` that is written here; it changes with what they are made of. */
const ITEM_FACTS_FORM = '2';

/** The condition that a file has the facts of its items in the form that is written here. */
export const HAS_ITEM_FACTS = `item_facts = ${literal(ITEM_FACTS_FORM)}`;

/** The condition that it has them not; both are told by a file's statistics. */
export const LACKS_ITEM_FACTS = `item_facts IS DISTINCT FROM ${literal(ITEM_FACTS_FORM)}`;

/**
 * Names the typed columns and the SQL that gives them. The views read the columns of files that have this very set, and the
 * items of all others: a column that was declared today is not NULL in the nights before.
 */
export function columnSet(table: Table): string {
  const made = listTypedColumns(table).map(({ name, sql }) => `${name} ${sql}`);
  return createHash('sha256').update(made.join('\n')).digest('hex').slice(0, 16);
}

/**
 * For each declared attribute, in the order in which a validation numbers them: where its stored value is NULL although the
 * item has one, which then fits the type not. Those of entities are judged in the items of the entity alone.
 */
export function listStoredMisfits(table: Table): Pick<Column, 'misfit' | 'found'>[] {
  const stored = nameStored(table);
  const misfits = (of: Pick<Table, 'attributes'>, conditions: readonly string[]) =>
    attributeColumns(of).map((column) => ({
      misfit: [...conditions, `${identifier(stored(column))} IS NULL`, column.present].join(' AND '),
      found: column.found,
    }));
  return [
    ...misfits(table, []),
    ...table.entities.flatMap((entity) => misfits(entity, [identifier(stored(isOfColumn(entity)))])),
  ];
}

/** The typed columns of a table's columnar nights: those of its views, then what the views of its entities have besides. */
const listTypedColumns: (table: Table) => readonly TypedColumn[] = rememberByObject(makeTypedColumns);

function makeTypedColumns(table: Table): TypedColumn[] {
  const wanted = [
    ...columns(table).map((column) => ({ ...column, comment: `column ${column.name} of the views` })),
    ...table.entities.flatMap((entity) => [
      { ...isOfColumn(entity), comment: `whether the item is one of ${entity.name}` },
      ...columns(table, entity).map((column) => ({
        ...column,
        comment: `column ${column.name} of the views of ${entity.name}`,
      })),
    ]),
  ];
  const kept = new Map<string, TypedColumn>();
  const taken = new Set<string>();
  for (const column of wanted) {
    if (kept.has(identity(column))) continue;
    const name = chooseName(column, taken);
    taken.add(name);
    const { trinoType, hiveType, sql } = column;
    kept.set(identity(column), { name, trinoType, hiveType, sql, comment: column.comment.slice(0, MAX_COLUMN_NAME) });
  }
  return [...kept.values()];
}

/** What keeps the view of an entity from reading items to find its own: true in its items, else false or NULL. */
function isOfColumn(entity: Entity): Pick<Column, 'name' | 'trinoType' | 'hiveType' | 'sql'> {
  return { name: `is_${entity.name}`, trinoType: 'boolean', hiveType: 'boolean', sql: isOf(entity) };
}

/** The names of the columns that values are kept in. */
function nameStored(table: Table): (value: Kept) => string {
  const names = new Map(listTypedColumns(table).map((column) => [identity(column), column.name]));
  return (value) => names.get(identity(value)) ?? '';
}

function identity({ hiveType, sql }: Kept): string {
  return `${hiveType} ${sql}`;
}

/**
 * A name that no other column has, ending in the type, so that a night that was written before a type changed does not have
 * the column, instead of having it with another type, at which Athena fails. Of columns that differ in neither name nor
 * type, as two entities may have them, all but the first have a number behind it, which no type has.
 */
function chooseName({ name, hiveType }: Pick<Column, 'name' | 'hiveType'>, taken: ReadonlySet<string>): string {
  const type = hiveType.replace(/[^a-z0-9]+/g, '_').replace(/_$/, '');
  for (let number = 1; ; number++) {
    const ending = `__${type}${number === 1 ? '' : `_${number}`}`;
    const free = `${name.slice(0, MAX_COLUMN_NAME - ending.length)}${ending}`;
    if (!taken.has(free)) return free;
  }
}

function makeTextColumn(name: string, comment: string): StoredColumn {
  return { name, trinoType: 'varchar', hiveType: 'string', comment };
}
