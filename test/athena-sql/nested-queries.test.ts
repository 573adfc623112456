import { absoluteFolder } from '../../lib/athena-sql/engine/absolute-folder';
import { Engine } from '../../lib/athena-sql/engine';
import { answer } from './answers';

let engine: Engine;

beforeAll(async () => {
  engine = await Engine.open({ root: absoluteFolder('/') });
});

afterAll(async () => {
  await engine.close();
});

const W = 'WITH b AS (SELECT 2 y) SELECT y FROM b';

/** A query in parentheses with a WITH of its own, in each place that a query has. */
describe('a query with WITH', () => {
  it.each([
    [`(${W})`, [[2]]],
    [`((${W})) ORDER BY 1`, [[2]]],
    [`(${W} LIMIT 1) LIMIT 1`, [[2]]],
    [`WITH a AS (SELECT 1 x) (${W})`, [[2]]],
    [`WITH a AS (SELECT 1 x) ((${W}))`, [[2]]],
    ['WITH a AS (SELECT 1 x) (WITH b AS (SELECT x + 1 y FROM a) SELECT x, y FROM a, b)', [[1, 2]]],
    [`WITH a AS (SELECT 1 x) (${W}) ORDER BY 1 LIMIT 1`, [[2]]],
    [`WITH a AS (SELECT 1 x) (${W}) UNION ALL (SELECT x FROM a) ORDER BY 1`, [[1], [2]]],
    [`WITH a AS (SELECT 1 x) (SELECT x FROM a) EXCEPT (${W})`, [[1]]],
    [`WITH a AS (SELECT 1 x) (SELECT x FROM a WHERE false) UNION ALL (${W})`, [[2]]],
    [`WITH a AS (SELECT 1 x) (VALUES 1, 2) ORDER BY 1 DESC LIMIT 1`, [[2]]],
    ['WITH a AS (SELECT 1 x) (WITH b AS (VALUES 3, 1, 2) TABLE b ORDER BY 1)', [[1], [2], [3]]],
    [`WITH a AS ((${W})), c AS (WITH d AS (SELECT y z FROM a) (SELECT z FROM d)) SELECT y, z FROM a, c`, [[2, 2]]],
    [`SELECT * FROM (${W}) t`, [[2]]],
    [`SELECT * FROM ((${W})) t`, [[2]]],
    [`SELECT * FROM (WITH a AS (SELECT 1 x) (${W})) t`, [[2]]],
    [`SELECT (${W})`, [[2]]],
    [`SELECT (WITH a AS (SELECT 1 x) (${W}))`, [[2]]],
    [`SELECT 2 IN (${W})`, [[true]]],
    [`SELECT 2 IN (WITH a AS (SELECT 1 x) (${W}))`, [[true]]],
    [`SELECT EXISTS (WITH a AS (SELECT 1 x) (${W}))`, [[true]]],
  ])('answers in %s', async (sql, rows) => {
    expect(await answer(engine, sql)).toEqual(rows);
  });
});
