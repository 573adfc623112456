import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emptyFolder, keepTables, keptTables } from '../../lib/cli/local-folder';
import { absoluteFolder } from '../../lib/local/absolute-folder';

const root = mkdtempSync(join(tmpdir(), 'local-folder-'));

afterAll(() => {
  rmSync(root, { recursive: true });
});

describe('the folder of a local system', () => {
  it('is made where there is none', () => {
    const path = join(root, 'a/b');
    emptyFolder(absoluteFolder(path));
    expect(readdirSync(path)).toEqual([]);
  });

  it('loses the nights that were in it', () => {
    const path = join(root, 'nights');
    mkdirSync(join(path, 's3/bucket'), { recursive: true });
    writeFileSync(join(path, 'catalog.json'), '{}');
    emptyFolder(absoluteFolder(path));
    expect(readdirSync(path)).toEqual([]);
  });

  it('is left alone where somebody else has files in it', () => {
    const path = join(root, 'home');
    mkdirSync(join(path, 's3'), { recursive: true });
    writeFileSync(join(path, 'thesis.txt'), '');
    expect(() => emptyFolder(absoluteFolder(path))).toThrow(
      `${path} has files that no night put there (thesis.txt); give another --folder`,
    );
    expect([existsSync(join(path, 'thesis.txt')), existsSync(join(path, 's3'))]).toEqual([true, true]);
  });

  it('keeps the tables that it is about, until it is emptied', () => {
    const path = absoluteFolder(join(root, 'kept'));
    emptyFolder(path);
    expect(keptTables(path)).toBeUndefined();
    keepTables(path, [{ name: 'Guests' }]);
    expect(keptTables(path)).toEqual([{ name: 'Guests' }]);
    emptyFolder(path);
    expect(keptTables(path)).toBeUndefined();
  });
});
