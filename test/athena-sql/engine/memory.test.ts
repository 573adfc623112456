import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { absoluteFolder } from '../../../lib/athena-sql/engine/absolute-folder';
import { Engine } from '../../../lib/athena-sql/engine';
import { memoryLimit } from '../../../lib/athena-sql/engine/memory';

const GIGABYTE = 1_000_000_000;

describe('the memory that a query may take', () => {
  it('is a share of what the machine has, and never less than usual exports need', () => {
    expect(memoryLimit('', 10 * GIGABYTE)).toBe('6000000000B');
    expect(memoryLimit('', 0.5 * GIGABYTE)).toBe('800000000B');
  });

  it.each(['2GB', '1.5 GiB', '900mb'])('is what the environment says: %s', (size) => {
    expect(memoryLimit(size, GIGABYTE)).toBe(size);
  });

  it.each(['2', 'much', '-1GB', '0GB', '80%', "1GB'; SET x = 1"])('is refused as %j', (size) => {
    expect(() => memoryLimit(size, GIGABYTE)).toThrow(
      `EXPORT_TO_ATHENA_MEMORY is ${JSON.stringify(size)}, which is no size of memory; give one such as 4GB`,
    );
  });
});

describe('a query that needs more memory', () => {
  const root = absoluteFolder(mkdtempSync(join(tmpdir(), 'memory-')));
  const spillFolder = join(root, 'spill');
  let engine: Engine;

  beforeAll(async () => {
    engine = await Engine.open({ root, spillFolder, memoryLimit: '40MB', threads: 1 });
  });

  afterAll(() => {
    rmSync(root, { recursive: true });
  });

  const ask = async (sql: string) => {
    const { rows } = await engine.query(sql, { catalog: { find: () => undefined, names: () => [] }, database: 'db' });
    const all = [];
    for await (const batch of rows) all.push(...batch);
    return all;
  };
  const numbers = 'UNNEST(sequence(1, 1000)) AS a (m) CROSS JOIN UNNEST(sequence(1, 1000)) AS b (n)';

  it('fails with the limit, and what to do', async () => {
    const list = `SELECT cardinality(array_agg(concat(CAST(m * n AS varchar), '${'x'.repeat(100)}'))) FROM ${numbers}`;
    await expect(ask(list)).rejects.toThrow(
      /^EXCEEDED_LOCAL_MEMORY_LIMIT: The query needs more than the 38\.1 MiB of memory .* such as EXPORT_TO_ATHENA_MEMORY=8GB$/,
    );
  });

  it('writes what it can to the folder that it was given, and takes that away', async () => {
    const groups = `SELECT count(*) FROM (SELECT DISTINCT concat(CAST(m * 1000 + n AS varchar), '${'x'.repeat(40)}') AS t FROM ${numbers})`;
    expect(await ask(groups)).toEqual([[1_000_000n]]);
    expect(existsSync(spillFolder)).toBe(true);
    await engine.close();
    expect(existsSync(spillFolder)).toBe(false);
  });
});
