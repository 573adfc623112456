import { Readable } from 'node:stream';
import { md5Base64, md5OfStream, multipartEtag } from '../../lib/export';

describe('a checksum', () => {
  it('is the md5 in base64, of a text, of bytes and of a stream', async () => {
    const md5 = 'XrY7u+Ae7tCTyyK7j1rNww=='; // md5 of "hello world", RFC 1321 tools
    expect(md5Base64('hello world')).toBe(md5);
    expect(md5Base64(Buffer.from('hello world'))).toBe(md5);
    const counted: number[] = [];
    const chunks = Readable.from([Buffer.from('hello '), Buffer.from('world')]);
    expect(await md5OfStream(chunks, (bytes) => counted.push(bytes))).toBe(md5);
    expect(counted).toEqual([6, 5]);
  });

  it('of a multipart upload is no md5 of the content', () => {
    expect(multipartEtag([md5Base64('hello world')])).toBe('241d8a27c836427bd7f04461b60e7359-1');
  });
});
