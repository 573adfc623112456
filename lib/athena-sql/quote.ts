/** A string as a SQL literal. */
export const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A name as a quoted identifier. */
export const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`;
