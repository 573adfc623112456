import { createHash } from 'node:crypto';
import jsonata from 'jsonata';

/** What functions in expressions may take from outside: nothing else makes two runs differ. */
export interface FunctionSources {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** A number of at least 0 and below 1. */
  readonly random: () => number;
}

/** Functions by the name that expressions call them with, without the `$`. */
export type FunctionTable = Readonly<Record<string, unknown>>;

const HASHES: Readonly<Record<string, string>> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};
/** JSONata's own limit for `[1..n]`. */
const LONGEST_RANGE = 10_000_000;

const fromMillis = jsonata('$fromMillis($millis, $picture, $zone)');

/**
 * The functions that Step Functions adds to JSONata (AWS "Transforming data with JSONata": `$partition`, `$range`,
 * `$hash`, `$random`, `$uuid`, `$parse`), its clock (`$now`, `$millis`), and `$eval` taken away.
 */
export function stepFunctions({ now, random }: FunctionSources): FunctionTable {
  return {
    partition,
    range,
    hash,
    parse,
    random: (seed?: unknown) => (seed === undefined ? random() : randomOf(seed)),
    uuid: () => uuid(random),
    millis: () => now(),
    now: (picture?: string, zone?: string): Promise<unknown> =>
      fromMillis.evaluate(undefined, { millis: now(), picture, zone }) as Promise<unknown>,
    eval: undefined,
  };
}

function partition(array: unknown, size: unknown): unknown[][] | undefined {
  if (array === undefined) return undefined;
  if (!isInteger(size) || size < 1) throw new Error(`$partition needs a chunk size of at least 1, got ${show(size)}`);
  const items = Array.isArray(array) ? (array as unknown[]) : [array];
  const chunks: unknown[][] = [];
  for (let at = 0; at < items.length; at += size) chunks.push(items.slice(at, at + size));
  return chunks;
}

/** Like JSONata's own sequences, one number is that number and none is nothing (recorded on AWS: `$range(1, 9, 9)` is 1). */
function range(first: unknown, last: unknown, step: unknown): number[] | number | undefined {
  if (first === undefined || last === undefined) return undefined;
  if (!isInteger(first) || !isInteger(last) || !isInteger(step) || step === 0) {
    throw new Error(`$range needs integers and a step other than 0, got ${show(first)}, ${show(last)}, ${show(step)}`);
  }
  const count = Math.max(0, Math.floor((last - first) / step) + 1);
  if (count > LONGEST_RANGE)
    throw new Error(`$range would give ${count} numbers, at most ${LONGEST_RANGE} are allowed`);
  const numbers = Array.from({ length: count }, (_, index) => first + index * step);
  return numbers.length > 1 ? numbers : numbers[0];
}

function hash(text: unknown, algorithm: unknown): string | undefined {
  if (text === undefined) return undefined;
  const name = typeof algorithm === 'string' && Object.hasOwn(HASHES, algorithm) ? HASHES[algorithm] : undefined;
  if (typeof text !== 'string' || name === undefined) {
    throw new Error(
      `$hash needs a string and one of ${Object.keys(HASHES).join(', ')}, got ${show(text)}, ${show(algorithm)}`,
    );
  }
  return createHash(name).update(text, 'utf8').digest('hex');
}

function parse(text: unknown): unknown {
  if (text === undefined) return undefined;
  if (typeof text !== 'string') throw new Error(`$parse needs a string, got ${show(text)}`);
  return JSON.parse(text);
}

/** One number per seed, the same every time (mulberry32's first step; AWS does not say which numbers it gives). */
function randomOf(seed: unknown): number {
  if (typeof seed !== 'number' || !Number.isFinite(seed))
    throw new Error(`$random needs a number as seed, got ${show(seed)}`);
  let mixed = (Math.trunc(seed) + 0x6d2b79f5) | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}

function uuid(random: () => number): string {
  return 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replace(/[xy]/g, (place) => {
    const digit = Math.floor(random() * 16);
    return (place === 'x' ? digit : (digit & 0x3) | 0x8).toString(16);
  });
}

function isInteger(value: unknown): value is number {
  return Number.isInteger(value);
}

function show(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
