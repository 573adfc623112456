/** A statement that was refused or failed; its message is for the author of the statement. */
export class StatementError extends Error {
  override readonly name = 'StatementError';
}

/** A statement that needs more memory than a query may take on this machine. */
export class MemoryError extends StatementError {}

/** The query was stopped on request. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError';
}

/** A table that the database does not have; the message names those that it has. */
export class NoSuchTableError extends Error {
  override readonly name = 'NoSuchTableError';

  constructor(table: string, database: string, place: string, known: readonly string[]) {
    const there = known.length === 0 ? 'It has none.' : `It has ${[...known].sort().join(', ')}.`;
    super(`The database ${database} (${place}) has no table ${table}. ${there}`);
  }
}

/** There is nothing to ask yet: no night was ever run there. */
export class NoCatalogError extends Error {
  override readonly name = 'NoCatalogError';
}
