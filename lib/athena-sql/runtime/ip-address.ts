import { AthenaError, RefusedError } from '../errors';

/* IP addresses as Trino has them: 16 bytes, of which those of an IPv4 address are the last four behind ::ffff:0:0. */

const IPV4_BEGINS = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff];

/**
 * The bytes of an address's text, as Guava's InetAddresses.forString reads it.
 *
 * @returns undefined where it is none
 * @throws RefusedError for digits of other scripts and for zones, which Java may read
 */
export function readIpAddress(text: string): Uint8Array | undefined {
  if (/\P{ASCII}/u.test(text)) throw new RefusedError('An IP address with characters that are not ASCII');
  if (text.includes(':') && text.includes('%')) throw new RefusedError('An IP address with a zone');
  const bytes = text.includes(':') ? readIpv6(text) : readIpv4(text);
  if (bytes === undefined) return undefined;
  return Uint8Array.from(bytes.length === 4 ? [...IPV4_BEGINS, ...bytes] : bytes);
}

function readIpv4(text: string): number[] | undefined {
  const octets = text.split('.');
  if (octets.length !== 4) return undefined;
  const bytes = octets.map((octet) => (/^(0|[1-9]\d{0,2})$/.test(octet) ? Number(octet) : 256));
  return bytes.every((byte) => byte < 256) ? bytes : undefined;
}

function readIpv6(text: string): number[] | undefined {
  const [, head = '', dotted] = /^(.*:)([^:]*\..*)$/.exec(text) ?? [];
  if (dotted !== undefined) {
    const last = readIpv4(dotted);
    if (last === undefined) return undefined;
    const hextets = [last.slice(0, 2), last.slice(2)].map(([a = 0, b = 0]) => (a * 256 + b).toString(16));
    return readIpv6(head + hextets.join(':'));
  }
  const sides = text.split('::');
  const [left = [], right = []] = sides.map((side) => (side === '' ? [] : side.split(':')));
  const hextets = [...left, ...right];
  if (sides.length > 2 || !hextets.every((hextet) => /^[0-9a-fA-F]{1,4}$/.test(hextet))) return undefined;
  const missing = 8 - hextets.length;
  if (sides.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const all = [...left, ...Array.from({ length: missing }, () => '0'), ...right];
  return all.map((hextet) => parseInt(hextet, 16)).flatMap((hextet) => [hextet >> 8, hextet & 0xff]);
}

/** The text of an address as Guava's InetAddresses.toAddrString prints it (RFC 5952). */
export function ipAddressText(bytes: Uint8Array): string {
  if (IPV4_BEGINS.every((byte, i) => bytes[i] === byte)) return bytes.subarray(12).join('.');
  const hextets = Array.from({ length: 8 }, (_, i) =>
    ((bytes[2 * i] ?? 0) * 256 + (bytes[2 * i + 1] ?? 0)).toString(16),
  );
  const { start, length } = longestZeros(hextets);
  if (length < 2) return hextets.join(':');
  return `${hextets.slice(0, start).join(':')}::${hextets.slice(start + length).join(':')}`;
}

/** The first of the longest runs. */
function longestZeros(hextets: readonly string[]): { start: number; length: number } {
  let longest = { start: 0, length: 0 };
  for (let start = 0; start < hextets.length; start++) {
    let end = start;
    while (hextets[end] === '0') end += 1;
    if (end - start > longest.length) longest = { start, length: end - start };
  }
  return longest;
}

/**
 * CAST of a text AS ipaddress.
 *
 * @throws AthenaError INVALID_CAST_ARGUMENT unless `safe`
 */
export function castIpAddress(text: string, safe: boolean): Uint8Array | undefined {
  const bytes = readIpAddress(text);
  if (bytes === undefined && !safe)
    throw new AthenaError('INVALID_CAST_ARGUMENT', `Cannot cast value to IPADDRESS: ${text}`);
  return bytes;
}

/** CAST of 4 or 16 bytes AS ipaddress. @throws AthenaError INVALID_CAST_ARGUMENT unless `safe` */
export function ipAddressOfBytes(bytes: Uint8Array, safe: boolean): Uint8Array | undefined {
  if (bytes.length === 16) return bytes;
  if (bytes.length === 4) return Uint8Array.from([...IPV4_BEGINS, ...bytes]);
  if (safe) return undefined;
  throw new AthenaError('INVALID_CAST_ARGUMENT', `Invalid IP address binary length: ${bytes.length}`);
}

const invalid = (text: string): AthenaError => new AthenaError('INVALID_FUNCTION_ARGUMENT', text);

/** Whether a network, such as 10.0.0.0/8, has an address. An IPv4 network must have no bits behind its prefix. */
export function networkContains(cidr: string, address: Uint8Array): boolean {
  const separator = cidr.indexOf('/');
  if (separator < 0) throw invalid('Invalid CIDR');
  const text = cidr.slice(0, separator);
  const base = readIpAddress(text);
  if (base === undefined) throw invalid('Invalid network IP address');
  const prefix = readPrefix(cidr.slice(separator + 1));
  const isIpv4 = !text.includes(':');
  if (prefix > (isIpv4 ? 32 : 128)) throw invalid('Invalid CIDR');
  const length = isIpv4 ? prefix + 96 : prefix;
  if (isIpv4 && !base.every((byte, i) => (byte & ~mask(i, length) & 0xff) === 0 || i < 12))
    throw invalid('Invalid CIDR');
  return base.every((byte, i) => ((byte ^ (address[i] ?? 0)) & mask(i, length)) === 0);
}

/** The bits of a byte that are within a prefix of so many bits. */
const mask = (byte: number, length: number): number => (0xff00 >> Math.min(8, Math.max(0, length - 8 * byte))) & 0xff;

/** As Java's Integer.parseInt. */
function readPrefix(text: string): number {
  const number = /^[+-]?\d+$/.test(text) ? Number(text) : NaN;
  if (!(Math.abs(number) < 2 ** 31))
    throw new AthenaError('GENERIC_INTERNAL_ERROR', `For input string: ${JSON.stringify(text)}`);
  if (number < 0) throw invalid('Invalid prefix length');
  return number;
}
