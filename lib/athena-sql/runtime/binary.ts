import { AthenaError } from '../errors';

const invalid = (text: string): AthenaError => new AthenaError('INVALID_FUNCTION_ARGUMENT', text);

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

export function crc32(bytes: Uint8Array): bigint {
  let c = 0xffffffff;
  for (const byte of bytes) c = (CRC_TABLE[(c ^ byte) & 0xff] ?? 0) ^ (c >>> 8);
  return BigInt((c ^ 0xffffffff) >>> 0);
}

export function fromHex(text: string): Uint8Array {
  if (!/^(?:[0-9a-fA-F]{2})*$/.test(text)) throw invalid(`Invalid hex: ${text}`);
  return new Uint8Array(Buffer.from(text, 'hex'));
}

export function fromBase64(text: string): Uint8Array {
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/.test(text))
    throw invalid(`Invalid base64: ${text}`);
  return new Uint8Array(Buffer.from(text, 'base64'));
}

/** Bytes that are no UTF-8 become U+FFFD. */
export const fromUtf8 = (bytes: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);

export function bigEndian(number: bigint, size: number): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(number);
  return new Uint8Array(bytes.subarray(8 - size));
}

export function toBase(number: bigint, radix: bigint): string {
  if (radix < 2n || radix > 36n) throw invalid('Radix must be between 2 and 36');
  return number.toString(Number(radix));
}

export function fromBase(text: string, radix: bigint): bigint {
  if (radix < 2n || radix > 36n) throw invalid('Radix must be between 2 and 36');
  const base = Number(radix);
  const digits = text.replace(/^[+-]/, '').toLowerCase();
  let number = 0n;
  for (const c of digits) {
    const digit = parseInt(c, base);
    if (Number.isNaN(digit)) throw invalid(`Not a valid base-${base} number: ${text}`);
    number = number * radix + BigInt(digit);
  }
  if (digits === '' || number > (text.startsWith('-') ? 2n ** 63n : 2n ** 63n - 1n))
    throw invalid(`Not a valid base-${base} number: ${text}`);
  return text.startsWith('-') ? -number : number;
}
