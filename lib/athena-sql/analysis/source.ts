import { AthenaError } from '../errors';
import type { Identifier } from '../syntax/ast';
import { columnValue, fresh, type Field, type QueryResult, type Scope, type Session } from './scope';

/** A relation as it stands in DuckDB's FROM, and the columns it gives. */
export interface Source {
  readonly sql: string;
  /** DuckDB's name of it, where it is one relation. */
  readonly alias?: string;
  readonly fields: readonly Field[];
  /** Whether it has no row for certain, asked when its scans have been pruned. */
  readonly isEmpty: () => boolean;
  /** Rows that it has at most, where the statement alone tells. */
  readonly mostRows?: number | undefined;
}

export const scopeOf = (fields: readonly Field[], parent: Scope | undefined): Scope => ({
  fields,
  ...(parent === undefined ? {} : { parent }),
});

/** A query's columns under a new alias. */
export function querySource(result: QueryResult, session: Session): Source {
  const alias = fresh(session, 'r');
  const fields = result.columns.map((c, i): Field => ({
    name: c.name,
    relation: undefined,
    value: columnValue(`${alias}.c${i + 1}`, c),
  }));
  const { mostRows } = result;
  return { sql: `(${result.sql}) AS ${alias}`, alias, fields, isEmpty: () => result.isEmpty === true, mostRows };
}

/** A relation with an alias, and perhaps one for each of its columns. */
export function renameSource(source: Source, alias: Identifier, columns: readonly Identifier[] | undefined): Source {
  const shown = source.fields.filter((f) => f.hidden !== true);
  const renameField = (f: Field): Field => ({
    name: f.name,
    relation: alias.name,
    value: f.value,
    ...(f.hidden === true ? { hidden: true } : {}),
  });
  if (columns === undefined) return { ...source, fields: source.fields.map(renameField) };
  if (columns.length !== shown.length) {
    throw new AthenaError(
      'MISMATCHED_COLUMN_ALIASES',
      `Column alias list has ${columns.length} entries but '${alias.name}' has ${shown.length} columns available`,
    );
  }
  return { ...source, fields: shown.map((f, i) => ({ ...renameField(f), name: columns[i]?.name })) };
}
