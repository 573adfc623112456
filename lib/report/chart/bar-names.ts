import stringWidth from 'string-width';
import type { Mark } from './marks';

/** Part of the width that the names of bars may take beside them. */
export const BESIDE = 0.4;

/** Width of a character in pixels; one of East Asia takes two. */
export const CHARACTER = 6.8;

/** The most lines of a name. */
const MOST_LINES = 3;

/** Height of a line of a name, of the bar below it, of what is between the two, and of what is below the bar, in pixels. */
export const NAME_LINE = 15;
const BAR = 13;
const NEAR = -1;
const APART = 13;

const ELLIPSIS = '…';

/** Names of bars that are too long to stand beside them: each takes lines of its own above its bar. */
export interface NamesAbove {
  /** Lines of each name, in the order of the bars. */
  readonly names: readonly (readonly string[])[];
  /** Height of a name with its bar and of what is below them, in pixels. */
  readonly step: number;
  /** Where in it the bar ends, from its top, and the height of the bar. */
  readonly bottom: number;
  readonly bar: number;
}

/**
 * Names that stand above the bars: beside them they would be cut, and names that begin alike, as keys do, would be the same.
 *
 * @returns undefined where all names fit beside the bars
 */
export function namesAbove(marks: readonly Mark[], width: number): NamesAbove | undefined {
  const places = [...new Set(marks.map(({ place }) => String(place)))];
  if (places.every((name) => stringWidth(name) * CHARACTER <= BESIDE * width)) return undefined;
  const names = places.map((name) => wrap(name, Math.floor(width / CHARACTER)));
  const bottom = Math.max(...names.map(({ length }) => length)) * NAME_LINE + NEAR + BAR;
  return { names, step: bottom + APART, bottom, bar: BAR };
}

/** A name as lines; of one that is too long for them the middle is left out, as its end may tell it from others. */
function wrap(name: string, most: number): string[] {
  const characters = charactersOf(name);
  const lines = linesOf(characters, most);
  if (lines.length <= MOST_LINES) return lines;
  const room = Math.floor((most * MOST_LINES - ELLIPSIS.length) / 2) - 1;
  const [start = []] = cut(characters, room);
  const [end = []] = cut(characters.toReversed(), room);
  return linesOf([...start, ELLIPSIS, ...end.toReversed()], most);
}

/** What a reader takes for characters: a letter with its marks, a flag. */
function charactersOf(text: string): string[] {
  return Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
}

function linesOf(characters: readonly string[], most: number): string[] {
  return cut(characters, most).map((line) => line.join(''));
}

/** Characters in pieces of at most `most` columns. */
function cut(characters: readonly string[], most: number): string[][] {
  const pieces: string[][] = [[]];
  let taken = 0;
  for (const character of characters) {
    const width = stringWidth(character);
    if (taken + width > most) {
      pieces.push([]);
      taken = 0;
    }
    pieces.at(-1)?.push(character);
    taken += width;
  }
  return pieces;
}
