import { AthenaError, RefusedError } from '../errors';

/** A Trino pattern as JavaScript reads it. */
export interface Pattern {
  readonly source: string;
  readonly flags: string;
  readonly groups: readonly string[];
  /** The same language for RE2, which DuckDB has: only to tell whether a text matches. */
  readonly re2?: string;
}

const SCRIPTS = ['Han', 'Hiragana', 'Katakana', 'Latin', 'Greek', 'Cyrillic', 'Hangul', 'Arabic', 'Hebrew', 'Thai'];
const CATEGORIES = ['L', 'Lu', 'Ll', 'Lt', 'Lm', 'Lo', 'M', 'N', 'Nd', 'P', 'Z', 'Zs'];
/** POSIX classes know all of Unicode, unlike \d, \w and \s. */
const POSIX: Readonly<Record<string, string>> = {
  Alpha: '\\p{Alphabetic}',
  Digit: '\\p{Nd}',
  Alnum: '\\p{Alphabetic}\\p{Nd}',
  Upper: '\\p{Uppercase}',
  Lower: '\\p{Lowercase}',
  Space: '\\p{White_Space}',
};
const ESCAPES = '\\\\.[]{}()*+?^$|/-';
const SPACE = ' \\t\\n\\x0B\\f\\r';

/**
 * Trino's regular expressions are Java's syntax on ASCII classes. What is not in this reading (possessive quantifiers,
 * flags within, word boundaries on Unicode, lookbehind of unknown width ..) is refused by name.
 */
export function javaPattern(pattern: string): Pattern {
  let rest = pattern;
  let flags = 'gu';
  const leading = /^\(\?([ims]+)\)/.exec(rest);
  if (leading !== null) {
    if (leading[1] !== 'i') throw new RefusedError(`The regular expression flags ${leading[0]}`, '(?i)');
    flags += 'i';
    rest = rest.slice(leading[0].length);
  }
  const reader = new Reader(rest, pattern);
  const source = reader.read();
  try {
    new RegExp(source, flags);
  } catch (error) {
    throw new AthenaError('INVALID_FUNCTION_ARGUMENT', `Invalid regular expression '${pattern}': ${String(error)}`);
  }
  const re2 = flags === 'gu' ? re2Source(source) : undefined;
  return { source, flags, groups: reader.groups, ...(re2 === undefined ? {} : { re2 }) };
}

const END = '(?=\\n?(?![\\s\\S]))';

