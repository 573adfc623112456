import { absoluteFolder } from '../../lib/athena-sql/engine/absolute-folder';
import { translate } from '../../lib/athena-sql/dialect';
import { Engine } from '../../lib/athena-sql/engine';
import { withinLambda } from '../../lib/athena-sql/values/within-lambda';
import { answer } from './answers';

describe('the body of a lambda', () => {
  it.each([
    ['no column', `f(1)`, `list_transform([TRUE], lambda v: f(1))[1]`],
    [
      'a column',
      `r1."a" + g2.k1 + r1."a"`,
      `list_transform([{'n0': r1."a", 'n1': g2.k1}], lambda v: v.n0 + v.n1 + v.n0)[1]`,
    ],
    [
      'one entry',
      `f(r1."item"['a']['N'], r1."item"['a']['N'])`,
      `list_transform([{'n0': r1."item"['a']['N']}], lambda v: f(v.n0, v.n0))[1]`,
    ],
    [
      'two entries',
      `f(r1."item"['a']['N'], r2."it""em"['it''s'])`,
      `list_transform([{'n0': r1."item"['a']['N'], 'n1': r2."it""em"['it''s']}], lambda v: f(v.n0, v.n1))[1]`,
    ],
    [
      'an entry whose key a text decides',
      `r1."item"[x]['a']`,
      `list_transform([{'n0': r1."item"}], lambda v: v.n0[x]['a'])[1]`,
    ],
    [
      'a text and a name that only look like an entry',
      `f('r1."item"[''a'']', "r1.""item""['a']")`,
      `list_transform([TRUE], lambda v: f('r1."item"[''a'']', "r1.""item""['a']"))[1]`,
    ],
    [
      "what another lambda's parameter has",
      `list_transform(l, lambda w1: w1."k"['a'])`,
      `list_transform([TRUE], lambda v: list_transform(l, lambda w1: w1."k"['a']))[1]`,
    ],
  ])('that reads %s', (_, sql, expected) => {
    expect(withinLambda(sql, 'v')).toBe(expected);
  });
});

// DuckDB's TRY with COALESCE right in it ends the process, now and then (1.5.6)
it.each(['real', 'double', 'bigint', 'decimal(5, 2)', 'date', 'timestamp(9)'])('TRY of CAST AS %s has one', (type) => {
  const catalog = { find: () => undefined, names: () => [] };
  const { sql } = translate(`SELECT TRY(CAST(coalesce(x, 'b') AS ${type})) FROM (VALUES 'a') AS t(x)`, {
    catalog,
    database: 'db',
  });
  expect(sql).toMatch(/TRY\(list_transform\(\[\{'n0': r2\.c1\}\], lambda (\w+): (?!.*TRY\().*coalesce\(/);
});

it.each(['x', 't.x', 'r.f'])('TRY of CAST of a column is TRY_CAST of it: %s', (column) => {
  const catalog = { find: () => undefined, names: () => [] };
  const of = (cast: string) =>
    translate(`SELECT ${cast} FROM (VALUES ('a', CAST(ROW('1') AS row(f varchar)))) AS t(x, r)`, {
      catalog,
      database: 'db',
    }).sql;
  expect(of(`TRY(CAST(${column} AS bigint))`)).toBe(of(`TRY_CAST(${column} AS bigint)`));
});

describe('TRY of what is read from a map', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await Engine.open({ root: absoluteFolder('/') });
  });
  afterAll(() => engine.close());

  const of = (expression: string): string =>
    `SELECT ${expression} FROM (VALUES MAP(ARRAY['a', 'b'], ARRAY['1', '2']), MAP(ARRAY['a'], ARRAY['x']), MAP(ARRAY['a', 'b'], ARRAY[NULL, '3']), NULL) t(m)`;

  it.each([
    ["TRY(CAST(element_at(m, 'a') AS bigint) + 1)", [2, null, null, null]],
    ["TRY(CAST(m['a'] AS bigint) + CAST(m['b'] AS bigint))", [3, null, null, null]],
    ["TRY(concat(m['b'], 'm[''a'']'))", ["2m['a']", null, "3m['a']", null]],
    ["TRY(transform(ARRAY[1, 2], n -> n + CAST(m['b'] AS bigint)))", [[3, 4], null, [4, 5], [null, null]]],
  ])('%s', async (expression, expected) => {
    expect(await answer(engine, of(expression))).toEqual(expected.map((value) => [value]));
  });
});
