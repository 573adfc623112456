/** A token of a path. */
export interface PathToken {
  readonly kind: 'name' | 'text' | 'number' | 'variable' | 'symbol' | 'end';
  /** The name, the symbol, or the value without quotes. */
  readonly text: string;
  readonly offset: number;
}

/** Thrown where a text is no path; `offset` is its place in the text. */
export class PathSyntaxError extends Error {
  constructor(
    message: string,
    readonly offset: number,
  ) {
    super(message);
  }
}

const PATTERNS: readonly [RegExp, PathToken['kind'] | 'space'][] = [
  [/[ \t\r\n]+/y, 'space'],
  [/\$[A-Za-z][A-Za-z0-9_]*|\$_[A-Za-z0-9_]*/y, 'variable'],
  [/[A-Za-z_][A-Za-z0-9_]*/y, 'name'],
  [/(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y, 'number'],
  [/"(?:[^"]|"")*"/y, 'text'],
  [/==|<>|!=|<=|>=|&&|\|\||\.\.|[-+*/%.[\](),?@$<>!]/y, 'symbol'],
];

/** Cuts a path into its tokens. @throws PathSyntaxError */
export function pathTokens(path: string): PathToken[] {
  const tokens: PathToken[] = [];
  let at = 0;
  while (at < path.length) {
    const [text, kind] = tokenAt(path, at);
    if (kind !== 'space') tokens.push({ kind, text: valueOf(kind, text), offset: at });
    at += text.length;
  }
  tokens.push({ kind: 'end', text: '<EOF>', offset: path.length });
  return tokens;
}

function tokenAt(path: string, at: number): [string, PathToken['kind'] | 'space'] {
  for (const [pattern, kind] of PATTERNS) {
    pattern.lastIndex = at;
    const text = pattern.exec(path)?.[0];
    if (text !== undefined) return [text, kind];
  }
  throw new PathSyntaxError(`no viable alternative at input '${path[at] ?? ''}'`, at);
}

function valueOf(kind: PathToken['kind'], text: string): string {
  if (kind === 'text') return text.slice(1, -1).replaceAll('""', '"');
  if (kind === 'variable') return text.slice(1);
  return text === '!=' ? '<>' : text;
}