/** RE2 has no lookaround: the end of the text, which may be before a last line feed, is said by consuming that. */
function re2Source(source: string): string | undefined {
  const atEnd = source.endsWith(END);
  const body = atEnd ? source.slice(0, -END.length) : source;
  if (/\(\?[=!<]|\\p\{(?:Alphabetic|Uppercase|Lowercase|White_Space)\}/.test(body)) return undefined;
  return body.replaceAll('Script=', '') + (atEnd ? '\\n?\\z' : '');
}

class Reader {
  readonly groups: string[] = [];
  private at = 0;

  constructor(
    private readonly text: string,
    private readonly whole: string,
  ) {}

  read(): string {
    let out = '';
    while (this.at < this.text.length) out += this.piece();
    return out;
  }

  private refuse(what: string): never {
    throw new RefusedError(`The regular expression '${this.whole}' (${what})`);
  }

  private take(pattern: RegExp): string | undefined {
    const sticky = new RegExp(pattern.source, 'uy');
    sticky.lastIndex = this.at;
    const found = sticky.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  private piece(): string {
    const group = this.take(/\(\?<[A-Za-z][A-Za-z0-9]*>|\(\?:|\(\?=|\(\?!|\(/);
    if (group !== undefined) {
      if (this.text[this.at] === '?') this.refuse('this kind of group');
      if (group === '(' || group.startsWith('(?<')) this.groups.push(group.slice(3, -1));
      return group;
    }
    if (this.take(/\[/) !== undefined) return this.bracket();
    if (this.take(/\\/) !== undefined) return this.escape(false);
    if (this.take(/\./) !== undefined) return '[^\\n]';
    if (this.take(/\$/) !== undefined) return END;
    const quantifier = this.take(/(?:[*+?]|\{\d+(?:,\d*)?\})/);
    if (quantifier !== undefined) {
      const lazy = this.take(/\?/) ?? '';
      if (this.take(/\+/) !== undefined) this.refuse('a possessive quantifier');
      return quantifier + lazy;
    }
    const character = this.take(/[\s\S]/) ?? '';
    if ('{}]'.includes(character)) return `\\${character}`;
    return character;
  }

  private bracket(): string {
    const negated = this.take(/\^/) !== undefined;
    let out = '';
    while (this.at < this.text.length && this.text[this.at] !== ']') {
      if (this.take(/&&/) !== undefined) this.refuse('&& within a class');
      const posix = this.take(/\[:[a-z]+:\]/);
      if (posix !== undefined) {
        const name = posix.slice(2, 3).toUpperCase() + posix.slice(3, -2);
        out += POSIX[name] ?? this.refuse(posix);
      } else if (this.take(/\[/) !== undefined) this.refuse('a class within a class');
      else if (this.take(/\\/) !== undefined) out += this.escape(true);
      else out += (this.take(/[\s\S]/) ?? '').replace(/[(){}|/$^.*+?]/, '\\$&');
    }
    if (out === '' || this.take(/\]/) === undefined) {
      throw new AthenaError(
        'INVALID_FUNCTION_ARGUMENT',
        `Invalid regular expression '${this.whole}': a class without an end`,
      );
    }
    return `[${negated ? '^' : ''}${out}]`;
  }

  private escape(inClass: boolean): string {
    const property = this.take(/[pP]\{[A-Za-z]+\}/);
    if (property !== undefined) return this.property(property, inClass);
    const character = this.take(/[\s\S]/);
    if (character === undefined)
      throw new AthenaError('INVALID_FUNCTION_ARGUMENT', `Invalid regular expression '${this.whole}': \\ at the end`);
    const wrap = (set: string): string => (inClass ? set : `[${set}]`);
    switch (character) {
      case 'd':
        return wrap('0-9');
      case 'w':
        return wrap('a-zA-Z0-9_');
      case 's':
        return wrap(SPACE);
      case 'D':
      case 'W':
      case 'S':
        if (inClass) this.refuse(`\\${character} within a class`);
        return `[^${{ D: '0-9', W: 'a-zA-Z0-9_', S: SPACE }[character]}]`;
      case 't':
      case 'n':
      case 'r':
      case 'f':
        return `\\${character}`;
      default:
    }
    if (ESCAPES.includes(character)) return `\\${character}`;
    if (/[^A-Za-z0-9]/u.test(character)) return character;
    return this.refuse(`\\${character}`);
  }

  private property(text: string, inClass: boolean): string {
    const name = text.slice(2, -1);
    const posix = POSIX[name];
    if (posix !== undefined) return text.startsWith('P') ? this.refuse(`\\${text}`) : inClass ? posix : `[${posix}]`;
    const value = SCRIPTS.includes(name)
      ? `Script=${name}`
      : CATEGORIES.includes(name)
        ? name
        : this.refuse(`\\${text}`);
    return `\\${text.charAt(0)}{${value}}`;
  }
}

/** A replacement as texts and group numbers: `$1`, `${name}`, `\$`. */
export function replacementParts(text: string, groups: readonly string[]): readonly (string | number)[] {
  const parts: (string | number)[] = [];
  for (const [piece] of text.matchAll(/\\[\s\S]?|\$\{[^}]*\}|\$\d*|[^\\$]+/g)) {
    if (piece === '\\') throw new AthenaError('INVALID_FUNCTION_ARGUMENT', `Invalid replacement sequence: ${text}`);
    if (piece.startsWith('\\')) parts.push(piece.slice(1));
    else if (piece.startsWith('${'))
      parts.push(1 + (!groups.includes(piece.slice(2, -1)) ? noGroup(piece) : groups.indexOf(piece.slice(2, -1))));
    else if (!piece.startsWith('$')) parts.push(piece);
    else if (!/^\$\d$/.test(piece) || Number(piece.slice(1)) > groups.length) noGroup(piece);
    else parts.push(Number(piece.slice(1)));
  }
  return parts;
}

function noGroup(piece: string): never {
  throw new RefusedError(`The replacement ${piece}`, '$1 to $9 of groups that there are');
}
