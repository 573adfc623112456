import { AthenaError } from '../errors';
import type { Pattern } from './regexp-syntax';

const compiled = new Map<string, RegExp>();

/** `pattern` is the JSON of what javaPattern returned. */
function regexp(pattern: string): RegExp {
  let known = compiled.get(pattern);
  if (known === undefined) {
    const { source, flags } = JSON.parse(pattern) as Pattern;
    known = new RegExp(source, flags);
    if (compiled.size > 1000) compiled.clear();
    compiled.set(pattern, known);
  }
  known.lastIndex = 0;
  return known;
}

export const regexpLike = (text: string, pattern: string): boolean => regexp(pattern).test(text);

function groupOf(match: RegExpExecArray | RegExpMatchArray, group: number): string | null {
  return match[group] ?? null;
}

/** Fails for a group that the pattern lacks, also where nothing matches. */
function checkGroup(pattern: string, group: number): void {
  const { groups } = JSON.parse(pattern) as Pattern;
  if (group < 0) throw new AthenaError('INVALID_FUNCTION_ARGUMENT', 'Group cannot be negative');
  if (group > groups.length) throw noGroup(group, groups.length);
}

const noGroup = (group: number, count: number): AthenaError =>
  new AthenaError('INVALID_FUNCTION_ARGUMENT', `Pattern has ${count} groups. Cannot access group ${group}`);

export function regexpExtract(text: string, pattern: string, group: number): string | null {
  checkGroup(pattern, group);
  const match = regexp(pattern).exec(text);
  return match === null ? null : groupOf(match, group);
}

export function regexpExtractAll(text: string, pattern: string, group: number): (string | null)[] {
  checkGroup(pattern, group);
  return [...text.matchAll(regexp(pattern))].map((m) => groupOf(m, group));
}

export const regexpReplace = (text: string, pattern: string, parts: readonly (string | number)[]): string =>
  text.replace(regexp(pattern), (...match: (string | undefined)[]) =>
    parts.map((p) => (typeof p === 'string' ? p : (match[p] ?? ''))).join(''),
  );

/** The groups of every match, that of the whole match aside. */
export const regexpGroups = (text: string, pattern: string): (string | null)[][] =>
  [...text.matchAll(regexp(pattern))].map((match) =>
    Array.from(match.slice(1), (group: string | undefined) => group ?? null),
  );

/** The text with the matches replaced, one after the other; undefined where a replacement is NULL. */
export function regexpFill(text: string, pattern: string, texts: readonly (string | null)[]): string | undefined {
  if (texts.includes(null)) return undefined;
  let next = 0;
  return text.replace(regexp(pattern), () => texts[next++] ?? '');
}

export function regexpSplit(text: string, pattern: string): string[] {
  const out: string[] = [];
  let from = 0;
  for (const m of text.matchAll(regexp(pattern))) {
    out.push(text.slice(from, m.index));
    from = m.index + m[0].length;
  }
  return [...out, text.slice(from)];
}

/**
 * The place of a match, counted in code points from 1; -1 where there is none, or where the search begins behind the text.
 *
 * @throws AthenaError where the start or the occurrence is below 1
 */
export function regexpPosition(text: string, pattern: string, start: number, occurrence: number): number {
  if (start < 1) throw new AthenaError('INVALID_FUNCTION_ARGUMENT', 'start position cannot be smaller than 1');
  if (occurrence < 1) throw new AthenaError('INVALID_FUNCTION_ARGUMENT', 'occurrence cannot be smaller than 1');
  const characters = Array.from(text);
  if (start > characters.length) return -1;
  const from = characters.slice(0, start - 1).join('').length;
  const matches = [...text.matchAll(from === 0 ? regexp(pattern) : regexpFrom(pattern, from))];
  const match = matches[occurrence - 1];
  return match === undefined ? -1 : Array.from(text.slice(0, match.index)).length + 1;
}

/** It looks at the text before as well, as for a lookbehind. */
function regexpFrom(pattern: string, from: number): RegExp {
  const copy = new RegExp(regexp(pattern));
  copy.lastIndex = from;
  return copy;
}

export const regexpCount = (text: string, pattern: string): number => [...text.matchAll(regexp(pattern))].length;
