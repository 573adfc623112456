import { didYouMean } from '../../nearest-name';
import { AthenaError, RefusedError } from '../errors';
import type { Identifier } from '../syntax/ast';
import { parseStatement } from '../syntax/statement';
import type { TableColumns } from '../catalog';
import { analyzeInnerQuery } from './analyze';
import type { QueryResult, Session } from './scope';

/** A table's columns and SQL, or a view's query, by a name of one to three parts. */
export function openTable(
  parts: readonly Identifier[],
  session: Session,
): TableColumns | { readonly query: QueryResult } {
  const names = parts.map((p) => p.name.toLowerCase());
  const table = names.at(-1) ?? '';
  const database = names.at(-2) ?? session.database;
  if (names.length > 3 || (names.length === 3 && names[0] !== 'awsdatacatalog'))
    throw new RefusedError(`The catalog ${parts[0]?.name ?? ''}`, 'awsdatacatalog', 'has not');
  if (database === 'information_schema') throw new RefusedError('information_schema', undefined, 'has it');
  const shape = session.catalog.find(database, table);
  if (shape === undefined) throw notFound(database, table, session);
  if (shape.kind === 'table') return shape;
  const id = `${database}.${table}`;
  if (session.views.includes(id)) throw new AthenaError('VIEW_IS_RECURSIVE', `View '${id}' is recursive`);
  const { query, parameters } = parseStatement(shape.sql);
  if (parameters > 0) throw new AthenaError('INVALID_PARAMETER_USAGE', `View '${id}' has parameters`);
  const inner: Session = {
    ...session,
    sql: shape.sql,
    database: shape.database,
    views: [...session.views, id],
    ctes: new Map(),
    parameters: [],
  };
  return { query: analyzeInnerQuery(query, inner, undefined) };
}

function notFound(database: string, table: string, session: Session): AthenaError {
  const known = session.catalog.names(database);
  const there =
    known.length === 0 ? `Database ${database} has no tables, or is not there` : `There are: ${known.join(', ')}`;
  const base = table.endsWith('$partitions') ? table.slice(0, -'$partitions'.length) : undefined;
  if (base !== undefined && known.includes(base))
    return new AthenaError(
      'TABLE_NOT_FOUND',
      `Table 'awsdatacatalog.${database}.${table}' does not exist: ${base} is a view, and partitions are of tables. ${there}`,
    );
  const meant = didYouMean(table, known);
  return new AthenaError(
    'TABLE_NOT_FOUND',
    `Table 'awsdatacatalog.${database}.${table}' does not exist.${meant} ${there}`,
  );
}
