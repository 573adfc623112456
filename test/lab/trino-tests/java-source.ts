/** The arguments of a Java call that are constant texts, and where the call ends. */
export interface ConstantCall {
  /** The argument, or undefined where it is no constant text. */
  readonly arguments: readonly (string | undefined)[];
  /** The first argument as it stands in the source, such as the name of an enum's constant. */
  readonly first: string;
  /** Offset behind the closing parenthesis. */
  readonly end: number;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', s: ' ', '0': '\0' };

/**
 * Reads the arguments of a call in Java source, of which texts joined with `+` are taken.
 *
 * @param open offset of the opening parenthesis
 * @returns undefined where the source ends within the call
 */
export function readCall(source: string, open: number): ConstantCall | undefined {
  const args: (string | undefined)[] = [];
  let first: string | undefined;
  let at = open + 1;
  let start = at;
  let depth = 0;
  let text: string | undefined = '';
  let parts = 0;
  const endArgument = (): void => {
    first ??= source.slice(start, at).trim();
    if (source.slice(start, at).trim() !== '') args.push(parts > 0 ? text : undefined);
    [text, parts, start] = ['', 0, at + 1];
  };
  while (at < source.length) {
    const c = source.charAt(at);
    const literal = c === '"' ? readText(source, at) : undefined;
    if (literal !== undefined) {
      if (depth === 0 && text !== undefined) text += literal.text;
      parts += 1;
      at = literal.end;
      continue;
    }
    if (c === "'") {
      text = undefined;
      at = source.indexOf("'", at + (source.charAt(at + 1) === '\\' ? 3 : 2)) + 1;
      continue;
    }
    if (source.startsWith('//', at)) {
      at = source.indexOf('\n', at);
      continue;
    }
    if (depth === 0 && c === ')') {
      endArgument();
      return { arguments: args, first: first ?? '', end: at + 1 };
    }
    if (depth === 0 && c === ',') endArgument();
    else if ('([{'.includes(c)) [depth, text] = [depth + 1, undefined];
    else if (')]}'.includes(c)) depth -= 1;
    else if (c !== '+' && /\S/.test(c)) text = undefined;
    at += 1;
  }
  return undefined;
}

/** A text literal or a text block. */
function readText(source: string, at: number): { text: string; end: number } | undefined {
  if (source.startsWith('"""', at)) {
    const end = source.indexOf('"""', at + 3);
    if (end < 0) return undefined;
    return { text: unescape(withoutIndent(source.slice(source.indexOf('\n', at) + 1, end))), end: end + 3 };
  }
  const m = /"((?:[^"\\\n]|\\.)*)"/y;
  m.lastIndex = at;
  const found = m.exec(source);
  return found === null ? undefined : { text: unescape(found[1] ?? ''), end: m.lastIndex };
}

/** A text block without the indent that all its lines have, as the Java Language Specification (3.10.6) says. */
function withoutIndent(block: string): string {
  const lines = block.split('\n');
  const counted = lines.filter((line, i) => line.trim() !== '' || i === lines.length - 1);
  const indent = Math.min(...counted.map((line) => /^\s*/.exec(line)?.[0].length ?? 0));
  return lines.map((line) => line.slice(indent).trimEnd()).join('\n');
}

const unescape = (text: string): string =>
  text.replace(/\\(u+([0-9a-fA-F]{4})|\n|[\s\S])/g, (_, escape: string, hex: string | undefined) => {
    if (hex !== undefined) return String.fromCharCode(parseInt(hex, 16));
    return escape === '\n' ? '' : (ESCAPES[escape] ?? escape);
  });
