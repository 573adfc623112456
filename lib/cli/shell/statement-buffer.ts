import { splitStatements } from '../../athena-sql/syntax/split';

/** What a line of the shell came to. */
export type Entry =
  | { readonly kind: 'statement'; readonly sql: string }
  | { readonly kind: 'command'; readonly text: string };

/** Lines as they are typed, until a semicolon ends a statement; a backslash command is a line's last part. */
export class StatementBuffer {
  private text = '';

  /** What was typed of a statement that is not ended. */
  get unfinished(): string {
    return this.text.trim();
  }

  /** Whether the next line begins something new. */
  get isEmpty(): boolean {
    return this.text === '';
  }

  /** The quote or comment that the next line begins in; undefined where it begins in none. */
  get open(): string | undefined {
    return splitStatements(this.text).open;
  }

  /**
   * Takes a line.
   *
   * @returns the statements that it ends, without semicolons, and the command behind them
   */
  add(line: string): Entry[] {
    const at = commandStart(this.text, line);
    const text = joinLines(this.text, at === undefined ? line : line.slice(0, at));
    const { statements, open } = splitStatements(text);
    const ended = statements.filter(({ isEnded }) => isEnded);
    const last = ended.at(-1);
    const rest = last === undefined ? text : text.slice(last.offset + last.sql.length + 1);
    // comments alone are not waited behind, unless they are open
    this.text = ended.length < statements.length || open !== undefined ? rest.replace(/^\s+/, '') : '';
    const entries = ended.map(({ sql }): Entry => ({ kind: 'statement', sql: sql.trim() }));
    return at === undefined ? entries : [...entries, { kind: 'command', text: line.slice(at).trim() }];
  }

  /** Forgets what was typed of a statement. @returns it */
  clear(): string {
    const { unfinished } = this;
    this.text = '';
    return unfinished;
  }
}

/** Where a backslash command begins in a line that comes behind a text: outside of quotes and comments, at a word's start. */
function commandStart(text: string, line: string): number | undefined {
  for (const { index } of line.matchAll(/(?<![^\s;])\\/g))
    if (isOutside(joinLines(text, line.slice(0, index)))) return index;
  return undefined;
}

/** Whether what comes behind a text is in no quote and in no comment of it. */
export function isOutside(text: string): boolean {
  // a quote is opened there, and only there
  return splitStatements(`${text}'`).open === "'";
}

const joinLines = (text: string, line: string): string => (text === '' ? line : `${text}\n${line}`);
