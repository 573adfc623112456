import { RefusedError, SqlSyntaxError } from '../errors';

export interface Token {
  readonly kind:
    | 'word'
    | 'quoted'
    | 'backquoted'
    | 'string'
    | 'binary'
    | 'integer'
    | 'decimal'
    | 'double'
    | 'symbol'
    | 'end';
  /** The word in upper case, the symbol, or the value without quotes. */
  readonly text: string;
  /** As it stands in the statement. */
  readonly source: string;
  readonly offset: number;
}

const PATTERNS: readonly [RegExp, Token['kind'] | 'space'][] = [
  [/(?:\s|--[^\r\n]*|\/\*[\s\S]*?\*\/)+/y, 'space'],
  [/[xX]'[^']*'/y, 'binary'],
  [/'(?:[^']|'')*'/y, 'string'],
  [/"(?:[^"]|"")*"/y, 'quoted'],
  [/`(?:[^`]|``)*`/y, 'backquoted'],
  [/(?:\d+(?:\.\d*)?|\.\d+)[eE][+-]?\d+/y, 'double'],
  [/\d+\.\d*|\.\d+/y, 'decimal'],
  [/\d+/y, 'integer'],
  [/[A-Za-z_][A-Za-z0-9_]*/y, 'word'],
  [/->|<>|!=|<=|>=|=>|\|\||[-+*/%=<>(),.;?[\]:|{}^$]/y, 'symbol'],
];

/**
 * Cuts a statement into Trino's tokens. Throws SqlSyntaxError at the first character that begins none, RefusedError for NUL,
 * which DuckDB takes for the end of a statement.
 */
export function tokenize(sql: string): Token[] {
  if (sql.includes('\0')) throw new RefusedError('The character NUL in a statement', 'chr(0)');
  const tokens: Token[] = [];
  let at = 0;
  while (at < sql.length) {
    if (/[uU]&['"]/y.test(sql.slice(at, at + 3))) throw new RefusedError('Unicode by number (U&)').at(sql, at);
    const token = tokenAt(sql, at);
    if (token === undefined) throw new SqlSyntaxError(`mismatched input '${sql[at] ?? ''}'`, sql, at);
    at += token.source.length;
    if (token.kind !== 'space') tokens.push({ ...token, kind: token.kind });
  }
  tokens.push({ kind: 'end', text: '<EOF>', source: '<EOF>', offset: sql.length });
  return tokens;
}

function tokenAt(sql: string, at: number): (Omit<Token, 'kind'> & { kind: Token['kind'] | 'space' }) | undefined {
  for (const [pattern, kind] of PATTERNS) {
    pattern.lastIndex = at;
    const source = pattern.exec(sql)?.[0];
    if (source === undefined) continue;
    if (/^(integer|decimal|double)$/.test(kind) && /[A-Za-z_0-9]/.test(sql[at + source.length] ?? '')) {
      throw new SqlSyntaxError(
        'identifiers must not start with a digit; surround the identifier with double quotes',
        sql,
        at,
      );
    }
    return { kind, text: textOf(kind, source), source, offset: at };
  }
  return undefined;
}

function textOf(kind: Token['kind'] | 'space', source: string): string {
  if (kind === 'word') return source.toUpperCase();
  if (kind === 'string') return source.slice(1, -1).replaceAll("''", "'");
  if (kind === 'quoted') return source.slice(1, -1).replaceAll('""', '"');
  if (kind === 'backquoted') return source.slice(1, -1).replaceAll('``', '`');
  if (kind === 'binary') return source.slice(2, -1);
  if (source === '!=') return '<>';
  return source;
}

/** Words that can't be a name without quotes (Trino 476, "Reserved keywords"). */
export const RESERVED: ReadonlySet<string> = new Set(
  `ALTER AND AS AUTO BETWEEN BY CASE CAST CONSTRAINT CREATE CROSS CUBE CURRENT_CATALOG CURRENT_DATE CURRENT_PATH
   CURRENT_ROLE CURRENT_SCHEMA CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER DEALLOCATE DELETE DESCRIBE DISTINCT DROP ELSE
   END ESCAPE EXCEPT EXISTS EXTRACT FALSE FOR FROM FULL GROUP GROUPING HAVING IN INNER INSERT INTERSECT INTO IS JOIN
   JSON_ARRAY JSON_EXISTS JSON_OBJECT JSON_QUERY JSON_TABLE JSON_VALUE LEFT LIKE LISTAGG LOCALTIME LOCALTIMESTAMP NATURAL
   NORMALIZE NOT NULL ON OR ORDER OUTER PREPARE RECURSIVE RIGHT ROLLUP SELECT SKIP TABLE THEN TRIM TRUE UESCAPE UNION
   UNNEST USING VALUES WHEN WHERE WITH`.split(/\s+/),
);
