import { join } from 'node:path';

/** What a reader makes of a file of lines: the number of its rows and the items of some of them, or the name of an error. */
export type LineAnswer =
  | { readonly lines: number; readonly items: readonly (string | null)[] }
  | { readonly error: string };

/** A file of odd lines, most of them between two good ones, with what Trino's OpenX reader answered. */
export interface LineCase {
  readonly name: string;
  /** The file's text or, where that is no UTF-8, its bytes. */
  readonly text?: string;
  readonly base64?: string;
  /** Of a table that is published. */
  readonly strict: LineAnswer;
  /** Of the table of nights that are being verified, which has `ignore.malformed.json`. */
  readonly ignoreMalformed: LineAnswer;
}

/** The cases. `npm run lab -- record` asks Trino again. */
export const LINES_FILE = join(__dirname, '../../fixtures/openx-lines/lines.json');

export const bytesOf = ({ text, base64 = '' }: LineCase): Buffer =>
  text === undefined ? Buffer.from(base64, 'base64') : Buffer.from(text);

/** The statement for the items but those of the good lines around them, which are called g1 and g2. */
export const ITEMS_BETWEEN = (table: string): string =>
  `SELECT json_format(CAST(item AS json)) FROM ${table} WHERE coalesce(element_at(element_at(item, 'id'), 'S'), '') NOT IN ('g1', 'g2')`;
