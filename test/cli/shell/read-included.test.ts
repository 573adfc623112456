import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readIncluded } from '../../../lib/cli/shell/read-included';

describe('a file of statements and commands', () => {
  const folder = mkdtempSync(join(tmpdir(), 'included-'));
  const file = join(folder, 'all.sql');

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const read = (text: string) => {
    writeFileSync(file, text);
    return readIncluded(file).entries.map(({ entry, line }) => [
      line,
      entry.kind === 'command' ? entry.text : entry.sql,
    ]);
  };

  it('is read as it would be typed, and its last statement needs no semicolon', () => {
    expect(read("\uFEFFSELECT 1;\r\n-- no\r\n\\x on\r\nSELECT ';\n', 2; SELECT\n3\n")).toEqual([
      [1, 'SELECT 1'],
      [3, '\\x on'],
      [5, "SELECT ';\n', 2"],
      [7, 'SELECT\n3'],
    ]);
  });

  it('has statements that a command ends', () => {
    expect(read('SELECT 1\n\\watch 1\nSELECT 2')).toEqual([
      [2, 'SELECT 1'],
      [2, '\\watch 1'],
      [3, 'SELECT 2'],
    ]);
  });

  it('may be empty', () => {
    expect(read('')).toEqual([]);
    expect(read('-- nothing\n\n')).toEqual([]);
  });

  it('is refused whole where a quote is not closed', () => {
    expect(() => read("SELECT 1; SELECT 'a\nSELECT 2;")).toThrow(
      `${file} has ' that is not closed at its end: nothing of it is asked`,
    );
  });

  it('is refused by its name where it cannot be read', () => {
    expect(() => readIncluded(join(folder, 'none.sql'))).toThrow(`There is no file ${join(folder, 'none.sql')}`);
    expect(() => readIncluded(folder)).toThrow(`${folder} cannot be read: there is a folder of that name`);
  });
});
