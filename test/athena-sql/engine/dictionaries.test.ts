import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AthenaError, parseUnload, RefusedError, SqlSyntaxError, type Type } from '../../../lib/athena-sql/dialect';
import { allTextRows, type ParquetSource } from '../../../lib/athena-sql/engine';
import { temporaryEngine } from './temporary-engine';

/*
 * DuckDB computes a function of one column once for each text of a Parquet dictionary, also for texts of rows that a statement
 * leaves out. What fails for one of them must fail for its rows alone.
 */
const FOLDER = join(__dirname, '../../fixtures/trino-answers');
const LITERAL = /'(?:[^']|'')*'|(?<![\w.'])\d{1,18}(?![\w.'])/g;
const AT_RUN = ['INVALID_FUNCTION_ARGUMENT', 'INVALID_CAST_ARGUMENT', 'NUMERIC_VALUE_OUT_OF_RANGE', 'DIVISION_BY_ZERO'];
const suite = temporaryEngine('dictionaries');
const tables: Record<string, ParquetSource> = {};

interface Recorded {
  readonly sql: string;
  readonly error?: string;
}

/** Expressions that fail as Trino's do, each with a column in place of one of its literals; those of one form once. */
const failing = new Map<string, { expression: string; literal: string }>();
for (const file of readdirSync(FOLDER)) {
  for (const { sql, error } of JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Recorded[]) {
    const expression = /^SELECT (?!.*\b(?:SELECT|FROM|INTERVAL|TIMESTAMP '|TIME '|DATE '|DECIMAL ')\b)(.*)$/s.exec(
      sql,
    )?.[1];
    if (expression === undefined || !AT_RUN.includes(error ?? '')) continue;
    for (const { 0: literal, index } of expression.matchAll(LITERAL)) {
      const withColumn = `${expression.slice(0, index)}c${expression.slice(index + literal.length)}`;
      const form = withColumn.replace(LITERAL, literal.startsWith("'") ? "'" : '0');
      if (!failing.has(form)) failing.set(form, { expression: withColumn, literal });
    }
  }
}

const tableOf = (literal: string): string => (literal.startsWith("'") ? 'texts' : 'numbers');

/** A value for k = 1 each, several times so that it is in a dictionary, and NULL for k = 2. */
const select = (literals: readonly string[], type: string): string =>
  `SELECT k, CASE WHEN k = 1 THEN c END AS c, i FROM (VALUES ${literals.map((text, i) => `(CAST(${text} AS ${type}), ${i})`).join(', ')}) AS v(c, i) CROSS JOIN UNNEST(ARRAY[1, 2, 1, 2, 1, 2]) AS u(k)`;

async function write(name: string, literals: readonly string[], type: Type): Promise<void> {
  const path = join(suite.bucket, `${name}.parquet`);
  const query = select(literals, type.kind);
  const statement = parseUnload(`UNLOAD (${query}) TO 's3://b/f/' WITH (format = 'PARQUET', compression = 'ZSTD')`);
  if (!statement) throw new Error('no UNLOAD');
  await suite.engine.unload(statement, path, { catalog: { find: () => undefined, names: () => [] }, database: 'db' });
  const columns = [
    { name: 'k', type: { kind: 'integer' } as const },
    { name: 'c', type },
    { name: 'i', type: { kind: 'integer' } as const },
  ];
  const partitions = [{ values: ['1'], files: [path], columns: columns.map((column) => column.name) }];
  tables[name] = { kind: 'parquet', columns, partitionKeys: ['day'], partitions };
}

async function ask(sql: string): Promise<unknown> {
  const catalog = { find: (_: string, table: string) => tables[table], names: () => Object.keys(tables) };
  try {
    return await allTextRows(await suite.engine.query(sql, { catalog, database: 'db' }));
  } catch (error) {
    if (error instanceof AthenaError || error instanceof SqlSyntaxError) return error.code;
    if (error instanceof RefusedError) return `refused: ${error.construct}`;
    throw error;
  }
}

const SOME = [
  "'2022-06-05'",
  "'2022-06-05T01:02:03+09:00'",
  "'2022-06-31'",
  "'1,2,3'",
  "'1,x'",
  `'{"a":1}'`,
  "'12'",
  "'x'",
];

beforeAll(async () => {
  const literals = [...new Set([...failing.values()].map(({ literal }) => literal))];
  await write('texts', [...SOME, ...literals.filter((literal) => literal.startsWith("'"))], { kind: 'varchar' });
  await write('numbers', ['0', ...literals.filter((literal) => !literal.startsWith("'"))], { kind: 'bigint' });
  await write('some', SOME, { kind: 'varchar' });
});

it.each([...failing.values()])(
  'of rows that are left out nothing fails: $expression',
  async ({ expression, literal }) => {
    const table = tableOf(literal);
    const answer = await ask(`SELECT ${expression} FROM ${table} WHERE k = 2`);
    // what fails for every row, or is no question of a column, does so where there is no dictionary as well
    if (typeof answer !== 'string') return;
    const flat = select([literal], table === 'texts' ? 'varchar' : 'bigint');
    expect(await ask(`SELECT ${expression} FROM (${flat}) WHERE k = 2`)).toBe(answer);
  },
);

it.each([
  "from_iso8601_timestamp(CASE WHEN c <> '12' THEN c END)",
  "date_parse(c, '%Y-%m-%d')",
  'CAST(json_parse(c) AS map(varchar, integer))',
  "transform(split(c, ','), x -> CAST(x AS integer))",
  "reduce(split(c, ','), 0, (s, x) -> s + CAST(x AS integer), s -> s)",
  'transform(ARRAY[1, 2], x -> x + CAST(c AS integer))',
  "CAST(split(c, ',') AS array(integer))",
  "map_filter(map(ARRAY['k'], ARRAY[c]), (k, v) -> CAST(v AS integer) > 0)",
  "CAST(c || '0' AS integer)",
  "CAST(CAST(concat(c, '') AS integer) / 2 AS decimal(5, 1))",
  'repeat(CAST(c AS integer), 2)',
  "CASE WHEN c <> 'x' THEN CAST(c || '' AS bigint) END",
])('TRY is NULL for the rows alone that fail: %s', async (expression) => {
  const askFrom = (source: string) =>
    ask(
      `SELECT DISTINCT i, json_format(CAST(x AS json)) FROM (SELECT i, TRY(${expression}) AS x FROM ${source} WHERE k = 1) ORDER BY i`,
    );
  const asTexts = expression.startsWith('from_') || expression.startsWith('date_');
  const ofTexts = (source: string) =>
    ask(`SELECT DISTINCT i, CAST(TRY(${expression}) AS varchar) FROM ${source} WHERE k = 1 ORDER BY i`);
  const answer = await (asTexts ? ofTexts : askFrom)('some');
  expect(answer).toEqual(await (asTexts ? ofTexts : askFrom)(`(${select(SOME, 'varchar')})`));
  expect(JSON.stringify(answer)).toMatch(/,"[^"]/);
});
