/** What can be named in a statement. */
export interface KnownNames {
  /** Tables and views, each with its columns; those of another database as `database.table`. */
  readonly tables: ReadonlyMap<string, readonly string[]>;
  readonly functions: readonly string[];
  readonly saved: readonly string[];
  /** Dates of nights. */
  readonly nights: readonly string[];
}

/** Where the cursor is. */
export interface Place {
  /** What was typed of the statement in the lines before. */
  readonly text: string;
  /** The line up to the cursor. */
  readonly before: string;
  /** The line behind the cursor. */
  readonly after: string;
}

/** Texts that can stand for the word at the cursor, and the word. */
export type Candidates = readonly [candidates: string[], word: string];
