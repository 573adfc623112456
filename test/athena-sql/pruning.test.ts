import { translate, type Catalog, type Type } from '../../lib/athena-sql/dialect';

const VARCHAR: Type = { kind: 'varchar' };
const DAYS = ['d1', 'd2', 'd3'];
const VIEWS: Readonly<Record<string, string>> = {
  plain: 'SELECT day AS d, text FROM t',
  wrapped: 'SELECT d, upper(text) AS text FROM plain ORDER BY d',
  limited: 'SELECT day AS d FROM t LIMIT 5',
  numbered: 'SELECT day AS d, row_number() OVER (ORDER BY text) AS n FROM t',
  counted: 'SELECT max(day) AS d FROM t',
  distinct_days: 'SELECT DISTINCT day AS d FROM t',
  both: "SELECT day AS d FROM t WHERE set = 'new' UNION ALL SELECT day FROM t WHERE set IS DISTINCT FROM 'new'",
};

/** A table of three days, the first of them of the old set of columns. */
const catalog: Catalog = {
  find: (_, table) => {
    if (VIEWS[table] !== undefined) return { kind: 'view', sql: VIEWS[table], database: 'db' };
    return {
      kind: 'table',
      columns: [
        { name: 'text', type: VARCHAR },
        { name: 'set', type: VARCHAR },
        { name: 'day', type: VARCHAR, partitionKey: true },
      ],
      partitions: DAYS.map((day) => ({
        constants: new Map(day === 'd1' ? [['day', day]] : [...Object.entries({ day, set: 'new' })]),
        sql: () => `SCAN(${day})`,
      })),
    };
  },
  names: () => ['t', ...Object.keys(VIEWS)],
};

/** The partitions that are left in a statement, in the order of its scans. */
function read(sql: string, parameters: readonly string[] = []): string {
  const { sql: text } = translate(sql, { catalog, database: 'db', parameters });
  return (text.match(/SCAN\(\w+\)/g) ?? []).map((scan) => scan.slice(5, -1)).join(' ');
}

describe('of partitions are left in a statement those', () => {
  it.each([
    ['that are equal', "SELECT text FROM t WHERE day = 'd2'", 'd2'],
    ['that are equal, the other way round', "SELECT text FROM t WHERE 'd2' = day", 'd2'],
    ['that differ', "SELECT text FROM t WHERE day <> 'd2'", 'd1 d3'],
    ['from one on', "SELECT text FROM t WHERE day >= 'd2'", 'd2 d3'],
    ['before one, the other way round', "SELECT text FROM t WHERE 'd2' > day", 'd1'],
    ['between two', "SELECT text FROM t WHERE day BETWEEN 'd1' AND 'd2'", 'd1 d2'],
    ['in a list', "SELECT text FROM t WHERE day IN ('d1', 'd3')", 'd1 d3'],
    ['not in a list', "SELECT text FROM t WHERE day NOT IN ('d1', 'd3')", 'd2'],
    ['that are distinct', "SELECT text FROM t WHERE day IS DISTINCT FROM 'd1'", 'd2 d3'],
    ['that are not distinct', "SELECT text FROM t WHERE day IS NOT DISTINCT FROM 'd1'", 'd1'],
    ['that every condition leaves', "SELECT text FROM t WHERE day > 'd1' AND text = 'x' AND day < 'd3'", 'd2'],
    ['whose constant fits, or that have none', "SELECT text FROM t WHERE set = 'old'", 'd1'],
    ['under another name', "SELECT x.text FROM t AS x WHERE x.day = 'd2'", 'd2'],
    ['of a grouped statement', "SELECT day, count(*) FROM t WHERE day = 'd2' GROUP BY day", 'd2'],
    [
      'of the one side of a join',
      "SELECT a.text FROM t a JOIN t b ON a.text = b.text WHERE b.day = 'd2'",
      'd1 d2 d3 d2',
    ],
    [
      'of the side that a join keeps',
      "SELECT a.text FROM t a LEFT JOIN t b ON a.text = b.text WHERE a.day = 'd2'",
      'd2 d1 d2 d3',
    ],
    ['below UNNEST', "SELECT n FROM t CROSS JOIN UNNEST(ARRAY[1, 2]) AS u (n) WHERE day = 'd2'", 'd2'],
    ['of a view', "SELECT text FROM plain WHERE d = 'd2'", 'd2'],
    ['of a view of a view', "SELECT text FROM wrapped WHERE d = 'd2'", 'd2'],
    ['of each side of a UNION ALL', "SELECT d FROM both WHERE d = 'd2'", 'd2'],
    ['of a subquery', "SELECT x FROM (SELECT text AS x, day FROM t) WHERE day = 'd3'", 'd3'],
    ['of TABLE', "SELECT text FROM (TABLE t) WHERE day = 'd3'", 'd3'],
  ])('%s', (_, sql, days) => {
    expect(read(sql)).toBe(days);
  });

  it('that are equal to a parameter', () => {
    expect(read('SELECT text FROM t WHERE day = ?', ["'d2'"])).toBe('d2');
  });
});

