import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { splitEmptyFiles } from '../../../lib/local/s3';

describe('the files that a query need not open', () => {
  const folder = mkdtempSync(join(tmpdir(), 'empty-gzip-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const file = (name: string, content: Buffer) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return { path, size: content.length };
  };
  const dynamoDbs = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  const line = file('line.json.gz', gzipSync('{"Item":{}}\n'));
  const empty = file('empty.json.gz', dynamoDbs);

  it('are those that DynamoDB writes for empty partitions', () => {
    // an export's manifest has this for each of its empty files
    expect(createHash('md5').update(dynamoDbs).digest('base64')).toBe('FjvgqIxwymKf1RbbqtrZag==');
    const own = file('own.json.gz', gzipSync(''));
    expect(splitEmptyFiles([empty, line, own])).toEqual({ full: [line], emptyBytes: 40 });
  });

  it('are none that cannot be read, or that are read as they are', () => {
    const odd = [
      file('text.json.gz', Buffer.from('twenty bytes of text')),
      file('cut.json.gz', gzipSync('{"Item":{"id":{"S":"1"}}}\n').subarray(0, 20)),
      file('other-length.json.gz', Buffer.from(dynamoDbs.map((byte, index) => (index === 16 ? 1 : byte)))),
      file('nothing.json.gz', Buffer.alloc(0)),
      file('plain.json', dynamoDbs),
    ];
    expect(splitEmptyFiles([...odd, line])).toEqual({ full: [...odd, line], emptyBytes: 0 });
  });

  it('leave one, where all are empty', () => {
    expect(splitEmptyFiles([empty, empty])).toEqual({ full: [empty], emptyBytes: 20 });
    expect(splitEmptyFiles([])).toEqual({ full: [], emptyBytes: 0 });
  });
});
