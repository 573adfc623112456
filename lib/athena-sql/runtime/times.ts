const TIME = /^(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d+))?)?\s*([+-]\d{2}:?\d{2})?$/;
const DAY = 86_400_000_000_000_000n;

/** A time of the day as its text says. */
export interface TimeOfDay {
  readonly picoseconds: bigint;
  /** Digits of the fraction that were written. */
  readonly precision: number;
  /** Minutes that the clock is ahead of UTC; undefined where the text says none. */
  readonly minutes: number | undefined;
}

/** Reads `12:34:56.789 +09:00`; undefined where the text is no time. */
export function readTime(text: string): TimeOfDay | undefined {
  const m = TIME.exec(text.trim());
  if (m === null) return undefined;
  const [, hour = '', minute = '', second = '0', fraction = '', zone] = m;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const seconds = BigInt(Number(hour) * 3600 + Number(minute) * 60 + Number(second));
  const minutes = zone === undefined ? undefined : minutesOf(zone);
  if (minutes !== undefined && (Math.abs(minutes) > 14 * 60 || Number(zone?.slice(-2)) > 59)) return undefined;
  return {
    picoseconds: seconds * 1_000_000_000_000n + BigInt(fraction.slice(0, 12).padEnd(12, '0')),
    precision: fraction.length,
    minutes,
  };
}

function minutesOf(zone: string): number {
  const digits = zone.replace(/\D/g, '');
  return (zone.startsWith('-') ? -1 : 1) * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2)));
}

/** Half up to a precision; a whole day is midnight. */
export function roundTime(picoseconds: bigint, precision: number): bigint {
  const unit = 10n ** BigInt(12 - precision);
  return (((picoseconds + unit / 2n) / unit) * unit) % DAY;
}
