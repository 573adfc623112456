import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  applyIncremental,
  keepIncremental,
  keepTables,
  readKeptIncremental,
  readKeptTables,
} from '../../../lib/cli/options/local-folder';
import { parseConfig } from '../../../lib/config';
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

  it('keeps which tables have nights of changes, as a setting on top of the configuration', () => {
    expect(readKeptIncremental(root)).toEqual({});
    keepIncremental(root, { SushiOrderData: { reconcile: 'monthly', maxCatchUpDays: 3 } });
    const { tables } = applyIncremental(parseConfig({}), readKeptIncremental(root));
    expect(tables).toMatchObject([{ columnar: true, incremental: { reconcile: 'monthly', maxCatchUpDays: 3 } }]);
    writeFileSync(join(root, 'incremental.json'), '{"SushiOrderData":{"reconcile":"daily"}}');
    expect(() => readKeptIncremental(root)).toThrow(`${root}/incremental.json cannot be read: `);
    writeFileSync(join(root, 'incremental.json'), '{');
    expect(() => readKeptIncremental(root)).toThrow('remove it, and nights of changes are those of cdk.json alone');
  });
});
