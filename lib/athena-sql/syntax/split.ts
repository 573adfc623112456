/** One of the statements of a text. */
export interface TextStatement {
  /** Without the semicolon. */
  readonly sql: string;
  /** Where it begins in the text; blanks and comments before it are part of it. */
  readonly offset: number;
  /** Whether a semicolon ends it. */
  readonly isEnded: boolean;
}

/** The statements of a text, and what its end is within. */
export interface SplitText {
  /** Those that have more than blanks and comments. */
  readonly statements: readonly TextStatement[];
  /** What is open where the text ends: a quote (`'`, `"`, `` ` ``) or a comment; undefined where nothing is. */
  readonly open: string | undefined;
}

/** Quoted texts and comments, whole or cut off by the end of the text; a semicolon; all other characters. */
const PIECES =
  /('(?:[^']|'')*')|("(?:[^"]|"")*")|(`(?:[^`]|``)*`)|(--[^\r\n]*|\/\*[\s\S]*?\*\/)|(;)|(['"`]|\/\*)|(\s+)|[\s\S]/g;

/**
 * Cuts a text at the semicolons between its statements, those in quotes and comments aside. What is no SQL at all is cut,
 * too: whether a statement is right is found when it is parsed.
 */
export function splitStatements(text: string): SplitText {
  const statements: TextStatement[] = [];
  let [start, hasContent] = [0, false];
  const end = (at: number, isEnded: boolean) => {
    if (hasContent) statements.push({ sql: text.slice(start, at), offset: start, isEnded });
    [start, hasContent] = [at + 1, false];
  };
  for (const match of text.matchAll(PIECES)) {
    const [, , , , comment, semicolon, opened, blank] = match;
    if (semicolon !== undefined) end(match.index, true);
    else if (opened !== undefined) {
      hasContent ||= opened !== '/*';
      end(text.length, false);
      return { statements, open: opened };
    } else if (comment === undefined && blank === undefined) hasContent = true;
  }
  end(text.length, false);
  return { statements, open: undefined };
}
