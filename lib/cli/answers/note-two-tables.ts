import { twoTablesText, type PublishedNight } from '../../night';
import { note } from '../terminal/print';

/** Says that two nights which are compared are those of two tables, where that is known. */
export function noteTwoTables(earlier: PublishedNight | undefined, later: PublishedNight | undefined): void {
  const text = earlier && later && twoTablesText(earlier, later);
  if (text !== undefined) note(text);
}
