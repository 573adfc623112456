import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { md5Base64 } from '../../../lib/export';
import { Md5Workers } from '../../../lib/local/s3/md5-workers';
import { temporaryFolder } from './temporary-store';

describe('md5 workers', () => {
  const workers = new Md5Workers();
  afterAll(() => workers.close());

  it('give the md5 of files of any size, many at the same time', async () => {
    const folder = await temporaryFolder();
    const bodies = [0, 1, 4 * 1024 * 1024, 5_000_000].map((size, index) => Buffer.alloc(size, index + 1));
    const sums = bodies.map(async (body, index) => {
      const path = join(folder, String(index));
      await writeFile(path, body);
      let bytes = 0;
      const md5 = await workers.md5(path, (more) => (bytes += more));
      return { md5, bytes };
    });
    expect(await Promise.all(sums)).toEqual(bodies.map((body) => ({ md5: md5Base64(body), bytes: body.byteLength })));
  });

  it('fail for a file that cannot be read, and go on after it', async () => {
    const folder = await temporaryFolder();
    await expect(workers.md5(join(folder, 'none'), () => undefined)).rejects.toThrow('ENOENT');
    await writeFile(join(folder, 'a'), 'hello world');
    expect(await workers.md5(join(folder, 'a'), () => undefined)).toBe('XrY7u+Ae7tCTyyK7j1rNww==');
  });
});
