import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readStatement } from '../../../lib/cli/options/statement';

const folder = mkdtempSync(join(tmpdir(), 'statement-'));
const noInput = () => {
  throw new Error('standard input was read');
};

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('a statement', () => {
  it('is the argument itself', () => {
    expect(readStatement('SELECT 1', noInput)).toEqual({ sql: 'SELECT 1', saved: undefined });
  });

  it('is what a file holds', () => {
    const path = join(folder, 'my query.sql');
    writeFileSync(path, '-- mine\nSELECT 2\n');
    expect(readStatement(path, noInput)).toEqual({ sql: '-- mine\nSELECT 2\n', saved: undefined });
  });

  it('is what standard input gives for -', () => {
    expect(readStatement('-', () => 'SELECT 3').sql).toBe('SELECT 3');
  });

  it.each(['growth_by_night', 'growth_by_night.sql', 'queries/growth_by_night.sql'])('is a saved query: %s', (name) => {
    const { saved } = readStatement(name, noInput);
    expect(saved?.name).toBe('growth_by_night');
  });

  it('keeps the line numbers of its file below a header', () => {
    const path = join(folder, 'headed.sql');
    writeFileSync(path, '-- title: t\r\n-- description: d\r\n-- table: any\r\n\r\nSELECT\r\n  4\r\n');
    const { sql, saved } = readStatement(path, noInput);
    expect(sql).toBe('\n\n\n\nSELECT\n  4');
    expect(saved?.title).toBe('t');
  });

  it('that is neither a file nor a saved query is refused with the saved queries', () => {
    expect(() => readStatement('monthly', noInput)).toThrow(/no file and no saved query monthly\. Saved queries are /);
    expect(() => readStatement('no/such/file.sql', noInput)).toThrow('no saved query no/such/file.sql');
  });

  it('whose header lacks something is refused with what', () => {
    const path = join(folder, 'lacking.sql');
    writeFileSync(path, '-- title: t\n-- table: any\nSELECT 1');
    expect(() => readStatement(path, noInput)).toThrow('description');
  });
});
