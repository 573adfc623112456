import { tokenize } from './tokens';

/** Whether a text begins as a query does; a text that cannot be cut into tokens does not. */
export function isQuery(sql: string): boolean {
  try {
    const first = tokenize(sql).find(({ text }) => text !== '(');
    return first?.kind === 'word' && ['SELECT', 'WITH', 'VALUES', 'TABLE'].includes(first.text);
  } catch {
    return false;
  }
}
