import { Match } from 'aws-cdk-lib/assertions';
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

describe('a query that Athena would not take is refused by the name of its file', () => {
  it.each<[string, SavedQuery, string]>([
    [
      'a title that is too long',
      { ...PLAIN, title: 'x'.repeat(116) },
      "orders_per_day.sql: its title has 116 characters, Athena takes 115 beside the table's name; shorten it",
    ],
    [
      'a name with a space, which no command could ask',
      { ...PLAIN, name: 'orders per day' },
      'orders per day.sql: it is asked by the name of its file; give that one of letters, digits, _ and -',
    ],
    [
      'a name that no prepared statement has',
      { ...ASKING, name: 'orders-of-day' },
      'orders-of-day.sql: with parameters it is a prepared statement, whose name Athena takes with letters, digits and _; rename the file',
    ],
    [
      'a statement that is too long',
      { ...PLAIN, sql: `SELECT '${'x'.repeat(262_144)}'` },
      'bytes, Athena takes 262144; shorten it',
    ],
  ])('%s', (_, query, message) => {
    expect(() => saveQueries([query])).toThrow(message);
  });

  it('but not one that just fits', () => {
    const { only } = saveQueries([{ ...PLAIN, name: 'per-day', title: 'x'.repeat(115) }]);
    expect(only('AWS::Athena::NamedQuery').Properties.Name).toHaveLength(128);
  });

  it('and its description is cut between characters', () => {
    const { only } = saveQueries([{ ...PLAIN, description: `x${'🍣'.repeat(600)}` }]);
    expect(only('AWS::Athena::NamedQuery').Properties.Description).toBe(`x${'🍣'.repeat(511)}`);
  });
});

describe('a query that Athena could not run is warned of', () => {
  it.each<[string, SavedQuery, string]>([
    [
      'with what is wrong',
      { ...PLAIN, sql: 'SELEC 1' },
      "The saved query orders_per_day.sql: SYNTAX_ERROR: line 1:1: mismatched input 'SELEC'",
    ],
    [
      'where its header has not all that it asks for',
      { ...ASKING, parameters: ASKING.parameters.slice(1) },
      'The saved query orders_of_day.sql: it asks for 2 values, and its header has 1 of "-- parameter:"',
    ],
  ])('%s', (_, query, message) => {
    saveQueries([query]).annotations().hasWarning('/Stack/Queries', Match.stringLikeRegexp(message));
  });

  it('but not one that only the laptop does not answer', () => {
    const { annotations } = saveQueries([PLAIN, ASKING, { ...PLAIN, name: 'tables', sql: 'SHOW TABLES' }]);
    annotations().hasNoWarning('*', Match.anyValue());
  });
});
