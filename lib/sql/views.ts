import { entityViews, type Entity, type EntityViews, type Resources, type Table } from '../config';
import { columnSet, testStoredEntity, selectStored } from './columnar';
import { columns, type Column } from './columns';
import { isOf } from './entity';
import { identifier, literal, ownTable, tableIdentifier } from './text';

/** A view's SQL, in Athena's dialect, and the columns that it gives. */
export interface View {
  readonly name: string;
  readonly columns: readonly Pick<Column, 'name' | 'trinoType' | 'hiveType'>[];
  readonly sql: string;
}

const EXPORT_DATE = { name: 'export_date', trinoType: 'varchar', hiveType: 'string' };

/** All views of a table: its own, then those of each entity, which have the items of the entity alone. */
export function views(table: Table, names: Resources): View[] {
  const own = { names, typed: columns(table), conditions: [] };
  return [
    ...viewsOf(table, names, own),
    ...table.entities.flatMap((entity) => {
      const viewed = { names, typed: columns(table, entity), conditions: [isOf(entity)] };
      return viewsOf(table, entityViews(table.name, entity.name), viewed, entity);
    }),
  ];
}

/** The newest verified night as a check reads the night that is validated: the typed columns, and `item` as it was exported. */
export function newestItems(table: Table, names: Resources): string {
  const typed = columns(table);
  // a declared attribute may be called so
  const item = typed.some(({ name }) => name === 'item') ? [] : [{ name: 'item', sql: 'item' }];
  return newestQuery({ names, typed: [...typed, ...item], conditions: [] });
}

/** The views of a table, or of an entity of it. */
function viewsOf(table: Table, called: EntityViews, viewed: Viewed, entity?: Entity): View[] {
  if (table.columnar) return columnarViews(table, called, viewed, entity);
  return [historyView(called.history, viewed), newestView(called.newest, viewed)];
}

/** What the query of a view is made from. */
interface Selected {
  readonly names: Resources;
  readonly typed: readonly Pick<Column, 'sql' | 'name'>[];
  /** What an item must be to be seen. */
  readonly conditions: readonly string[];
}

/** What a view is made from. */
interface Viewed extends Selected {
  readonly typed: readonly Column[];
}

/** Typed columns over every verified night. */
function historyView(name: string, { names, typed, conditions }: Viewed): View {
  return {
    name,
    columns: [...typed, EXPORT_DATE],
    sql: `SELECT
${select(typed)},
  export_date
FROM ${ownTable(names, 'raw')}${formatWhere(conditions)}`,
  };
}

/**
 * Typed columns over the newest verified night. The slot is a literal, so never more than one night is read; the date is
 * found by the export's id in the path, among the partitions' values alone.
 */
function newestView(name: string, viewed: Viewed): View {
  return { name, columns: [...viewed.typed, EXPORT_DATE], sql: newestQuery(viewed) };
}

function newestQuery({ names, typed, conditions }: Selected): string {
  return `SELECT
${select(typed)},
  night.export_date
FROM ${ownTable(names, 'latest')}
LEFT JOIN (
  SELECT export_id, max(export_date) AS export_date
  FROM ${tableIdentifier(names.database, `${names.files}$partitions`)}
  GROUP BY export_id
) AS night ON night.export_id = element_at(split("$path", '/'), -3)${formatWhere([NEWEST, ...conditions])}`;
}

/**
 * The same two views where nights are columnar: the columns of files that have them as they are declared, and of all other
 * files the items. A file has one such set, so its statistics tell whether it must be read at all.
 */
function columnarViews(table: Table, { history, newest }: EntityViews, viewed: Viewed, entity?: Entity): View[] {
  const set = literal(columnSet(table));
  const another = { ...viewed, conditions: [`column_set IS DISTINCT FROM ${set}`, ...viewed.conditions] };
  const stored = [`column_set = ${set}`, ...(entity === undefined ? [] : [testStoredEntity(table, entity)])];
  const { names } = viewed;
  const from = (tableName: string, date: string, conditions: readonly string[]) => `SELECT
${select(selectStored(table, entity))},
  ${date}
FROM ${tableIdentifier(names.database, tableName)}${formatWhere(conditions)}`;
  const both = (columnar: string, items: View): View => ({ ...items, sql: `${columnar}\nUNION ALL\n${items.sql}` });
  return [
    both(from(names.raw, 'export_date', stored), historyView(history, another)),
    both(from(names.latest, 'export_night AS export_date', [NEWEST, ...stored]), newestView(newest, another)),
  ];
}

const NEWEST = "slot = 'newest'";

function formatWhere(conditions: readonly string[]): string {
  return conditions.length === 0 ? '' : `\nWHERE ${conditions.join(' AND ')}`;
}

function select(typed: readonly Pick<Column, 'sql' | 'name'>[]): string {
  return typed.map(({ sql, name }) => `  ${sql} AS ${identifier(name)}`).join(',\n');
}
