import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { gzipProblem } from '../../../lib/local/validation/gzip';

const folder = mkdtempSync(join(tmpdir(), 'gzip-'));

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const problemOf = (bytes: Uint8Array): Promise<string | undefined> => {
  const file = join(folder, 'data.json.gz');
  writeFileSync(file, bytes);
  return gzipProblem(file);
};

const whole = gzipSync('{"Item":{}}\n'.repeat(1000));

const large = gzipSync(randomBytes(64 * 1024));

describe('a gzip file', () => {
  it.each([
    ['whole', whole],
    ['of no bytes inside', gzipSync('')],
    ['large', large],
    ['of two members', Buffer.concat([whole, whole])],
  ])('that is %s has no problem', async (_, bytes) => {
    expect(await problemOf(bytes)).toBeUndefined();
  });

  it.each([
    ['cut', whole.subarray(0, -9), 'unexpected end of file'],
    ['cut within its checksum', whole.subarray(0, -1), 'unexpected end of file'],
    ['of another checksum', Buffer.from(whole).fill(0, whole.length - 8, whole.length - 4), 'incorrect data check'],
    ['of another length', Buffer.from(whole).fill(0, whole.length - 4), 'incorrect length check'],
    ['followed by other bytes', Buffer.concat([whole, Buffer.from('more')]), 'incorrect header check'],
    ['large and cut', large.subarray(0, -1), 'unexpected end of file'],
    ['no gzip', Buffer.from('{"Item":{}}\n'), 'incorrect header check'],
  ])('that is %s has one', async (_, bytes, reason) => {
    expect(await problemOf(bytes)).toBe(reason);
  });

  it('that is not there has one', async () => {
    expect(await gzipProblem(join(folder, 'none.gz'))).toContain('ENOENT');
  });
});
