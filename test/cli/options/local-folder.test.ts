import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepTables, readKeptTables } from '../../../lib/cli/options/local-folder';
import { absoluteFolder } from '../../../lib/athena-sql/engine/absolute-folder';

const root = absoluteFolder(mkdtempSync(join(tmpdir(), 'local-folder-')));

afterAll(() => {
  rmSync(root, { recursive: true });
});

describe('the folder of a local system', () => {
  it('keeps the tables that it is about', () => {
    expect(readKeptTables(root)).toBeUndefined();
    keepTables(root, [{ name: 'Guests' }]);
    expect(readKeptTables(root)).toEqual([{ name: 'Guests' }]);
    expect(readdirSync(root)).toEqual(['tables.json']);
  });

  it('names the file of its tables where that is none', () => {
    writeFileSync(join(root, 'tables.json'), '[{');
    expect(() => readKeptTables(root)).toThrow(`${root}/tables.json is no JSON: `);
  });
});
