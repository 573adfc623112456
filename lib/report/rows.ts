import type { Answer, AnswerColumn, TextRow } from '../target';

/** The first rows of a result. */
export interface KeptRows {
  readonly columns: readonly AnswerColumn[];
  readonly rows: readonly TextRow[];
  /** Number of all rows. */
  readonly total: number;
}

/** Characters of a value that are kept: an item can have 400 KB. */
export const MOST_CHARACTERS = 280;

/** Reads a result to its end, without holding it, and keeps the first rows; long texts are cut. */
export async function firstRows({ columns, rows }: Answer, most: number): Promise<KeptRows> {
  const kept: TextRow[] = [];
  let total = 0;
  for await (const batch of rows) {
    kept.push(...batch.slice(0, most - kept.length).map((row) => row.map(cut)));
    total += batch.length;
  }
  return { columns, rows: kept, total };
}

function cut(text: string | undefined): string | undefined {
  if (text === undefined || text.length <= MOST_CHARACTERS) return text;
  // Not through the middle of a character beyond the first 65,536.
  const end = /[\uD800-\uDBFF]/.test(text.charAt(MOST_CHARACTERS - 1)) ? MOST_CHARACTERS - 1 : MOST_CHARACTERS;
  return `${text.slice(0, end)}…`;
}
