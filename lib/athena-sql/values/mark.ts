const NUL = '\0';

/**
 * A name in generated SQL that is found again and replaced when the rest is known: a relation, a lambda's parameter. It is
 * between two NULs, which no text of a statement has (see tokenize): so no literal and no name is ever taken for a mark.
 */
export const mark = (name: string): string => `${NUL}${name}${NUL}`;

const LEFT = new RegExp(`${NUL}([a-z0-9]+)${NUL}`, 'g');

/** The SQL in which the marks that nothing has replaced are names. */
export const removeMarks = (sql: string): string => sql.replaceAll(LEFT, (_, name: string) => name);
