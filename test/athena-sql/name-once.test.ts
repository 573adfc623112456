import { absoluteFolder } from '../../lib/athena-sql/engine/absolute-folder';
import { findMacros, translate } from '../../lib/athena-sql/dialect';
import { Engine } from '../../lib/athena-sql/engine';
import { openSession } from '../../lib/athena-sql/engine/session';
import { nameOnce } from '../../lib/athena-sql/values/name-once';
import { answer } from './answers';

const sqlOf = (expression: string): string =>
  translate(`SELECT ${expression} FROM (VALUES ('a', 1, 1e0)) AS t(x, n, d)`, {
    catalog: { find: () => undefined, names: () => [] },
    database: 'db',
  }).sql;

const TYPES = [
  ...['tinyint', 'smallint', 'integer', 'bigint', 'double', 'real', 'boolean', 'date', 'uuid', 'decimal(9, 2)'],
  ...['decimal(38, 2)', 'timestamp', 'timestamp(0)', 'timestamp(6)', 'timestamp(9)', 'timestamp(12)'],
];

// each time that it is named it is planned, and computed for each row
describe('what is composed is named once by', () => {
  it.each([
    ...TYPES.map((type) => `CAST(concat(x, '4711') AS ${type})`),
    ...TYPES.map((type) => `TRY_CAST(concat(x, '4711') AS ${type})`),
    "date(concat(x, '4711'))",
    "substr(concat(x, '4711'), n)",
    "substr(concat(x, '4711'), n, n + 1)",
    'substr(x, n, n + 4711)',
    "split_part(concat(x, '4711'), ':', 1)",
    "split_part(concat(x, '4711'), x, n)",
    'CAST(d * 4711e0 AS bigint)',
    'CAST(d * 4711e0 AS decimal(9, 2))',
    'CAST(n + 4711 AS decimal(3, 0))',
    'CAST(n + 4711 AS varchar(9))',
  ])('%s', (expression) => {
    expect(sqlOf(expression).split('4711')).toHaveLength(2);
  });

  it.each(['x', "'a'"])('nothing more than is needed: CAST(%s AS bigint)', (simple) => {
    expect(sqlOf(`CAST(${simple} AS bigint)`)).not.toContain('lambda');
  });
});

it('a name that was given further out stays what it is', () => {
  const inner = nameOnce(['once', 'f(x)'], ([outer, own]) => `g(${outer}, ${own}, ${own})`);
  expect(inner).toBe("list_transform([{'n0': f(x)}], lambda once1: g(once, once1.n0, once1.n0))[1]");
});

it('a text is cut to its clock once where it is read as a timestamp', async () => {
  const { instance, connection } = await openSession({ threads: 1 });
  try {
    const sql = 'SELECT t_text_fine(x) FROM (SELECT CAST(i AS VARCHAR) AS x FROM range(9) AS r(i))';
    await connection.run([...findMacros(sql).map(({ statement }) => statement), 'SELECT 1'].join(';\n'));
    const plan = (await connection.runAndReadAll(`EXPLAIN (FORMAT JSON) ${sql}`)).getRows().join();
    expect(plan.match(/regexp_replace\(/g)).toHaveLength(1);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
});

describe('what is named once is answered as Trino does', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await Engine.open({ root: absoluteFolder('/') });
  });
  afterAll(() => engine.close());

  const ONE = "FROM (VALUES '2') AS t(y)";
  it.each([
    ['where nothing comes to it', "SELECT IF(y = '3', CAST('+12345' || '-01-01' AS timestamp)) " + ONE, [[null]]],
    ['where nothing comes to a constant', "SELECT IF(false, CAST('a' || 'b' AS bigint), 1)", [[1]]],
    ['in TRY', "SELECT TRY(CAST(y || 'a' AS bigint)) " + ONE, [[null]]],
    ['in a lambda', "SELECT transform(ARRAY['1', 'x'], v -> TRY_CAST(v || '1' AS bigint))", [[[11, null]]]],
    ['as a key', `SELECT CAST(y || '1' AS bigint), 1 ${ONE} GROUP BY CAST(y || '1' AS bigint)`, [[21, 1]]],
    ['as an order', `SELECT y ${ONE} ORDER BY CAST(y || '1' AS bigint)`, [['2']]],
    ['of an aggregate', `SELECT CAST(max(y) || '1' AS bigint) ${ONE}`, [[21]]],
    ['in a window', `SELECT max(CAST(y || '1' AS bigint)) OVER () ${ONE}`, [[21]]],
    [
      'in a join',
      `SELECT u.y ${ONE} JOIN (VALUES '2') AS u(y) ON CAST(t.y || '' AS bigint) = CAST(u.y AS bigint)`,
      [['2']],
    ],
    [
      'of a subquery',
      `SELECT CAST((SELECT max(u.y) FROM (VALUES '2') AS u(y) WHERE u.y = t.y) AS bigint) ${ONE}`,
      [[2]],
    ],
    ['in a subquery', `SELECT (SELECT max(CAST(u.y || t.y AS bigint)) FROM (VALUES '3') AS u(y)) ${ONE}`, [[32]]],
  ])('%s', async (_, sql, rows) => {
    expect(await answer(engine, sql)).toEqual(rows);
  });
});
