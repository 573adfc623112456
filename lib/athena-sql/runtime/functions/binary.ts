import { createHash } from 'node:crypto';
import { padBytes, reverseBytes, substringOfBytes } from '../bytes';
import { bigEndian, crc32, fromBase64, fromHex, fromUtf8 } from '../binary';
import { define, defineTotal, strings, type RuntimeFunction } from './define';

/** Functions of bytes. */
export const BINARY: readonly RuntimeFunction[] = [
  defineTotal('t_from_utf8', ['BLOB'], 'VARCHAR', fromUtf8),
  define('t_from_hex', strings(1), 'BLOB', fromHex),
  define('t_from_base64', strings(1), 'BLOB', fromBase64),
  defineTotal(
    't_hash',
    ['BLOB', 'VARCHAR'],
    'BLOB',
    (x: Uint8Array, algorithm: string) => new Uint8Array(createHash(algorithm).update(x).digest()),
  ),
  define('t_bytes', ['BLOB', 'BIGINT', 'BIGINT'], 'BLOB', substringOfBytes),
  define('t_pad_bytes', ['BLOB', 'BIGINT', 'BLOB', 'BOOLEAN'], 'BLOB', padBytes),
  defineTotal('t_reverse_bytes', ['BLOB'], 'BLOB', reverseBytes),
  defineTotal('t_crc32', ['BLOB'], 'BIGINT', crc32),
  define('t_big_endian', ['BIGINT', 'INTEGER'], 'BLOB', bigEndian),
];
