/**
 * JSONata on texts that mean the same in JavaScript and in Java, where AWS runs it. Java's `$substring` fails on a text with a
 * character outside the Basic Multilingual Plane (an emoji) unless its start and length lie within the text.
 */

/** The first characters of a text; the whole text where it is shorter, undefined where it is undefined. */
export function firstCharacters(text: string, count: number): string {
  return `($text := ${text}; $length($text) > ${count} ? $substring($text, 0, ${count}) : $text)`;
}

/** The last characters of a text; the whole text where it is shorter, undefined where it is undefined. */
export function lastCharacters(text: string, count: number): string {
  return `($text := ${text}; $length($text) > ${count} ? $substring($text, $length($text) - ${count}, ${count}) : $text)`;
}

/** Characters of an ASCII text that has them, such as a date. */
export function charactersOf(asciiText: string, start: number, count: number): string {
  return `$substring(${asciiText}, ${start}, ${count})`;
}

/** The condition that a text begins with another one. */
export function beginsWith(text: string, beginning: string): string {
  return `($length(${text}) >= $length(${beginning}) ? $substring(${text}, 0, $length(${beginning})) = ${beginning} : false)`;
}

/** The pattern as a JSONata literal. Its `$` is the very end: Java's also matches before a line break at the end. */
export function patternLiteral(pattern: RegExp): string {
  return `/${pattern.source.replace(/(?<!\\)\$/g, '(?![\\s\\S])')}/`;
}
