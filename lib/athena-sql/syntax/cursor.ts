import { SqlSyntaxError } from '../errors';
import type { Expression, Identifier, Query } from './ast';
import { RESERVED, tokenize, type Token } from './tokens';

/**
 * The rules of the grammar that all others need. They are passed along, as an expression can have queries in it and a query
 * has expressions: imports would go in a circle.
 */
export interface Grammar {
  readonly expression: (cursor: Cursor) => Expression;
  readonly value: (cursor: Cursor) => Expression;
  readonly query: (cursor: Cursor) => Query;
}

/** Reads a statement's tokens from left to right. */
export class Cursor {
  private readonly tokens: readonly Token[];
  private index = 0;
  /** Number of `?` met so far. */
  parameters = 0;

  /** @param grammar the rules of {@link expression}, {@link value} and {@link query}; see grammar.ts */
  constructor(
    readonly sql: string,
    private readonly grammar: Grammar,
  ) {
    this.tokens = tokenize(sql);
  }

  /** Reads an expression. */
  expression(): Expression {
    return this.grammar.expression(this);
  }

  /** Reads what stands on either side of a predicate: no AND, OR, NOT, comparison. */
  value(): Expression {
    return this.grammar.value(this);
  }

  /** Reads a query. */
  query(): Query {
    return this.grammar.query(this);
  }

  peek(ahead = 0): Token {
    const token = this.tokens[Math.min(this.index + ahead, this.tokens.length - 1)];
    if (token === undefined) throw new SqlSyntaxError('the statement is empty', this.sql, 0);
    return token;
  }

  next(): Token {
    const token = this.peek();
    this.index += 1;
    return token;
  }

  /** The text from here on, with blanks in place of all before it: what is found in it has its place in the statement. */
  rest(): string {
    const { offset } = this.peek();
    return this.sql.slice(0, offset).replaceAll(/[^\r\n]/g, ' ') + this.sql.slice(offset);
  }

  /** The text from a place up to the token that was read last. */
  textFrom(offset: number): string {
    const last = this.tokens[this.index - 1];
    return this.sql.slice(offset, last === undefined ? offset : last.offset + last.source.length);
  }

  mark(): number {
    return this.index;
  }

  reset(mark: number): void {
    this.index = mark;
  }

  /** Whether the next tokens are these keywords or symbols. */
  at(...texts: string[]): boolean {
    return texts.every((text, i) => {
      const token = this.peek(i);
      return (token.kind === 'word' || token.kind === 'symbol') && token.text === text;
    });
  }

  take(...texts: string[]): boolean {
    if (!this.at(...texts)) return false;
    this.index += texts.length;
    return true;
  }

  expect(...texts: string[]): Token {
    const token = this.peek();
    for (const text of texts) if (!this.take(text)) this.fail(`Expecting: '${text}'`);
    return token;
  }

  fail(expecting?: string): never {
    const token = this.peek();
    const tail = expecting === undefined ? '' : `. ${expecting}`;
    throw new SqlSyntaxError(`mismatched input '${token.source}'${tail}`, this.sql, token.offset);
  }

  atIdentifier(): boolean {
    const token = this.peek();
    return token.kind === 'quoted' || (token.kind === 'word' && !RESERVED.has(token.text));
  }

  /** Whether an alias stands here without AS: these words begin a clause instead, though they may be names elsewhere. */
  atAlias(): boolean {
    const clauses = ['LIMIT', 'OFFSET', 'FETCH', 'WINDOW', 'TABLESAMPLE', 'MATCH_RECOGNIZE'];
    return this.atIdentifier() && !(this.peek().kind === 'word' && clauses.includes(this.peek().text));
  }

  /** Whether a query begins here, also behind parentheses. */
  atQuery(): boolean {
    let ahead = 0;
    while (this.peek(ahead).text === '(' && this.peek(ahead).kind === 'symbol') ahead += 1;
    const token = this.peek(ahead);
    return token.kind === 'word' && ['SELECT', 'WITH', 'VALUES', 'TABLE'].includes(token.text);
  }

  identifier(): Identifier {
    if (this.peek().kind === 'backquoted')
      throw new SqlSyntaxError(
        'backquoted identifiers are not supported; use double quotes to quote identifiers',
        this.sql,
        this.peek().offset,
      );
    if (!this.atIdentifier()) this.fail('Expecting: <identifier>');
    const token = this.next();
    const quoted = token.kind === 'quoted';
    if (quoted && token.text === '')
      throw new SqlSyntaxError('Zero-length delimited identifier not allowed', this.sql, token.offset);
    return { name: quoted ? token.text : token.source, quoted, offset: token.offset };
  }

  integer(): number {
    if (this.peek().kind !== 'integer') this.fail('Expecting: <integer>');
    return Number(this.next().text);
  }

  string(): string {
    if (this.peek().kind !== 'string') this.fail('Expecting: <string>');
    return this.next().text;
  }

  /** One or more, separated by commas. */
  list<T>(item: () => T): T[] {
    const items = [item()];
    while (this.take(',')) items.push(item());
    return items;
  }

  /** `( item, ... )`, at least one. */
  listInParentheses<T>(item: () => T): T[] {
    this.expect('(');
    const items = this.list(item);
    this.expect(')');
    return items;
  }
}
