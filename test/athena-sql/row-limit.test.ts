import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { translate, type Catalog } from '../../lib/athena-sql/dialect';

const catalog: Catalog = {
  find: (_, name) => {
    if (name === 'two') return { kind: 'view', sql: 'VALUES 1, 2', database: 'db' };
    if (name !== 't') return undefined;
    const partition = { constants: new Map<string, string>(), sql: () => 'SELECT 1 AS a' };
    return { kind: 'table', columns: [{ name: 'a', type: { kind: 'integer' } }], partitions: [partition] };
  },
  names: () => [],
};
const rowLimitOf = (sql: string): number | undefined => translate(sql, { catalog, database: 'db' }).rowLimit;

describe('the rows that a statement has at most are', () => {
  it.each([
    ['SELECT 1', 1],
    ['SELECT count(*), max(a) FROM t', 1],
    ['SELECT count(*) FROM t HAVING count(*) > 1', 1],
    ['VALUES 1, 2, 3', 3],
    ['SELECT x + 1 FROM (VALUES 1, 2, 3) AS v(x) WHERE x > 1 ORDER BY 1', 3],
    ['SELECT * FROM two', 2],
    ['WITH w AS (SELECT a FROM t) SELECT sum(a) FROM w', 1],
    ['SELECT a FROM t LIMIT 20', 20],
    ['SELECT a FROM (SELECT a FROM t LIMIT 20) AS v', 20],
    ['SELECT * FROM two LIMIT 20', 2],
    ['(SELECT a FROM t) LIMIT 20', 20],
  ])('of %s: %d', (sql, rows) => {
    expect(rowLimitOf(sql)).toBe(rows);
  });

  it.each([
    'SELECT a FROM t',
    'SELECT DISTINCT a FROM t',
    'SELECT a, count(*) FROM t GROUP BY a',
    'SELECT count(*) FROM two GROUP BY GROUPING SETS ((), ())',
    'SELECT 1 FROM two, two AS other',
    'SELECT 1 FROM two JOIN two AS other ON TRUE',
    'SELECT 1 FROM UNNEST(sequence(1, 10000)) AS u(x)',
    'SELECT x FROM two CROSS JOIN UNNEST(sequence(1, 10000)) AS u(x)',
    'SELECT 1 UNION ALL SELECT a FROM t',
    'WITH RECURSIVE w(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM w WHERE n < 9) SELECT n FROM w',
    'SELECT a FROM t ORDER BY a FETCH FIRST 2 ROWS WITH TIES',
  ])('not known of %s', (sql) => {
    expect(rowLimitOf(sql)).toBeUndefined();
  });

  it('no fewer than Trino gave', () => {
    const folder = join(__dirname, '../fixtures/trino-answers');
    const recorded = readdirSync(folder).flatMap(
      (file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as { sql: string; rows?: unknown[] }[],
    );
    const several = recorded.filter(({ rows = [] }) => rows.length > 1);
    expect(several.length).toBeGreaterThan(50);
    for (const { sql, rows = [] } of several) expect(rowLimitOf(sql) ?? Infinity).toBeGreaterThanOrEqual(rows.length);
  });
});