describe('all partitions are left', () => {
  it.each([
    ['where one of two conditions is enough', "SELECT text FROM t WHERE day = 'd2' OR text = 'x'", 'd1 d2 d3'],
    ['where a condition is negated', "SELECT text FROM t WHERE NOT (day = 'd2')", 'd1 d2 d3'],
    ['where the text is computed', "SELECT text FROM t WHERE day = lower('D2')", 'd1 d2 d3'],
    [
      'where NULL may stand for the rows of a join',
      "SELECT a.text FROM t a LEFT JOIN t b ON a.text = b.text WHERE b.day IS DISTINCT FROM 'd2'",
      'd1 d2 d3 d1 d2 d3',
    ],
    [
      'where NULL may stand for those of USING',
      "SELECT text FROM t a FULL JOIN t b USING (text) WHERE a.day IS DISTINCT FROM 'd2'",
      'd1 d2 d3 d1 d2 d3',
    ],
    ['behind LIMIT', "SELECT d FROM limited WHERE d = 'd2'", 'd1 d2 d3'],
    ['behind a window', "SELECT n FROM numbered WHERE d = 'd2'", 'd1 d2 d3'],
    ['behind an aggregate', "SELECT d FROM counted WHERE d = 'd2'", 'd1 d2 d3'],
    [
      'of a query of WITH, which another may want whole',
      "WITH w AS (SELECT day FROM t) SELECT a.day FROM w a JOIN w b ON a.day > b.day WHERE a.day = 'd2'",
      'd1 d2 d3',
    ],
    [
      'of the statement around a subquery that asks for one',
      "SELECT text FROM t WHERE EXISTS (SELECT 1 FROM (VALUES 1) AS v (x) WHERE day = 'd2')",
      'd1 d2 d3',
    ],
    ['of a count in HAVING', "SELECT day, count(*) FROM t GROUP BY day HAVING day = 'd2'", 'd1 d2 d3'],
  ])('%s', (_, sql, days) => {
    expect(read(sql)).toBe(days);
  });
});

describe('a statement without a partition', () => {
  it.each([
    [
      'selects nothing',
      "SELECT upper(text) FROM t WHERE day = 'd9'",
      'SELECT CAST(NULL AS VARCHAR) AS "c1" WHERE FALSE',
    ],
    [
      'is no side of a UNION ALL',
      "SELECT text FROM t WHERE day = 'd9' UNION ALL SELECT concat('x', 'y')",
      "SELECT ('x' || 'y') AS c1",
    ],
    [
      'is no side that a join needs',
      "SELECT 1 FROM t a JOIN t b ON a.text = b.text WHERE b.day = 'd9'",
      'SELECT CAST(NULL AS INTEGER) AS "c1" WHERE FALSE',
    ],
  ])('%s', (_, sql, text) => {
    expect(translate(sql, { catalog, database: 'db' }).sql).toBe(text);
  });

  it('still counts', () => {
    expect(translate("SELECT count(*) FROM t WHERE day = 'd9'", { catalog, database: 'db' }).sql).toContain('count(*)');
  });

  it('is there for a join that keeps the other side', () => {
    expect(read("SELECT a.text FROM t a LEFT JOIN (SELECT text FROM t WHERE day = 'd9') b ON a.text = b.text")).toBe(
      'd1 d2 d3',
    );
  });
});
