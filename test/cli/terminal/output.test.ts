import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClosedOutputError, fileOutput, standardOutput } from '../../../lib/cli/terminal/output';

const folder = mkdtempSync(join(tmpdir(), 'output-'));

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('an output', () => {
  it('to a file is whole when it has ended', async () => {
    const path = join(folder, 'a.txt');
    const to = fileOutput(path);
    const piece = `${'x'.repeat(99)}\n`;
    for (let number = 0; number < 10_000; number++) await to.write(piece);
    await to.end();
    expect(readFileSync(path, 'utf8')).toHaveLength(1_000_000);
  });

  it('that is closed where it is read says so, and the next piece too', async () => {
    const closed = Object.assign(new Error('write EPIPE'), { code: 'EPIPE' });
    const write = jest.spyOn(process.stdout, 'write').mockImplementation(() => {
      process.nextTick(() => process.stdout.emit('error', closed));
      return false;
    });
    const to = standardOutput();
    await expect(to.write('a')).rejects.toThrow(ClosedOutputError);
    await expect(to.write('b')).rejects.toThrow(ClosedOutputError);
    expect(write).toHaveBeenCalledTimes(1);
    write.mockRestore();
    await to.end();
  });

  it('to a file that cannot be written fails with the path', async () => {
    const to = fileOutput(join(folder, 'none/a.txt'));
    await expect(to.write('a').then(() => to.end())).rejects.toThrow(/ENOENT.*none\/a\.txt/);
  });
});
