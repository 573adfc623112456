import { RefusedError } from '../errors';
import { MONTHS, pad, WEEKDAYS, type Clock } from './clock';

/** `text` as it is, or a letter repeated. */
export type JodaPart = { readonly text: string } | { readonly letter: string; readonly count: number };

const WRITABLE = new Set([
  'yyyy',
  'yy',
  'YYYY',
  'M',
  'MM',
  'MMM',
  'MMMM',
  'd',
  'dd',
  'H',
  'HH',
  'h',
  'hh',
  'K',
  'k',
  'm',
  'mm',
  's',
  'ss',
  'S',
  'SS',
  'SSS',
  'SSSS',
  'SSSSSS',
  'a',
  'E',
  'EEE',
  'EEEE',
  'e',
  'D',
  'DDD',
  'w',
  'ww',
  'xxxx',
  'Z',
  'ZZ',
  'ZZZ',
]);
const READABLE = new Set('yyyy M MM d dd H HH m mm s ss S SS SSS SSSS SSSSS SSSSSS SSSSSSSSS Z ZZ MMM'.split(' '));

/** Cuts a Joda pattern into parts. A letter whose meaning is not proven is refused. */
export function jodaParts(pattern: string, parsing: boolean): readonly JodaPart[] {
  const parts: JodaPart[] = [];
  for (const [piece] of pattern.matchAll(/'(?:[^']|'')*'|([A-Za-z])\1*|[^A-Za-z']+/g)) {
    if (piece === "''") parts.push({ text: "'" });
    else if (piece.startsWith("'")) parts.push({ text: piece.slice(1, -1).replaceAll("''", "'") });
    else if (!/^[A-Za-z]/.test(piece)) parts.push({ text: piece });
    else if ((parsing ? READABLE : WRITABLE).has(piece)) parts.push({ letter: piece.charAt(0), count: piece.length });
    else throw new RefusedError(`${parsing ? 'parse_datetime' : 'format_datetime'} with ${piece}`);
  }
  return parts;
}

/** format_datetime; `offset` is `Z` or `+09:00`. */
export function writeJoda(clock: Clock, zone: string, offset: string, parts: readonly JodaPart[]): string {
  return parts.map((p) => ('text' in p ? p.text : writeLetter(clock, zone, offset, p.letter, p.count))).join('');
}

function writeLetter(c: Clock, zone: string, offset: string, letter: string, count: number): string {
  const hour12 = c.hour % 12 === 0 ? 12 : c.hour % 12;
  const numbers: Readonly<Record<string, number>> = {
    M: c.month,
    d: c.day,
    H: c.hour,
    h: hour12,
    K: c.hour % 12,
    k: c.hour === 0 ? 24 : c.hour,
    m: c.minute,
    s: c.second,
    e: c.weekday,
    D: c.dayOfYear,
    w: c.week,
    x: c.weekYear,
  };
  const number = numbers[letter];
  if (letter === 'M' && count >= 3) return (MONTHS[c.month - 1] ?? '').slice(0, count === 3 ? 3 : undefined);
  if (number !== undefined) return pad(number, count);
  switch (letter) {
    case 'y':
    case 'Y':
      return count === 2 ? pad(c.year % 100, 2) : pad(c.year, count);
    case 'S':
      return pad(c.micros, 6).slice(0, 3).padEnd(count, '0').slice(0, count);
    case 'a':
      return c.hour < 12 ? 'AM' : 'PM';
    case 'E':
      return (WEEKDAYS[c.weekday - 1] ?? '').slice(0, count < 4 ? 3 : undefined);
    default: {
      if (count === 3) return zone;
      const colon = offset === 'Z' ? '+00:00' : offset;
      return count === 1 ? colon.replace(':', '') : colon;
    }
  }
}

const NAMES = MONTHS.map((m) => m.slice(0, 3)).join('|');
const FIELDS: Readonly<Record<string, readonly [string, string]>> = {
  y: ['year', '\\d{4}'],
  M: ['month', '\\d{1,2}'],
  d: ['day', '\\d{1,2}'],
  H: ['hour', '\\d{1,2}'],
  m: ['minute', '\\d{1,2}'],
  s: ['second', '\\d{1,2}'],
  Z: ['zone', '[+-]\\d{2}:?\\d{2}'],
};

export function jodaReader(parts: readonly JodaPart[]): { pattern: RegExp; fields: readonly string[] } {
  const fields: string[] = [];
  const source = parts.map((p, i) => {
    if ('text' in p) return p.text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
    const [field = '', given = ''] =
      p.letter === 'M' && p.count === 3
        ? ['monthName', `(?:${NAMES})`]
        : p.letter === 'S'
          ? ['fraction', `\\d{1,${p.count}}`]
          : (FIELDS[p.letter] ?? []);
    // a year has any number of digits where no other number follows
    const next = parts[i + 1];
    const pattern = p.letter === 'y' && (next === undefined || 'text' in next) ? '\\d{1,4}' : given;
    fields.push(field);
    return `(${pattern})`;
  });
  return { pattern: new RegExp(`^${source.join('')}$`, 'iu'), fields };
}
