import type { Answer, TextRow } from '../../target';

/** All rows of an answer that is known to be small. */
export async function smallAnswer({ rows }: Answer): Promise<TextRow[]> {
  const all: TextRow[] = [];
  for await (const batch of rows) all.push(...batch);
  return all;
}
