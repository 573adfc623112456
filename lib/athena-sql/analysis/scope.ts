import { AthenaError } from '../errors';
import type { Catalog, TableColumns } from '../catalog';
import type { Scan, ScanOrigin } from '../values/scan';
import type { Expression, Query, Window } from '../syntax/ast';
import type { Type } from '../types';
import type { OpenX, PartitionColumn, Value } from '../values/value';
import { openXValue } from '../values/openx';

/** A column that an expression can name. */
export interface Field {
  readonly name: string | undefined;
  /** The alias or the name of the relation that it belongs to. */
  readonly relation: string | undefined;
  readonly value: Value;
  /** The database of a table without an alias: then `database.table.column` names it too. */
  readonly database?: string;
  readonly hidden?: boolean;
  /** Why it can't be used here although it exists. */
  readonly unusable?: () => AthenaError;
}

/** Names visible to an expression; a subquery sees its outer query's through `parent`. */
export interface Scope {
  readonly fields: readonly Field[];
  readonly parent?: Scope;
}

/** What stays the same throughout one statement. */
export interface Session {
  /** The text that is analyzed: the statement's, or a view's. */
  readonly sql: string;
  readonly catalog: Catalog;
  readonly database: string;
  /** Views being opened, outermost first. */
  readonly views: readonly string[];
  readonly parameters: readonly Value[];
  readonly names: { next: number };
  /** Start of the query in UTC, `2022-06-20 01:02:03.456`. */
  readonly now: string;
  readonly ctes: ReadonlyMap<string, Cte>;
  /** Begins the scan of a table under an alias. */
  readonly scan: (alias: string, table: TableColumns, origin: ScanOrigin) => Scan;
  /** The WHERE clauses of the queries around, as they are written. */
  readonly conditions?: readonly string[];
  /** Whether this SELECT gives its items as the SerDe spells them, not as DuckDB read them. */
  readonly spell?: boolean;
  readonly analyses: Analyses;
}

/**
 * The two analyses that all others need for what is within their own node. They are passed along, as an expression can have
 * queries in it and a query has expressions: imports would go in a circle. See analyze.ts.
 */
export interface Analyses {
  readonly expression: (node: Expression, context: Context) => Value;
  readonly query: (node: Query, session: Session, parent: Scope | undefined) => QueryResult;
}

export interface Cte {
  readonly sqlName: string;
  readonly columns: readonly OutputColumn[];
}

/** A column of a query's result; DuckDB's name of it is c1, c2, .. by its place. */
export interface OutputColumn {
  readonly name: string | undefined;
  readonly type: Type;
  readonly fromPartition?: boolean;
  /** An item or an attribute as DuckDB read it: it is spelled as the SerDe does where the column is used. */
  readonly openX?: OpenX['level'];
  /** As of a value: the rows of those columns come to this result as they are, all that a condition lets through. */
  readonly constantIn?: readonly PartitionColumn[] | undefined;
}

/** Columns of which a condition must not rule out partitions any more. */
export const notPassed = (columns: readonly OutputColumn[]): OutputColumn[] =>
  columns.map((column) => ({ ...column, constantIn: undefined }));

/** What a query's column is to the query around it. */
export function columnValue(sql: string, column: OutputColumn): Value {
  if (column.openX !== undefined) return openXValue(sql, column.openX, column.type);
  return {
    sql,
    type: column.type,
    throws: false,
    ...(column.fromPartition === true ? { fromPartition: true } : {}),
    ...(column.constantIn === undefined ? {} : { constantIn: column.constantIn }),
  };
}

/** A translated query. */
export interface QueryResult {
  readonly sql: string;
  readonly columns: readonly OutputColumn[];
  /** Whether it has no row for certain, by the partitions that are there. */
  readonly isEmpty?: boolean;
  /** Rows that it has at most, where the statement alone tells: of VALUES, an aggregate of all rows, LIMIT. */
  readonly mostRows?: number | undefined;
}

/** Where an expression stands. */
export interface Context {
  readonly session: Session;
  readonly scope: Scope;
  /** SELECT, WHERE, ..: for messages. */
  readonly clause: string;
  /** Set behind a GROUP BY: aggregates and group keys are then columns of an inner query. */
  readonly grouping?: GroupedQuery;
  /** Whether window functions may stand here. */
  readonly windows?: boolean;
  /** Windows of the WINDOW clause, by their names in lower case. */
  readonly namedWindows?: ReadonlyMap<string, Window>;
  /** Names that go before all others: lambda parameters, and a query's own columns in ORDER BY. */
  readonly local?: Scope;
}

/** The inner query of a SELECT that groups; see Grouping. */
export interface GroupedQuery {
  /** Where the expressions of the inner query stand. */
  readonly inner: Context;
  /** The group key that an expression is, if it is one. */
  keyOf(node: Expression, names: Pick<Context, 'local'>): Value | undefined;
  /** Adds an aggregate to the inner query, and gives the column that has it. */
  aggregate(inner: Value): Value;
  /** grouping(..) of these expressions, as SQL. */
  groupingOf(nodes: readonly Expression[]): string;
}

/** A name that the statement does not have yet. */
export const fresh = (session: Session, prefix: string): string => `${prefix}${session.names.next++}`;

/** What stands before a column's name. */
export interface Qualifier {
  readonly relation: string;
  readonly database?: string;
}

/** Finds a column by name, from the innermost scope outwards. Throws AMBIGUOUS_NAME. */
export function findField(scope: Scope | undefined, qualifier: Qualifier | undefined, name: string): Field | undefined {
  for (let at = scope; at !== undefined; at = at.parent) {
    const matches = at.fields.filter((f) => isSame(f.name, name) && isQualified(f, qualifier));
    if (matches.length > 1) throw new AthenaError('AMBIGUOUS_NAME', `Column '${name}' is ambiguous`);
    if (matches[0] !== undefined) return matches[0];
  }
  return undefined;
}

const isSame = (a: string | undefined, b: string): boolean => a?.toLowerCase() === b.toLowerCase();

function isQualified(field: Field, qualifier: Qualifier | undefined): boolean {
  if (qualifier === undefined) return true;
  if (!isSame(field.relation, qualifier.relation)) return false;
  return qualifier.database === undefined || isSame(field.database, qualifier.database);
}

/** The names an expression could have used, for a message. */
export function visibleNames(scope: Scope): string {
  const names = scope.fields.flatMap((f) => (f.name === undefined || f.hidden === true ? [] : [f.name]));
  return names.length === 0 ? 'There are no columns here' : `There are: ${[...new Set(names)].join(', ')}`;
}
