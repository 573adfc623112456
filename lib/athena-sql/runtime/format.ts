import { AthenaError, RefusedError } from '../errors';
import { decimalText } from './numbers';

const SPECIFIER = /%(?:%|n|([-0,+]*)(\d+)?(?:\.(\d+))?([a-zA-Z]))/g;

/** Kinds of the arguments of format(), one letter each: t(ext), i(nteger), d(ecimal), f(loat). */
export function checkFormat(pattern: string, kinds: string): void {
  let next = 0;
  for (const m of pattern.matchAll(SPECIFIER)) {
    const [text, flags = '', , precision, conversion] = m;
    if (text === '%%' || text === '%n') continue;
    const kind = kinds[next++];
    const allowed =
      (conversion === 's' && /^-?$/.test(flags) && precision === undefined && kind !== undefined) ||
      (conversion === 'd' && kind === 'i' && precision === undefined) ||
      (conversion === 'f' && (kind === 'f' || kind === 'd')) ||
      (conversion === 'x' && kind === 'i' && flags === '' && precision === undefined);
    if (kind === undefined)
      throw new AthenaError('INVALID_FUNCTION_ARGUMENT', `Invalid format string: ${pattern} (too few arguments)`);
    if (!allowed) throw new RefusedError(`format with ${text}`, '%s, %d or %.2f');
  }
  if (pattern.replace(SPECIFIER, '').includes('%')) throw new RefusedError(`format with the pattern '${pattern}'`);
}

/** format(): as Java's Formatter, for the patterns that checkFormat lets through. */
export function formatText(pattern: string, args: readonly (string | null)[]): string {
  let next = 0;
  return pattern.replace(SPECIFIER, (text: string, flags = '', width = '', precision?: string, conversion = '') => {
    if (text === '%%') return '%';
    if (text === '%n') return '\n';
    const value = args[next++] ?? null;
    return padText(
      value === null ? 'null' : convertValue(value, flags as string, precision, conversion as string),
      flags as string,
      Number(width),
      value !== null && conversion !== 's',
    );
  });
}

function convertValue(value: string, flags: string, precision: string | undefined, conversion: string): string {
  if (conversion === 's') return value;
  if (conversion === 'x') return BigInt.asUintN(value.startsWith('-') ? 64 : 128, BigInt(value)).toString(16);
  const text = conversion === 'f' && /\d/.test(value) ? roundText(value, Number(precision ?? 6)) : value;
  const [whole = '', fraction] = text.split('.');
  const grouped = flags.includes(',') ? whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',') : whole;
  const sign = flags.includes('+') && !grouped.startsWith('-') ? '+' : '';
  return `${sign}${grouped}${fraction === undefined ? '' : `.${fraction}`}`;
}

/** Java keeps the sign of a number that is rounded to zero. */
function roundText(value: string, scale: number): string {
  const text = decimalText(value, 100, scale) ?? value;
  return value.startsWith('-') && !text.startsWith('-') ? `-${text}` : text;
}

function padText(text: string, flags: string, width: number, isNumber: boolean): string {
  if (flags.includes('-')) return text.padEnd(width);
  if (!flags.includes('0') || !isNumber) return text.padStart(width);
  const sign = /^[+-]/.exec(text)?.[0] ?? '';
  return sign + text.slice(sign.length).padStart(width - sign.length, '0');
}
