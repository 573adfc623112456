import { javaDouble } from './numbers';

/** Thrown at the first character that is not JSON. */
export class JsonSyntaxError extends Error {}

export type JsonNode =
  | { readonly kind: 'object'; readonly entries: readonly (readonly [string, JsonNode])[] }
  | { readonly kind: 'array'; readonly elements: readonly JsonNode[] }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'literal'; readonly value: boolean | null };

const SPACE = /[ \t\r\n]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// oxlint-disable-next-line no-control-regex -- JSON forbids exactly these within a string
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;

/** Reads JSON as Jackson does: numbers keep their text, doubled keys are all there, nothing is read before it is asked for. */
export class JsonScanner {
  private at = 0;

  constructor(private readonly text: string) {}

  /** Reads one value. */
  value(): JsonNode {
    const first = this.peek();
    if (first === '{') {
      const entries: [string, JsonNode][] = [];
      for (const key of this.keys()) entries.push([key, this.value()]);
      return { kind: 'object', entries };
    }
    if (first === '[') {
      const elements: JsonNode[] = [];
      // a value must be read for every index that comes
      for (const index of this.indexes()) elements[index] = this.value();
      return { kind: 'array', elements };
    }
    if (first === '"') return { kind: 'string', value: this.string() };
    return this.scalar(first);
  }

  /** The first character of the next value. */
  peek(): string {
    this.match(SPACE);
    return this.text[this.at] ?? '';
  }

  /** The keys of an object, in order; the value of each must be read before the next key. */
  *keys(): Generator<string> {
    this.expect('{');
    if (this.take('}')) return;
    do {
      this.peek();
      const key = this.string();
      this.expect(':');
      yield key;
    } while (this.take(','));
    this.expect('}');
  }

  /** The indexes of an array; the value of each must be read before the next. */
  *indexes(): Generator<number> {
    this.expect('[');
    if (this.take(']')) return;
    let index = 0;
    do yield index++;
    while (this.take(','));
    this.expect(']');
  }

  /** Throws when something else than space follows. */
  end(): void {
    if (this.peek() !== '') throw new JsonSyntaxError(`unexpected ${this.text[this.at] ?? ''}`);
  }

  private scalar(first: string): JsonNode {
    for (const [word, value] of [
      ['true', true],
      ['false', false],
      ['null', null],
    ] as const) {
      if (first === word[0] && this.text.startsWith(word, this.at)) {
        this.at += word.length;
        return { kind: 'literal', value };
      }
    }
    const text = this.match(NUMBER);
    if (text === undefined || /[0-9A-Za-z.]/.test(this.text[this.at] ?? ''))
      throw new JsonSyntaxError(`unexpected ${first}`);
    return { kind: 'number', text };
  }

  private string(): string {
    const source = this.match(STRING);
    if (source === undefined) throw new JsonSyntaxError('a string was expected');
    return source.includes('\\') ? (JSON.parse(source) as string) : source.slice(1, -1);
  }

  private expect(symbol: string): void {
    if (!this.take(symbol)) throw new JsonSyntaxError(`${symbol} was expected`);
  }

  private take(symbol: string): boolean {
    if (this.peek() !== symbol) return false;
    this.at += 1;
    return true;
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const text = pattern.exec(this.text)?.[0];
    if (text !== undefined) this.at += text.length;
    return text;
  }
}

/** How JSON is written: with keys in order and the last of two, and with characters beyond U+FFFF as two escapes. */
export interface JsonStyle {
  readonly sorted: boolean;
  readonly escaped: boolean;
}

/** json_parse's style, json_extract's, and that of JSON within a cast array, map or row (measured on Trino 476). */
export const PARSED: JsonStyle = { sorted: true, escaped: true };
export const EXTRACTED: JsonStyle = { sorted: false, escaped: true };
export const WITHIN: JsonStyle = { sorted: false, escaped: false };

/** Writes a value as Jackson does. */
export function writeJson(node: JsonNode, style: JsonStyle): string {
  switch (node.kind) {
    case 'object': {
      const entries = style.sorted ? sortEntries(node.entries) : node.entries;
      return `{${entries.map(([k, v]) => `${text(k, style)}:${writeJson(v, style)}`).join(',')}}`;
    }
    case 'array':
      return `[${node.elements.map((e) => writeJson(e, style)).join(',')}]`;
    case 'string':
      return text(node.value, style);
    case 'number':
      return writeNumber(node.text);
    case 'literal':
      return String(node.value);
  }
}

const text = (value: string, style: JsonStyle): string => (style.escaped ? writeString(value) : plainString(value));

function sortEntries(entries: readonly (readonly [string, JsonNode])[]): readonly (readonly [string, JsonNode])[] {
  const unique = new Map(entries);
  return [...unique].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

/** JSON with the characters beyond the basic plane escaped, which Jackson does where it writes what it has not read. */
export const escapeSurrogates = (json: string): string => json.replace(/[\uD800-\uDFFF]/g, unicodeEscape);

/** A text as json_parse and json_format write it. */
export const writeString = (value: string): string => spellAsJackson(JSON.stringify(value));

/** What JSON.stringify wrote, as json_parse and json_format write it. */
export const spellAsJackson = (json: string): string =>
  /\\u|[\ud800-\udfff]/.test(json) ? escapeSurrogates(withUpperCase(json)) : json;

const unicodeEscape = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;

const plainString = (value: string): string => withUpperCase(JSON.stringify(value));

/** Jackson writes control characters with upper-case digits. */
const withUpperCase = (json: string): string =>
  json.replace(/\\\\|\\u[0-9a-f]{4}/g, (escape) =>
    escape.startsWith('\\u') ? `\\u${escape.slice(2).toUpperCase()}` : escape,
  );

/** Integers stay exact, all else passes through a double, which is what Trino does. */
export function writeNumber(text: string): string {
  if (/^-?\d+$/.test(text)) return BigInt(text).toString();
  const written = javaDouble(Number(text));
  return /^-?Infinity$/.test(written) ? `"${written}"` : written;
}
