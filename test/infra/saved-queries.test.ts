import { SavedQueries } from '../../infra/parts/saved-queries';
import { QUERIES, readQueries } from '../../lib/query-files';
import { parseSavedQuery, type SavedQuery } from '../../lib/sql';
import { inStack } from './in-stack';
import { oneTable } from './one-table';

const SHOP_ORDERS = oneTable({ name: 'Shop-Orders', partitionKey: { name: 'orderId' } }).table;

function saveQueries(queries: readonly SavedQuery[], table = SHOP_ORDERS) {
  return inStack(
    (stack) => new SavedQueries(stack, 'Queries', { queries, table, databaseName: 'nights', workgroupName: 'people' }),
  );
}

const PLAIN = parseSavedQuery(
  'orders_per_day',
  `-- title: Orders per day
-- description: How many orders
-- description: each day had
-- table: any
SELECT export_date, count(*) FROM "{table}_history" GROUP BY 1;`,
);
const ASKING = parseSavedQuery(
  'orders_of_day',
  `-- title: Orders of a day
-- description: The orders of one day
-- table: any
-- parameter: day '2026-01-31' the day
-- parameter: menu 'tuna' what was ordered
SELECT * FROM "{table}_history" WHERE export_date = ? AND menu = ?`,
);

describe('a saved query', () => {
  const { only, types } = saveQueries([PLAIN]);

  it("is listed in Athena's console with the title and the description of its header, for its table", () => {
    expect(only('AWS::Athena::NamedQuery').Properties).toEqual({
      Name: 'shop_orders: Orders per day',
      Description: 'How many orders each day had',
      Database: 'nights',
      WorkGroup: 'people',
      QueryString: [
        '-- name: orders_per_day',
        '-- title: Orders per day',
        '-- description: How many orders each day had',
        '-- table: shop_orders',
        'SELECT export_date, count(*) FROM "shop_orders_history" GROUP BY 1',
      ].join('\n'),
    });
  });

  it('without parameters is no prepared statement', () => {
    expect(types).toEqual(['AWS::Athena::NamedQuery']);
  });
});

describe('a saved query with parameters', () => {
  const { only } = saveQueries([ASKING]);
  const description =
    "The orders of one day Parameter 1, day: the day (such as '2026-01-31'). Parameter 2, menu: what was ordered (such as 'tuna').";

  it('says what each question mark stands for', () => {
    expect(only('AWS::Athena::NamedQuery').Properties.Description).toBe(description);
  });

  it('is a prepared statement too, which takes its values by EXECUTE ... USING', () => {
    expect(only('AWS::Athena::PreparedStatement').Properties).toEqual({
      StatementName: 'shop_orders_orders_of_day',
      Description: description,
      WorkGroup: 'people',
      QueryStatement: 'SELECT * FROM "shop_orders_history" WHERE export_date = ? AND menu = ?',
    });
  });
});

describe("the project's own saved queries", () => {
  const queries = readQueries(QUERIES);
  const { all } = saveQueries(queries, oneTable({ name: 'SushiOrderData' }).table);

  it('are named queries, all of them', () => {
    expect(all('AWS::Athena::NamedQuery')).toHaveLength(queries.length);
    expect(queries.length).toBeGreaterThan(0);
  });

  it('are prepared statements where they have parameters', () => {
    const asking = queries.filter(({ sql }) => sql.includes('?'));
    expect(all('AWS::Athena::PreparedStatement')).toHaveLength(asking.length);
  });

  it('have names and descriptions that Athena takes, for a table with the longest name too', () => {
    const longest = oneTable({ name: 'T'.repeat(40) }).table;
    for (const { Properties } of saveQueries(queries, longest).all('AWS::Athena::NamedQuery')) {
      expect(String(Properties.Name).length).toBeLessThanOrEqual(128);
      expect(String(Properties.Description).length).toBeLessThan(1_024);
    }
  });
});
