/** A value as it stands in JSON. `bare` is a word or a number without quotes. Of keys that come twice the last counts. */
export type Node =
  | { readonly kind: 'null' }
  | { readonly kind: 'text' | 'bare'; readonly text: string }
  | { readonly kind: 'array'; readonly elements: readonly Node[] }
  | { readonly kind: 'object'; readonly members: ReadonlyMap<string, Node> };

/**
 * Reads a value as the OpenX SerDe does, which takes far more than JSON: comments, texts in single quotes or none, `=` and
 * `=>` for `:`, `;` for `,`, elements of a list left out, and anything behind the value. undefined where it cannot.
 */
export function parseLenientJson(text: string): Node | undefined {
  try {
    return new Reader(text).value();
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
}

class Malformed extends Error {}

const BLANK = /(?:[\t\n\r ]|#[^\r\n]*|\/\/[^\r\n]*|\/\*[^]*?\*\/)*/y;
const BARE = /[^ \r\n\t\f{}[\]/\\:,=;#]+/y;
const ESCAPES: Readonly<Record<string, string>> = { t: '\t', b: '\b', n: '\n', r: '\r', f: '\f', a: '\x07', v: '\t' };

class Reader {
  private position = 0;

  constructor(private readonly text: string) {}

  value(): Node {
    const first = this.token();
    if (first === '{') return this.object();
    if (first === '[') return this.array();
    if (first === '"' || first === "'") return { kind: 'text', text: this.readQuoted(first) };
    this.position--;
    const text = this.match(BARE);
    if (text === '') throw new Malformed();
    return text.toLowerCase() === 'null' ? { kind: 'null' } : { kind: 'bare', text };
  }

  private object(): Node {
    const members = new Map<string, Node>();
    if (this.token() === '}') return { kind: 'object', members };
    this.position--;
    for (;;) {
      const name = this.value();
      if (name.kind !== 'text' && name.kind !== 'bare') throw new Malformed();
      const separator = this.token();
      if (separator !== ':' && separator !== '=') throw new Malformed();
      if (separator === '=' && this.text[this.position] === '>') this.position++;
      const value = this.value();
      members.delete(name.text);
      members.set(name.text, value);
      const next = this.token();
      if (next === '}') return { kind: 'object', members };
      if (next !== ',' && next !== ';') throw new Malformed();
    }
  }

  private array(): Node {
    const elements: Node[] = [];
    let isSeparated = false;
    for (;;) {
      let next = this.token();
      if (next === ']') return { kind: 'array', elements: isSeparated ? [...elements, { kind: 'null' }] : elements };
      isSeparated = true;
      if (next === ',' || next === ';') {
        elements.push({ kind: 'null' });
        continue;
      }
      this.position--;
      elements.push(this.value());
      next = this.token();
      if (next === ']') return { kind: 'array', elements };
      if (next !== ',' && next !== ';') throw new Malformed();
    }
  }

  private readQuoted(quote: string): string {
    let text = '';
    for (;;) {
      const character = this.next();
      if (character === quote) return text;
      text += character === '\\' ? this.readEscape() : character;
    }
  }

  private readEscape(): string {
    const character = this.next();
    if (character !== 'u') return ESCAPES[character] ?? character;
    const hex = this.text.slice(this.position, this.position + 4);
    if (!/^[0-9a-fA-F]{4}$/.test(hex)) throw new Malformed();
    this.position += 4;
    return String.fromCharCode(parseInt(hex, 16));
  }

  /** The next character that is neither space nor comment. */
  private token(): string {
    this.match(BLANK);
    return this.next();
  }

  private next(): string {
    const character = this.text[this.position];
    if (character === undefined) throw new Malformed();
    this.position++;
    return character;
  }

  private match(pattern: RegExp): string {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.text)?.[0] ?? '';
    this.position += found.length;
    return found;
  }
}
