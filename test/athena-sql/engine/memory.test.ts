import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { absoluteFolder } from '../../../lib/athena-sql/engine/absolute-folder';
import { Engine } from '../../../lib/athena-sql/engine';
import { withLittleMemory } from '../../../lib/athena-sql/engine/little-memory';
import { leastMemory, memoryLimit, memoryLimits } from '../../../lib/athena-sql/engine/memory';

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

describe('work that fills whatever memory it may take', () => {
  const limits = { little: '50MB', whole: '500MB' };
  const oneOf = async (connection: DuckDBConnection, sql: string) =>
    (await connection.runAndReadAll(sql)).getRows()[0]?.[0];
  const limitOf = (connection: DuckDBConnection) => oneOf(connection, "SELECT current_setting('memory_limit')");

  async function withConnection(act: (connection: DuckDBConnection) => Promise<void>): Promise<void> {
    const instance = await DuckDBInstance.create(':memory:', { memory_limit: limits.whole, threads: '1' });
    const connection = await instance.connect();
    try {
      await act(connection);
    } finally {
      connection.closeSync();
      instance.closeSync();
    }
  }

  it('is given little, and what comes after it all', () =>
    withConnection(async (connection) => {
      expect(await withLittleMemory(connection, limits, () => limitOf(connection))).toBe('47.6 MiB');
      expect(await limitOf(connection)).toBe('476.8 MiB');
    }));

  it('is done with all of it where little is not enough', () =>
    withConnection(async (connection) => {
      const tried: unknown[] = [];
      const count = await withLittleMemory(connection, limits, async () => {
        tried.push(await limitOf(connection));
        return oneOf(connection, "SELECT len(list(repeat('x', 100) || i)) FROM range(1000000) AS t (i)");
      });
      expect([count, tried]).toEqual([1_000_000n, ['47.6 MiB', '476.8 MiB']]);
      expect(await limitOf(connection)).toBe('476.8 MiB');
    }));

  it('is done once where it fails for another reason', () =>
    withConnection(async (connection) => {
      const work = jest.fn(() => oneOf(connection, "SELECT error('no')"));
      await expect(withLittleMemory(connection, limits, work)).rejects.toThrow('no');
      expect(work).toHaveBeenCalledTimes(1);
      expect(await limitOf(connection)).toBe('476.8 MiB');
    }));

  it('is given what a caller says, and what the environment says', () => {
    expect(memoryLimits('70MB')).toEqual({ little: '70MB', whole: '70MB' });
    const { little, whole } = memoryLimits();
    expect(little).toBe(leastMemory());
    expect(whole).toMatch(/^\d+B$/);
  });
});
