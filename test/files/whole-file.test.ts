import { mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeWholeFile } from '../../lib/files/whole-file';

const root = mkdtempSync(join(tmpdir(), 'whole-file-'));

afterAll(() => {
  rmSync(root, { recursive: true });
});

/** Why a file cannot be written, without its path, which all messages begin with. */
async function refusal(file: string): Promise<string> {
  const write = (path: string): Promise<void> => {
    writeFileSync(path, 'text');
    return Promise.resolve();
  };
  const error = await writeWholeFile(file, write).then(
    () => 'written',
    (reason: unknown) => (reason instanceof Error ? reason.message : String(reason)),
  );
  expect(error.startsWith(`${file} cannot be written: `)).toBe(true);
  expect(error).not.toMatch(/unfinished|E[A-Z]{3,}|,\s*(open|rename)/);
  return error.slice(`${file} cannot be written: `.length);
}

describe('a file that cannot be written is named as it was given, with the reason and what to do', () => {
  it('where there is no folder', async () => {
    expect(await refusal(join(root, 'none/x.html'))).toBe(`there is no folder ${join(root, 'none')}`);
  });

  it('where the folder takes no files', async () => {
    // Linux's folder of processes
    expect(await refusal('/proc/x.html')).toMatch(/its folder takes no files|no permission/);
  });

  it('where a file stands for a folder', async () => {
    writeFileSync(join(root, 'file'), '');
    expect(await refusal(join(root, 'file/x.html'))).toMatch(/^a part of its path is no folder; /);
  });

  it('where links lead in a circle', async () => {
    symlinkSync('circle', join(root, 'circle'));
    expect(await refusal(join(root, 'circle/x.html'))).toMatch(/^its path has links that lead in a circle; /);
  });

  it('where the name is too long', async () => {
    expect(await refusal(join(root, 'x'.repeat(300)))).toMatch(/ is longer than the file system takes; /);
  });

  it('where the name leaves no place for the name of the unfinished file', async () => {
    const file = join(root, 'x'.repeat(255));
    await writeWholeFile(file, async (path) => {
      writeFileSync(path, 'text');
    });
    expect(readdirSync(root)).toContain('x'.repeat(255));
  });
});
