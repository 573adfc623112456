/*
 * Statements that are no queries, as Athena has them: those that show what there is (its statement type UTILITY), EXPLAIN,
 * and those that make and drop tables and views (DDL).
 */

/** A table, view or database by its name, in lower case. */
export interface NamePath {
  /** Undefined where the name has one part. */
  readonly database: string | undefined;
  readonly name: string;
  readonly offset: number;
}

export type ShowStatement =
  | {
      readonly kind: 'showTables' | 'showViews';
      readonly database: string | undefined;
      readonly pattern: string | undefined;
    }
  | { readonly kind: 'showDatabases' | 'showFunctions'; readonly pattern: string | undefined }
  | { readonly kind: 'showColumns' | 'showPartitions' | 'showCreateTable' | 'showCreateView'; readonly table: NamePath }
  | { readonly kind: 'showTableProperties'; readonly table: NamePath; readonly property: string | undefined }
  | { readonly kind: 'describe'; readonly table: NamePath };

export interface ExplainStatement {
  readonly kind: 'explain';
  /** The statement that is explained, where it stands: with blanks in place of all before it, for messages. */
  readonly sql: string;
  /** Whether it asks only if the statement is right. */
  readonly validates: boolean;
}

export interface CreateTableStatement {
  readonly kind: 'createTable';
  readonly table: NamePath;
  readonly ifNotExists: boolean;
  /** Names in lower case, values as literals have them. */
  readonly properties: ReadonlyMap<string, string>;
  /** The query, where it stands. */
  readonly sql: string;
  readonly withData: boolean;
}

export interface CreateViewStatement {
  readonly kind: 'createView';
  readonly view: NamePath;
  readonly orReplace: boolean;
  /** The query, where it stands. */
  readonly sql: string;
}

export interface DropStatement {
  readonly kind: 'drop';
  readonly what: 'TABLE' | 'VIEW';
  readonly table: NamePath;
  readonly ifExists: boolean;
}

export type OtherStatement =
  | ShowStatement
  | ExplainStatement
  | CreateTableStatement
  | CreateViewStatement
  | DropStatement;
