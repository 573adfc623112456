import { AthenaError, SqlSyntaxError, tableNames, translate } from '../../lib/athena-sql/dialect';

const nothing = { catalog: { find: () => undefined, names: () => ['orders', 'raw'] }, database: 'd' };

const failureOf = (sql: string): unknown => {
  try {
    translate(sql, nothing);
  } catch (error) {
    return error;
  }
  return undefined;
};

describe('a statement that is no Trino SQL', () => {
  it.each([
    ['SELECT a, FROM t', 1, 11],
    ['SELECT 1\nFROM t\nWHERE AND x', 3, 7],
    ["SELECT '1'::integer", 1, 11],
    ['SELECT 2 ^ 3', 1, 10],
    ["SELECT 'A' ILIKE 'a'", 1, 18],
    ['FROM t', 1, 1],
    ['SELECT x FROM t LIMIT 2 OFFSET 1', 1, 25],
    ['SELECT `x` FROM t', 1, 8],
    ['SELECT 1x', 1, 8],
    ['SELECT 1 AS select', 1, 13],
    ['SELECT a = b = c FROM t', 1, 14],
    ['SELECT (1', 1, 10],
  ])('%s fails where it is wrong', (sql, line, column) => {
    expect(failureOf(sql)).toMatchObject({ line, column });
  });

  it('shows its line and where in it', () => {
    const error = failureOf('SELECT 1\n  FROM') as SqlSyntaxError;
    expect(error).toBeInstanceOf(SqlSyntaxError);
    expect(error.message.split('\n').slice(1)).toEqual(['    FROM', '        ^']);
  });
});

describe('a statement that is wrong', () => {
  it.each([
    ['SELECT * FROM nowhere', 'TABLE_NOT_FOUND', "nowhere' does not exist. There are: orders, raw"],
    ['SELECT * FROM odrers', 'TABLE_NOT_FOUND', "odrers' does not exist. Did you mean orders? There are: orders, raw"],
    ['SELECT y FROM (VALUES 1) AS t (x)', 'COLUMN_NOT_FOUND', 'There are: x'],
    ['SELECT 1 + true', 'TYPE_MISMATCH', 'integer + boolean'],
    ["SELECT 1 = '1'", 'TYPE_MISMATCH', 'integer = varchar(1)'],
    ['SELECT nonsense(1)', 'FUNCTION_NOT_FOUND', 'nonsense'],
    ['SELECT x FROM (VALUES 1) AS t (x) GROUP BY 1 + 1', 'EXPRESSION_NOT_AGGREGATE', "'x'"],
    ['SELECT x AS y FROM (VALUES 1) AS t (x) GROUP BY y', 'COLUMN_NOT_FOUND', 'There are: x'],
    ['SELECT ?', 'INVALID_PARAMETER_USAGE', 'expected 1 but found 0'],
  ])('%s is named as Athena names it', (sql, code, text) => {
    const error = failureOf(sql);
    expect(error).toBeInstanceOf(AthenaError);
    expect(error).toMatchObject({ code });
    expect((error as AthenaError).message).toContain(text);
  });
});

describe('tableNames', () => {
  it('finds a name wherever a query can stand, in lower case', () => {
    const sql = `WITH w AS (SELECT * FROM A) SELECT (SELECT max(x) FROM db.B) FROM w JOIN C ON EXISTS (SELECT 1 FROM D)
      WHERE x IN (TABLE E) UNION SELECT * FROM (SELECT * FROM "F$partitions")`;
    expect(
      tableNames(sql)
        .map(({ database, table }) => `${database ?? ''}.${table}`)
        .sort(),
    ).toEqual(['.a', '.c', '.d', '.e', '.f$partitions', '.w', 'db.b']);
  });
});
