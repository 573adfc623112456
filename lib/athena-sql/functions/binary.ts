import { one } from './emit';
import { overload, type Overload } from './signature';

/** Functions of varbinary. */
export const BINARY: Readonly<Record<string, readonly Overload[]>> = {
  to_utf8: [overload('varchar -> varbinary', one('encode'))],
  from_utf8: [overload('varbinary -> varchar', one('t_from_utf8'))],
  to_hex: [overload('varbinary -> varchar', one('hex'))],
  from_hex: [overload('varchar -> varbinary', one('t_from_hex'), { throws: true })],
  to_base64: [overload('varbinary -> varchar', one('to_base64'))],
  from_base64: [overload('varchar -> varbinary', one('t_from_base64'), { throws: true })],
  to_base64url: [
    overload('varbinary -> varchar', ([x = '']) => `replace(replace(to_base64(${x}), '+', '-'), '/', '_')`),
  ],
  md5: [overload('varbinary -> varbinary', ([x = '']) => `unhex(md5(${x}))`)],
  sha1: [overload('varbinary -> varbinary', ([x = '']) => `unhex(sha1(${x}))`)],
  sha256: [overload('varbinary -> varbinary', ([x = '']) => `unhex(sha256(${x}))`)],
  sha512: [overload('varbinary -> varbinary', ([x = '']) => `t_hash(${x}, 'sha512')`)],
  crc32: [overload('varbinary -> bigint', one('t_crc32'))],
  from_big_endian_64: [overload('varbinary -> bigint', one('t_from_big_endian'), { throws: true })],
  to_big_endian_64: [overload('bigint -> varbinary', ([x = '']) => `t_big_endian(${x}, 8)`)],
  to_big_endian_32: [overload('integer -> varbinary', ([x = '']) => `t_big_endian(CAST(${x} AS BIGINT), 4)`)],
};
