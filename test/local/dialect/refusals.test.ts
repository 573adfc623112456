import { RefusedError, translate, type TableShape } from '../../../lib/local/dialect';

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

describe('what is not proven to answer as Athena does', () => {
  it.each([
    ['SHOW TABLES', 'The statement SHOW'],
    ['DESCRIBE t', 'The statement DESCRIBE'],
    ['CREATE TABLE x AS SELECT 1', 'The statement CREATE'],
    ["UNLOAD (SELECT 1) TO 's3://b'", 'The statement UNLOAD'],
    ['SELECT 1; SELECT 2', 'More than one statement'],
    ['WITH RECURSIVE t(n) AS (SELECT 1) SELECT * FROM t', 'WITH RECURSIVE'],
    ['SELECT * FROM t TABLESAMPLE BERNOULLI (10)', 'TABLESAMPLE'],
    ['SELECT * FROM TABLE(sequence(1, 2))', 'A table function (TABLE(...))'],
    ['SELECT text > ALL (SELECT text FROM t) FROM t', 'The quantified comparison > ALL'],
    ['SELECT sum(1) OVER w FROM t WINDOW w AS (ORDER BY text)', 'A named window (OVER w)'],
    ['SELECT CAST(text AS char(3)) FROM t', 'The type char'],
    ["SELECT TIMESTAMP '2022-01-01 00:00:00.1234567'", 'A timestamp of precision 7'],
    ['SELECT rand()', 'The function rand'],
    ['SELECT soundex(text) FROM t', 'The function soundex'],
    ['SELECT regexp_like(text, text) FROM t', 'A regular expression that is computed'],
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
    ["SELECT JSON_VALUE(text, '$.a') FROM t", 'JSON_VALUE'],
    ['SELECT * FROM other.information_schema.tables', 'The catalog other'],
    ['SELECT * FROM information_schema.tables', 'information_schema'],
  ])('%s is refused by name', (sql, construct) => {
    const error = refusalOf(sql);
    expect(error).toBeInstanceOf(RefusedError);
    expect(error).toMatchObject({ refused: true, construct });
    expect((error as RefusedError).message).toContain('--target aws');
  });
});
