import { absoluteFolder } from '../../../lib/athena-sql/engine/absolute-folder';
import { athenaText, Engine, type TableResolver } from '../../../lib/athena-sql/engine';

const NO_TABLES: TableResolver = { find: () => undefined, names: () => [] };

describe('athenaText', () => {
  let engine: Engine;

  beforeAll(async () => {
    engine = await Engine.open({ root: absoluteFolder('/') });
  });

  afterAll(async () => {
    await engine.close();
  });

  const text = async (expression: string): Promise<string | undefined> => {
    const { columns, rows } = await engine.query(`SELECT ${expression}`, { catalog: NO_TABLES, database: 'd' });
    for await (const [row] of rows) {
      const [column] = columns;
      if (row !== undefined && column !== undefined) return athenaText(row[0] ?? null, column.type);
    }
    return undefined;
  };

  it.each([
    ['1', '1'],
    ['true', 'true'],
    ['9223372036854775807', '9223372036854775807'],
    ["DECIMAL '12345678901234567890123456789012345678'", '12345678901234567890123456789012345678'],
    ["CAST('0.50' AS decimal(2,2))", '0.50'],
    ['1e0', '1.0'],
    ['1e10', '1.0E10'],
    ['1e-4', '1.0E-4'],
    ['nan()', 'NaN'],
    ["REAL '1.1'", '1.1'],
    ["DATE '2022-06-20'", '2022-06-20'],
    ["TIMESTAMP '2022-06-20 01:48:00'", '2022-06-20 01:48:00.000'],
    ["TIMESTAMP '2022-06-20 01:48:00.123456'", '2022-06-20 01:48:00.123'],
    ["TIMESTAMP '2022-06-20 01:48:00 UTC'", '2022-06-20 01:48:00.000 UTC'],
    ["TIMESTAMP '2022-06-20 01:48:00 Asia/Tokyo'", '2022-06-20 01:48:00.000 Asia/Tokyo'],
    ["X'00ff10'", '00 ff 10'],
    ["ARRAY['a', NULL]", '[a, null]'],
    ["MAP(ARRAY['k'], ARRAY[1.5])", '{k=1.5}'],
    ["CAST(ROW(1, 'a') AS row(x integer, y varchar))", '{x=1, y=a}'],
    ['ROW(1, true)', '{field0=1, field1=true}'],
    ['JSON \'{"b": 1, "a": [2]}\'', '{"a":[2],"b":1}'],
    ["INTERVAL '36' HOUR", '1 12:00:00.000'],
    ["INTERVAL '14' MONTH", '1-2'],
  ])('prints %s as %s', async (expression, expected) => {
    expect(await text(expression)).toBe(expected);
  });

  it('gives nothing for NULL', async () => {
    expect(await text('CAST(NULL AS integer)')).toBeUndefined();
  });
});
