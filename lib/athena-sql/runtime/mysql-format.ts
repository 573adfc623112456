import { AthenaError, RefusedError } from '../errors';
import { MONTHS, pad, WEEKDAYS, type Clock } from './clock';

/** Pieces of a format: texts, or specifiers with their percent sign. */
export function dateFormatParts(format: string): readonly string[] {
  const parts: string[] = [];
  for (const [piece] of format.matchAll(/%[\s\S]|[^%]+|%/g)) {
    if (!piece.startsWith('%')) parts.push(piece);
    else if ('DUuVwX'.includes(piece[1] ?? '?') && piece.length > 1) {
      throw new AthenaError('INVALID_FUNCTION_ARGUMENT', `${piece} not supported in date format string`);
    } else if (
      piece[1] !== undefined &&
      /[a-zA-Z%]/.test(piece[1]) &&
      piece[1] !== '%' &&
      WRITE[piece[1]] === undefined
    ) {
      throw new RefusedError(`The date format ${piece}`);
    } else parts.push(piece.length === 1 ? '%' : piece);
  }
  return parts;
}

const hour12 = (c: Clock): number => (c.hour % 12 === 0 ? 12 : c.hour % 12);
const half = (c: Clock): string => (c.hour < 12 ? 'AM' : 'PM');

const WRITE: Readonly<Record<string, (c: Clock) => string>> = {
  Y: (c) => pad(c.year, 4),
  y: (c) => pad(c.year % 100, 2),
  m: (c) => pad(c.month, 2),
  c: (c) => String(c.month),
  d: (c) => pad(c.day, 2),
  e: (c) => String(c.day),
  H: (c) => pad(c.hour, 2),
  k: (c) => String(c.hour),
  h: (c) => pad(hour12(c), 2),
  I: (c) => pad(hour12(c), 2),
  l: (c) => String(hour12(c)),
  i: (c) => pad(c.minute, 2),
  s: (c) => pad(c.second, 2),
  S: (c) => pad(c.second, 2),
  f: (c) => pad(c.micros, 6),
  a: (c) => (WEEKDAYS[c.weekday - 1] ?? '').slice(0, 3),
  W: (c) => WEEKDAYS[c.weekday - 1] ?? '',
  b: (c) => (MONTHS[c.month - 1] ?? '').slice(0, 3),
  M: (c) => MONTHS[c.month - 1] ?? '',
  j: (c) => pad(c.dayOfYear, 3),
  p: half,
  r: (c) => `${pad(hour12(c), 2)}:${pad(c.minute, 2)}:${pad(c.second, 2)} ${half(c)}`,
  T: (c) => `${pad(c.hour, 2)}:${pad(c.minute, 2)}:${pad(c.second, 2)}`,
  v: (c) => pad(c.week, 2),
  x: (c) => pad(c.weekYear, 4),
};

/** date_format. */
export function writeMysql(clock: Clock, parts: readonly string[]): string {
  return parts
    .map((p) =>
      p.startsWith('%') && p.length > 1 ? (p === '%%' ? '%' : (WRITE[p[1] ?? '']?.(clock) ?? p[1] ?? '')) : p,
    )
    .join('');
}

const NAMES = MONTHS.map((m) => m.slice(0, 3)).join('|');
const READ: Readonly<Record<string, { pattern: string; field: string }>> = {
  Y: { pattern: '\\d{4}', field: 'year' },
  m: { pattern: '\\d{1,2}', field: 'month' },
  c: { pattern: '\\d{1,2}', field: 'month' },
  d: { pattern: '\\d{1,2}', field: 'day' },
  e: { pattern: '\\d{1,2}', field: 'day' },
  H: { pattern: '\\d{1,2}', field: 'hour' },
  k: { pattern: '\\d{1,2}', field: 'hour' },
  i: { pattern: '\\d{1,2}', field: 'minute' },
  s: { pattern: '\\d{1,2}', field: 'second' },
  S: { pattern: '\\d{1,2}', field: 'second' },
  f: { pattern: '\\d{1,9}', field: 'fraction' },
  b: { pattern: `(?:${NAMES})`, field: 'monthName' },
};

/** What date_parse can read with a format; a specifier that is not proven is refused while the query is translated. */
export function readerOf(parts: readonly string[]): { pattern: RegExp; fields: readonly string[] } {
  const fields: string[] = [];
  const expanded = parts.flatMap((p) => (p === '%T' ? ['%H', ':', '%i', ':', '%s'] : [p]));
  const source = expanded.map((p, i) => {
    if (!p.startsWith('%') || p.length === 1 || p === '%%')
      return p.replace('%%', '%').replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
    const reader = READ[p[1] ?? ''];
    if (reader === undefined) throw new RefusedError(`date_parse with ${p}`);
    fields.push(reader.field);
    // a year has any number of digits where no other number follows
    const isLast = expanded[i + 1]?.startsWith('%') !== true;
    return `(${p === '%Y' && isLast ? '\\d{1,4}' : reader.pattern})`;
  });
  return { pattern: new RegExp(`^${source.join('')}$`, 'iu'), fields };
}
