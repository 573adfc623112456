import { PathSyntaxError, pathTokens, type PathToken } from './path-tokens';
import type { PathNode, PathPredicate } from './path-tree';

/** The rules that need each other: a path can have predicates in it, and a predicate has paths. */
interface PathGrammar {
  readonly path: (reader: PathReader) => PathNode;
  readonly predicate: (reader: PathReader) => PathPredicate;
}

/** Reads the tokens of a path from left to right. */
export class PathReader {
  private readonly tokens: readonly PathToken[];
  private index = 0;

  constructor(
    text: string,
    private readonly grammar: PathGrammar,
  ) {
    this.tokens = pathTokens(text);
  }

  path(): PathNode {
    return this.grammar.path(this);
  }

  predicate(): PathPredicate {
    return this.grammar.predicate(this);
  }

  peek(ahead = 0): PathToken {
    const token = this.tokens[Math.min(this.index + ahead, this.tokens.length - 1)];
    if (token === undefined) throw new PathSyntaxError('the path is empty', 0);
    return token;
  }

  next(): PathToken {
    const token = this.peek();
    this.index += 1;
    return token;
  }

  mark(): number {
    return this.index;
  }

  reset(mark: number): void {
    this.index = mark;
  }

  take(symbol: string): boolean {
    const { kind, text } = this.peek();
    if (kind !== 'symbol' || text !== symbol) return false;
    this.index += 1;
    return true;
  }

  takeName(name: string): boolean {
    const { kind, text } = this.peek();
    if (kind !== 'name' || text !== name) return false;
    this.index += 1;
    return true;
  }

  expect(symbol: string): void {
    if (!this.take(symbol)) this.fail();
  }

  /** The name of a member, plain or in double quotes. */
  memberName(): string {
    const token = this.next();
    return token.kind === 'name' || token.kind === 'text' ? token.text : this.fail(token);
  }

  fail(token = this.peek()): never {
    throw new PathSyntaxError(`mismatched input '${token.text}'`, token.offset);
  }
}
