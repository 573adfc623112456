import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RefusedError, translate, type TableShape } from '../../lib/athena-sql/dialect';
import { REFUSED_FUNCTION } from './refused-function';

const PAGE = join(__dirname, '../../docs/dialect.md');

const TABLE: TableShape = {
  kind: 'table',
  columns: [
    { name: 'text', type: { kind: 'varchar' } },
    { name: 'at', type: { kind: 'timestamptz', precision: 3 } },
    { name: 'list', type: { kind: 'array', element: { kind: 'double' } } },
  ],
  partitions: [],
};

const refusalOf = (sql: string): unknown => {
  try {
    translate(sql, { catalog: { find: () => TABLE, names: () => [] }, database: 'd' });
  } catch (error) {
    return error;
  }
  return undefined;
};

it.each(['INSERT INTO t VALUES (1)', 'delete from t', 'UPDATE t SET a = 1', 'ALTER TABLE t RENAME TO u'])(
  'nobody is sent to Athena with what changes tables: %s',
  (sql) => {
    expect((refusalOf(sql) as RefusedError).message).toMatch(
      /^The statement [A-Z]+, which changes what is there, is not supported on the laptop\. Use CREATE TABLE scratch\.name AS SELECT \.\.\n/,
    );
  },
);

describe('what is not proven to answer as Athena does', () => {
  it.each([
    ['SHOW TABLES', 'The statement SHOW'],
    ['DESCRIBE t', 'The statement DESCRIBE'],
    ['CREATE TABLE x AS SELECT 1', 'The statement CREATE'],
    ["UNLOAD (SELECT 1) TO 's3://b'", 'The statement UNLOAD'],
    ['SELECT * FROM t TABLESAMPLE SYSTEM (10)', 'TABLESAMPLE SYSTEM'],
    ['SELECT * FROM UNNEST(ARRAY[1]) TABLESAMPLE BERNOULLI (10)', 'TABLESAMPLE of this relation'],
    ['SELECT * FROM t TABLESAMPLE BERNOULLI (x)', 'A percentage of TABLESAMPLE that is computed'],
    ['WITH FUNCTION f(x integer) RETURNS integer RETURN x SELECT f(1)', 'WITH FUNCTION'],
    ["SELECT * FROM JSON_TABLE('[1]', 'lax $[*]' COLUMNS (a integer PATH 'lax $')) t", 'JSON_TABLE'],
    ['SELECT text, count(*) FROM t GROUP BY AUTO', 'GROUP BY AUTO'],
    ['SELECT TRY(count(*) OVER () + 1) FROM t', 'TRY around a window function'],
    ["SELECT JSON_QUERY('{}', 'lax $.keyvalue()')", 'The method keyvalue() of a JSON path'],
    ["SELECT JSON_VALUE(text FORMAT JSON ENCODING UTF8, 'lax $.a') FROM t", 'FORMAT JSON ENCODING'],
    ["SELECT U&'\\0041'", 'Unicode by number (U&)'],
    ['SELECT a.b.upper(1)', 'A function with a qualified name'],
    ["SELECT TIMESTAMP '12001-01-01 00:00:00'", 'A year with a sign or other than four digits'],
    ["SELECT at_timezone(at, 'Japan') FROM t", 'The time zone Japan'],
    ['SELECT approx_percentile(1, 2, 0.5)', 'approx_percentile with weights or an accuracy'],
    ['SELECT max_by(text, list, 2) FROM t', 'max_by(x, y, n) by a array(double)'],
    ['SELECT * FROM TABLE(sequence(1, 2))', 'A table function (TABLE(...))'],
    ['SELECT 1e0 = ALL (SELECT 2e0)', '= ALL of double'],
    ['SELECT rand() BETWEEN 0.1e0 AND 0.2e0', 'A random value in BETWEEN'],
    ['SELECT CASE random(3) WHEN 1 THEN 2 END', 'A random value in CASE'],
    ['SELECT nullif(random(3), 1)', 'A random value in nullif'],
    ['SELECT sum(1) OVER (ORDER BY 1e0 RANGE rand() PRECEDING)', 'A computed distance of double in a RANGE'],
    ['SELECT max(uuid())', 'max of uuid'],
    ['SELECT CAST(text AS tdigest) FROM t', 'The type tdigest'],
    ["SELECT TIMESTAMP '2022-01-01 00:00:00.1234567 UTC'", 'A timestamp of precision 7 with time zone'],
    [`SELECT ${REFUSED_FUNCTION}(text) FROM t`, `The function ${REFUSED_FUNCTION}`],
    ["SELECT regexp_like(text, '\\bx\\b') FROM t", "The regular expression '\\bx\\b' (\\b)"],
    ["SELECT regexp_like(text, 'a++') FROM t", "The regular expression 'a++' (a possessive quantifier)"],
    ['SELECT json_extract(text, text) FROM t', 'A JSON path that is computed'],
    ['SELECT date_trunc(text, at) FROM t', 'A date unit that is computed'],
    ['SELECT at_timezone(at, text) FROM t', 'A time zone that is computed'],
    ["SELECT date_parse(text, '%W') FROM t", 'date_parse with %W'],
    ["SELECT format_datetime(at, 'G') FROM t", 'format_datetime with G'],
    ["SELECT format('%e', 1e0)", 'format with %e'],
    ['SELECT array_distinct(list) FROM t', 'distinct of an array of double'],
    ['SELECT upper(text, text) FROM t', 'upper(varchar, varchar)'],
    ['SELECT * FROM information_schema.tables', 'information_schema'],
  ])('%s is refused by name', (sql, construct) => {
    const error = refusalOf(sql);
    expect(error).toBeInstanceOf(RefusedError);
    expect(error).toMatchObject({ refused: true, construct });
    expect((error as RefusedError).message).toContain('--target aws');
  });

  it.each([
    ['SELECT 1; SELECT 2', 'More than one statement is not supported; Athena has it neither. Use one SELECT'],
    ['SELECT 1 FROM other.d.t', 'The catalog other is not supported; Athena has it neither. Use awsdatacatalog'],
    [
      `SELECT ${REFUSED_FUNCTION}('a')`,
      `The function ${REFUSED_FUNCTION} is not supported on the laptop; Athena has it. Run the query with`,
    ],
    [
      "SELECT CAST('a' AS tdigest)",
      'The type tdigest is not supported on the laptop. Run the query with --target aws to see',
    ],
  ])('%s says of Athena only what is known', (sql, message) => {
    expect((refusalOf(sql) as RefusedError).message).toMatch(message);
  });

  it.each([
    [`SELECT 1,\n  upper(${REFUSED_FUNCTION}('a'))`, 2, 9],
    ['SELECT 1 FROM t\nTABLESAMPLE SYSTEM (10)', 2, 13],
    ['SELECT a FROM t JOIN other.d.u ON true', 1, 22],
  ])('%j says where that stands', (sql, line, column) => {
    const error = refusalOf(sql) as RefusedError;
    expect(error.place).toMatchObject({ line, column });
    expect(error.message.split('\n').slice(-3)).toEqual([
      `line ${line}:${column}:`,
      `  ${sql.split('\n')[line - 1] ?? ''}`,
      `  ${' '.repeat(column - 1)}^`,
    ]);
  });

  it('says where it stands in a view, in the text of the view', () => {
    const catalog = {
      find: (_: string, name: string): TableShape =>
        name === 'v' ? { kind: 'view', sql: `SELECT ${REFUSED_FUNCTION}('a') AS s`, database: 'd' } : TABLE,
      names: () => [],
    };
    expect(() => translate('SELECT 1, s FROM v', { catalog, database: 'd' })).toThrow(
      `line 1:8:\n  SELECT ${REFUSED_FUNCTION}('a') AS s\n         ^`,
    );
  });
});

it('docs/dialect.md lists as functions that are not built only what is refused', () => {
  const [row = ''] = /^\| functions of Trino's list .*$/m.exec(readFileSync(PAGE, 'utf8')) ?? [];
  const names = [...row.matchAll(/`(\w+)`/g)].map(([, name = '']) => name);
  expect(names.length).toBeGreaterThan(2);
  for (const name of names) expect(refusalOf(`SELECT ${name}(text) FROM t`)).toMatchObject({ name: 'RefusedError' });
});
