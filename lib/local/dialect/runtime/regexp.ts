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
  if (group < 0 || group >= match.length) throw noGroup(group, match.length - 1);
  return match[group] ?? null;
}

const noGroup = (group: number, count: number): AthenaError =>
  new AthenaError('INVALID_FUNCTION_ARGUMENT', `Pattern has ${count} groups. Cannot access group ${group}`);

export function regexpExtract(text: string, pattern: string, group: number): string | null {
  const match = regexp(pattern).exec(text);
  return match === null ? null : groupOf(match, group);
}

export const regexpExtractAll = (text: string, pattern: string, group: number): (string | null)[] =>
  [...text.matchAll(regexp(pattern))].map((m) => groupOf(m, group));

export const regexpReplace = (text: string, pattern: string, parts: readonly (string | number)[]): string =>
  text.replace(regexp(pattern), (...match: (string | undefined)[]) =>
    parts.map((p) => (typeof p === 'string' ? p : (match[p] ?? ''))).join(''),
  );

export function regexpSplit(text: string, pattern: string): string[] {
  const out: string[] = [];
  let from = 0;
  for (const m of text.matchAll(regexp(pattern))) {
    out.push(text.slice(from, m.index));
    from = m.index + m[0].length;
  }
  return [...out, text.slice(from)];
}

export const regexpCount = (text: string, pattern: string): number => [...text.matchAll(regexp(pattern))].length;
