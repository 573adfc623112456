import { parseUnload, RefusedError, SqlSyntaxError } from '../../lib/athena-sql/dialect';

const to = "TO 's3://bucket/folder/'";
const parquet = "WITH (format = 'PARQUET')";

describe('UNLOAD', () => {
  it('is taken apart, whatever its query holds', () => {
    const query = "SELECT ') TO ' AS a, (1) AS b FROM t WHERE c = ')'";
    expect(parseUnload(`unload (\n${query}) ${to} WITH (FORMAT = 'parquet', compression = 'zstd')`)).toEqual({
      query,
      location: 's3://bucket/folder/',
      compression: 'ZSTD',
    });
  });

  it('compresses with gzip where nothing is said, as Athena does', () => {
    expect(parseUnload(`UNLOAD (SELECT 1 AS a) ${to} ${parquet}`)).toMatchObject({ compression: 'GZIP' });
  });

  it('is no other statement', () => {
    expect(parseUnload('SELECT 1')).toBeUndefined();
  });

  it.each([
    ['SELECT 1 AS a', parquet],
    ['(SELECT 1 AS a', `) ${to}`],
    ['(SELECT 1 AS a)', `${to} ${parquet} LIMIT 1`],
    ['(SELECT 1 AS a)', `TO 'folder' ${parquet}`],
    ['(SELECT 1 AS a)', `TO 's3://bucket/no-slash' ${parquet}`],
  ])('%s %s is no SQL', (query, rest) => {
    expect(() => parseUnload(`UNLOAD ${query} ${rest}`)).toThrow(SqlSyntaxError);
  });

  it.each([
    ["WITH (format = 'ORC')", /UNLOAD in the format ORC/],
    ["WITH (compression = 'ZSTD')", /UNLOAD without a format/],
    ["WITH (format = 'PARQUET', compression = 'LZ4')", /UNLOAD with compression LZ4/],
    ["WITH (format = 'PARQUET', partitioned_by = ARRAY['a'])", /UNLOAD with partitioned_by/],
    ["WITH (format = 'PARQUET', field_delimiter = ',')", /UNLOAD with field_delimiter/],
  ])('is refused by name with %s', (properties, message) => {
    const parse = () => parseUnload(`UNLOAD (SELECT 1 AS a) ${to} ${properties}`);
    expect(parse).toThrow(RefusedError);
    expect(parse).toThrow(message);
  });
});
