import { ErrorName, StateFailure } from './errors';
import { jsonText, type Json } from './json';

/** Bytes of UTF-8 that an input, output or variable may have (AWS "Step Functions service quotas"). */
export const PAYLOAD_BYTES = 262_144;
/** Bytes of UTF-8 that all variables of an execution may have together. */
export const VARIABLES_BYTES = 10_485_760;
/** Events that a history may have; the one that ends the execution is the last of them. */
export const HISTORY_EVENTS = 25_000;
/** Seconds that a Wait or a task may take at most. */
export const LONGEST_SECONDS = 99_999_999;
/** Seconds that an execution may take at most: one year. */
export const EXECUTION_SECONDS = 31_536_000;
/** Iterations of an inline Map that run at once when MaxConcurrency is 0. */
export const INLINE_MAP_CONCURRENCY = 40;
/** Days after its end in which an execution can be redriven. */
export const REDRIVE_DAYS = 14;

/** Sizes that are known: a value is a result, then an output, then the input of states that follow, and nothing changes it. */
const sizes = new WeakMap<object, number>();

/** Size of a value as JSON text, in bytes of UTF-8. */
export function jsonBytes(value: Json): number {
  if (typeof value !== 'object' || value === null) return Buffer.byteLength(jsonText(value), 'utf8');
  let size = sizes.get(value);
  if (size === undefined) sizes.set(value, (size = Buffer.byteLength(jsonText(value), 'utf8')));
  return size;
}

/**
 * What an answer is as JSON, whatever objects it is made of: a copy, of which the size is known.
 *
 * @throws StateFailure States.DataLimitExceeded when it is over 256 KiB; `owner` is the task that AWS names
 */
export function takeAnswer(answer: Json, owner: string): Json {
  const text = jsonText(answer);
  const size = Buffer.byteLength(text, 'utf8');
  checkSize(size, owner);
  const taken = JSON.parse(text) as Json;
  if (typeof taken === 'object' && taken !== null) sizes.set(taken, size);
  return taken;
}

/** @throws StateFailure States.DataLimitExceeded when the value is over 256 KiB; `owner` is the state that AWS names */
export function checkPayload(value: Json, owner: string): void {
  checkSize(jsonBytes(value), owner);
}

function checkSize(bytes: number, owner: string): void {
  if (bytes <= PAYLOAD_BYTES) return;
  throw new StateFailure(
    ErrorName.dataLimit,
    `The state/task '${owner}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  );
}
