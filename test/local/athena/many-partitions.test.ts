import { catalogTables, Listings } from '../../../lib/local/athena';
import { addPartition, localAthena, NAMES } from './local-athena';

const NIGHTS = 40;
const date = (night: number): string => `2026-01-${String(night).padStart(2, '0')}`;

describe('of a table of many nights', () => {
  const athena = localAthena();

  /** The rows of a statement, and the nights whose files were listed for it. */
  async function ask(sql: string): Promise<{ readonly rows: unknown[]; readonly listed: string[] }> {
    for (let night = 1; night <= NIGHTS; night++) {
      await athena.store.put(NAMES.bucket, `n${night}/data/a.json`, `{"Item":{"n":{"N":"${night}"}}}\n`);
      addPartition(athena.catalog, 'raw', [date(night)], `n${night}/data/`);
    }
    const list = jest.spyOn(athena.store, 'list');
    try {
      const catalog = catalogTables(athena.catalog, new Listings(athena.store));
      const result = await athena.engine.query(sql, { catalog, database: NAMES.database });
      const rows: unknown[] = [];
      for await (const batch of result.rows) rows.push(...batch);
      return { rows, listed: list.mock.calls.map(([, folder]) => String(folder)) };
    } finally {
      list.mockRestore();
    }
  }

  it.each([
    ['a night', `WHERE export_date = '${date(7)}'`, [7]],
    ['some nights', `WHERE export_date IN ('${date(3)}', '${date(9)}')`, [3, 9]],
    ['a range', `WHERE export_date > '${date(NIGHTS - 2)}'`, [NIGHTS - 1, NIGHTS]],
    ['no night', "WHERE export_date = 'never'", []],
  ])('the files of %s are listed where the keys rule out all others', async (_, where, nights) => {
    const { rows, listed } = await ask(`SELECT CAST(item['n']['N'] AS bigint) FROM ${NAMES.raw} ${where} ORDER BY 1`);
    expect(rows).toEqual(nights.map((night) => [BigInt(night)]));
    expect(listed).toEqual(nights.map((night) => `n${night}/data/`));
  });

  it('the files of all nights are listed that one of its places in a statement may read', async () => {
    const { rows, listed } = await ask(
      `SELECT (SELECT count(*) FROM ${NAMES.raw} WHERE export_date = '${date(1)}'), (SELECT count(*) FROM ${NAMES.raw}), (SELECT count(*) FROM "${NAMES.raw}$partitions")`,
    );
    expect(rows).toEqual([[1n, BigInt(NIGHTS), BigInt(NIGHTS)]]);
    expect(new Set(listed).size).toBe(NIGHTS);
  });

  it('every night is a row of $partitions, though no file is listed', async () => {
    const { rows, listed } = await ask(`SELECT count(*) FROM "${NAMES.raw}$partitions"`);
    expect(rows).toEqual([[BigInt(NIGHTS)]]);
    expect(listed).toEqual([]);
  });
});
