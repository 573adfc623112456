import { note } from '../terminal/print';

/** Says which tables and views of scratch went with the nights that they were made of. */
export function noteLostTables(tables: readonly string[]): void {
  note(`Removed with the nights that they were made of: ${tables.join(', ')}`);
}
