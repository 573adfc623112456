import { splitStatements } from '../../athena-sql/syntax/split';

/** A statement of a text that has several. */
export interface ScriptStatement {
  /** The statement; where others stand before it in the text, with empty lines in their place, so that lines keep their numbers. */
  readonly sql: string;
  /** The line that its first word is in, from 1. */
  readonly line: number;
}

/** The statements of a text, each where it stands in it. A text with one statement is given as it is. */
export function scriptStatements(text: string): readonly ScriptStatement[] {
  const { statements } = splitStatements(text);
  return statements.map(({ sql, offset }) => {
    const before = text.slice(0, offset);
    const lastLine = before.slice(before.lastIndexOf('\n') + 1);
    const place = before.replaceAll(/[^\n]/g, '') + ' '.repeat(lastLine.length);
    const blank = /^(?:\s|--[^\r\n]*|\/\*[\s\S]*?\*\/)*/.exec(sql)?.[0] ?? '';
    return {
      sql: statements.length === 1 ? text : place + sql,
      line: (before + blank).split('\n').length,
    };
  });
}
