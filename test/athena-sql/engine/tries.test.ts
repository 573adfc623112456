import { temporaryEngine } from './temporary-engine';

const laptop = temporaryEngine('tries');

/** The text of a value that is read from a table, so that nothing is a constant that is computed beforehand. */
const of = (expression: string, ...texts: string[]): string =>
  `SELECT ${expression} FROM (VALUES ${texts.map((text) => `'${text}'`).join(', ')}) t(x)`;

async function rowsOf(sql: string): Promise<(readonly unknown[])[]> {
  const { rows } = await laptop.engine.query(sql, {
    catalog: { find: () => undefined, names: () => [] },
    database: 'db',
  });
  const all: (readonly unknown[])[] = [];
  for await (const batch of rows) all.push(...batch.map((row) => [...row]));
  return all;
}

describe('TRY around what is refused where a value is met', () => {
  it.each([
    ['a year with a sign', of('TRY(CAST(x AS date))', '+2020-01-01')],
    [
      'a year of five digits, among others',
      of('TRY_CAST(x AS timestamp)', '2020-01-01 00:00:00', '12020-01-01 00:00:00'),
    ],
    ['a hexadecimal text', of('TRY(CAST(x AS double))', '0x1p3')],
    ['the number that cannot be written as Trino does', of('TRY(CAST(CAST(x AS double) AS varchar))', '1e300')],
    ['a computed pattern that is not proven', of('TRY(regexp_like(x, x))', 'a.c', String.raw`\bword`)],
    ['a constant', "SELECT TRY(CAST('+2020-01-01' AS date))"],
  ])('refuses %s in place of answering NULL', async (_, sql) => {
    await expect(rowsOf(sql)).rejects.toThrow(/on the laptop/);
  });

  it.each([
    ['no row comes to it', of('TRY(CAST(x AS date))', '2020-01-01', 'no date')],
    [
      'a condition keeps it from all rows',
      of("CASE WHEN x LIKE '2%' THEN TRY(CAST(x AS date)) END", '2020-01-01', '+2020-01-01'),
    ],
    ['a computed pattern is proven', of('regexp_like(x, x)', 'a.c')],
    ['nothing is read', `${of('TRY(CAST(x AS date))', '+2020-01-01')} WHERE x = 'y'`],
  ])('answers where %s', async (_, sql) => {
    expect(await rowsOf(sql)).toBeDefined();
  });
});
