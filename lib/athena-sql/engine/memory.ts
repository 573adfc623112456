import { freemem } from 'node:os';

/** The environment's variable for the memory that a query may take. */
export const MEMORY_VARIABLE = 'EXPORT_TO_ATHENA_MEMORY';

/** Of the memory that is free when an engine is opened; Node, and the results that it holds, need the rest. */
const SHARE = 0.6;

/** What a query is given on a machine whose memory is short: less, and even usual exports cannot be read. */
const LEAST_BYTES = 800_000_000;

/**
 * The memory that DuckDB may take, in its own words, such as `4000000000B`. It is a limit, not a reservation: what does not
 * fit is written to the engine's folder for temporary files where DuckDB can do so (sorting, grouping, joining), and else
 * the query fails. Items of 400 KB need much: DuckDB works on 2,048 rows at a time, whatever their length.
 *
 * @param given what {@link MEMORY_VARIABLE} says, such as `4GB`; @default the environment's
 * @throws Error where that is no size
 */
export function memoryLimit(given = process.env[MEMORY_VARIABLE] ?? '', available = availableBytes()): string {
  const text = given.trim();
  if (text === '') return `${Math.max(LEAST_BYTES, Math.floor(available * SHARE))}B`;
  if (/^[1-9]\d*(?:\.\d+)? ?[KMGT]i?B$/i.test(text)) return text;
  throw new Error(`${MEMORY_VARIABLE} is ${JSON.stringify(given)}, which is no size of memory; give one such as 4GB`);
}

/** What usual exports need, unless the environment says another limit: for queries that can as well be left out. */
export const leastMemory = (given = process.env[MEMORY_VARIABLE] ?? ''): string =>
  given.trim() === '' ? `${LEAST_BYTES}B` : memoryLimit(given);

/** What an engine may take, and how much of it writing Parquet is given at first. @param given what a caller says of both */
export function memoryLimits(given?: string): { readonly little: string; readonly whole: string } {
  return given === undefined ? { little: leastMemory(), whole: memoryLimit() } : { little: given, whole: given };
}

/** Free bytes of the machine, or of what a container may take of it. */
function availableBytes(): number {
  return Math.min(process.availableMemory(), process.constrainedMemory() || Infinity) || freemem();
}
