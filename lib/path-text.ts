/**
 * A path for a person, on one line: a newline or another control character in the name of a folder is shown, and cannot make
 * a line of its own that reads as if this program had said it. Every path that is printed goes through this, or through
 * {@link shellWord} where it is a part of a command.
 */
export function pathText(path: string): string {
  return path.replaceAll(CONTROL, (character) => SHORT[character] ?? codeOf(character));
}

/** A text as one word of a shell. Of one with control characters, in the form that shells have for them: `$'a\nb'`. */
export function shellWord(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  if (text.search(CONTROL) === -1) return `'${text.replaceAll("'", `'\\''`)}'`;
  const escaped = text
    .replaceAll(/[\\']/g, '\\$&')
    .replaceAll(CONTROL, (character) => SHORT[character] ?? octets(character));
  return `$'${escaped}'`;
}

/** C0, DEL, C1, the separators of lines and paragraphs, what turns the direction of a text, U+FEFF. */
// oxlint-disable-next-line no-control-regex -- these are what is looked for
const CONTROL = /[\0-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** Control characters with an escape of their own. */
export const SHORT: Readonly<Record<string, string>> = { '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** A character as the number of its code unit. */
export const codeOf = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** The bytes of a character, as every shell with `$'..'` reads them. */
const octets = (character: string): string =>
  Array.from(Buffer.from(character), (byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
