import { AthenaError } from '../errors';

const invalid = (text: string): AthenaError => new AthenaError('INVALID_FUNCTION_ARGUMENT', text);

const LONGEST = 2n ** 31n - 1n;

/** substr of bytes: positions count from 1, from the end when negative; 0 and what lies outside give none. */
export function substringOfBytes(bytes: Uint8Array, start: bigint, length: bigint): Uint8Array {
  const size = BigInt(bytes.length);
  const first = start > 0n ? start - 1n : size + start;
  if (start === 0n || first < 0n || first >= size || length <= 0n) return new Uint8Array();
  const end = first + length;
  return bytes.slice(Number(first), end > size ? bytes.length : Number(end));
}

/**
 * lpad and rpad of bytes.
 *
 * @throws AthenaError INVALID_FUNCTION_ARGUMENT for a length that no value has, and for padding that is empty
 */
export function padBytes(bytes: Uint8Array, length: bigint, padding: Uint8Array, atStart: boolean): Uint8Array {
  if (length < 0n || length > LONGEST) throw invalid(`Target length must be in the range [0..${LONGEST.toString()}]`);
  if (padding.length === 0) throw invalid('Padding bytes must not be empty');
  const size = Number(length);
  if (size <= bytes.length) return bytes.slice(0, size);
  const padded = new Uint8Array(size);
  const filled = size - bytes.length;
  for (let i = 0; i < filled; i++) padded[atStart ? i : bytes.length + i] = padding[i % padding.length] ?? 0;
  padded.set(bytes, atStart ? filled : 0);
  return padded;
}

export const reverseBytes = (bytes: Uint8Array): Uint8Array => bytes.slice().reverse();
