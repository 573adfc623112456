import { DuckDBScalarFunction } from '@duckdb/node-api';
import { allTextRows, type TextRow } from '../../../lib/athena-sql/engine';
import { temporaryEngine } from './temporary-engine';

/** Rows that DuckDB handed to functions of JavaScript, which costs a microsecond each, NULL or not. */
let rows = 0;
const create = DuckDBScalarFunction.create.bind(DuckDBScalarFunction);
jest.spyOn(DuckDBScalarFunction, 'create').mockImplementation((definition) =>
  create({
    ...definition,
    mainFunction: (info, input, output) => {
      rows += input.rowCount;
      definition.mainFunction(info, input, output);
    },
  }),
);

const at = temporaryEngine('absent-values');
const catalog = { find: () => undefined, names: () => [] };

/** Rows that have an answer, and all rows. @param value of every other row; the rest have none */
async function ask(expression: string, value: string): Promise<readonly TextRow[]> {
  rows = 0;
  const items = `SELECT CASE WHEN n % 2 = 0 THEN '${value}' END AS x FROM UNNEST(sequence(1, 100)) AS s (n)`;
  const sql = `SELECT count(${expression}), count(*) FROM (${items})`;
  return allTextRows(await at.engine.query(sql, { catalog, database: 'd' }));
}

describe('a value that an item has not', () => {
  it.each([
    ['CAST(json_parse(x) AS array(varchar))', '["a"]'],
    ['CAST(json_parse(x) AS array(map(varchar, json)))', '[{"S":"a"}]'],
    ['CAST(json_parse(x) AS varchar)', '"a"'],
    ['TRY_CAST(x AS decimal(12, 2))', '1.5'],
    ['from_iso8601_timestamp(x)', '2026-02-01T00:00:00.000Z'],
  ])('is given to no function of the runtime by %s', async (expression, value) => {
    expect(await ask(expression, value)).toEqual([['50', '100']]);
    expect(rows).toBe(0);
  });

  it('is told from one that only the runtime can read', async () => {
    expect(await ask('CAST(json_parse(x) AS array(varchar))', '["a", 1.5]')).toEqual([['50', '100']]);
    expect(rows).toBeGreaterThan(0);
  });
});
