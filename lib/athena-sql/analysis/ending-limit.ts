import { tokenize, type Token } from '../syntax/tokens';

/**
 * The number of rows that a statement ends at: its last words `LIMIT n`, or `FETCH FIRST n ROWS ONLY`. Only the whole
 * statement can end so, since a query within it ends in a parenthesis.
 *
 * @returns undefined for a statement that ends in something else, or has no tokens of Trino
 */
export function endingLimit(sql: string): number | undefined {
  const words = tokens(sql).filter(({ kind, text }) => kind !== 'end' && text !== ';');
  const text = (back: number) => words.at(-back)?.text;
  if (text(2) === 'LIMIT') return whole(words.at(-1));
  if (text(1) !== 'ONLY' || !/^ROWS?$/.test(text(2) ?? '')) return undefined;
  return /^(FIRST|NEXT)$/.test(text(3) ?? '') ? 1 : whole(words.at(-3));
}

function tokens(sql: string): Token[] {
  try {
    return tokenize(sql);
  } catch {
    return [];
  }
}

function whole(token: Token | undefined): number | undefined {
  return token?.kind === 'integer' ? Number(token.text) : undefined;
}
