import type { ResultColumn, SourceResult } from './source';

/** The first rows of a result. */
export interface KeptRows {
  readonly columns: readonly ResultColumn[];
  readonly rows: readonly (readonly (string | undefined)[])[];
  /** Whether there are more. */
  readonly more: boolean;
}

/** Characters of a value that are kept: an item can have 400 KB. */
export const MOST_CHARACTERS = 280;

/** Reads the first rows of a result, and no further; long texts are cut. */
export async function firstRows({ columns, rows }: SourceResult, most: number): Promise<KeptRows> {
  const kept: (readonly (string | undefined)[])[] = [];
  for await (const batch of rows) {
    const room = most - kept.length;
    kept.push(...batch.slice(0, room).map((row) => row.map(cut)));
    if (batch.length > room) return { columns, rows: kept, more: true };
  }
  return { columns, rows: kept, more: false };
}

function cut(text: string | undefined): string | undefined {
  if (text === undefined || text.length <= MOST_CHARACTERS) return text;
  // Not through the middle of a character beyond the first 65,536.
  const end = /[\uD800-\uDBFF]/.test(text.charAt(MOST_CHARACTERS - 1)) ? MOST_CHARACTERS - 1 : MOST_CHARACTERS;
  return `${text.slice(0, end)}…`;
}
