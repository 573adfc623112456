import { statementOfNight } from '../../../lib/cli/answers/night-statement';
import type { Target } from '../../../lib/target';

/** A database that has these tables and views, and two nights of each `_raw` table. */
function targetWith(...names: string[]): Target {
  const target: Pick<Target, 'tables' | 'partitions'> = {
    tables: () =>
      Promise.resolve(names.map((name) => ({ name, kind: 'table', description: '', columns: [], partitionKeys: [] }))),
    partitions: (table) => {
      if (!names.includes(table)) throw new Error(`there is no table ${table}`);
      return Promise.resolve(
        ['2026-01-30', '2026-01-31'].map((date) => ({ values: [date], location: '', parameters: {} })),
      );
    },
  };
  return target as Target;
}

const shop = targetWith(
  ...['shop', 'shop_history', 'shop_raw', 'shop_user', 'shop_user_history', 'shop_web', 'shop_web_history'],
  ...['shop_web_raw', 'shop_web_user', 'shop_web_user_history', 'other'],
);

describe('a statement of an earlier night', () => {
  it.each(['shop_user', 'shop_web_user'])('reads the items of an entity of that night from %s', async (view) => {
    const { sql } = await statementOfNight(`SELECT * FROM ${view}`, '2026-01-30', shop);
    expect(sql).toBe(
      `WITH "${view}" AS (SELECT * FROM "${view}_history" WHERE export_date = '2026-01-30') SELECT * FROM ${view}`,
    );
  });

  it('is refused for a date that the table of the entity does not have', async () => {
    await expect(statementOfNight('SELECT * FROM shop_user', '2026-01-01', shop)).rejects.toThrow(
      'shop_user has no verified night of 2026-01-01. There are 2026-01-30, 2026-01-31.',
    );
  });

  it('is refused for a view that is of no table with nights', async () => {
    await expect(statementOfNight('SELECT * FROM other', '2026-01-30', shop)).rejects.toThrow(
      'it is not known which night other reads',
    );
  });
});
