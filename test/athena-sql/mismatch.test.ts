import { translate, type TableShape } from '../../lib/athena-sql/dialect';

const TABLE: TableShape = {
  kind: 'table',
  columns: [
    { name: 'day', type: { kind: 'date' } },
    { name: 'at', type: { kind: 'timestamp', precision: 3 } },
    { name: 'zoned', type: { kind: 'timestamptz', precision: 3 } },
    { name: 'n', type: { kind: 'bigint' } },
    { name: 'text', type: { kind: 'varchar' } },
    { name: 'flag', type: { kind: 'boolean' } },
  ],
  partitions: [],
};

const ask = (condition: string) => () =>
  translate(`SELECT 1 FROM t WHERE ${condition}`, { catalog: { find: () => TABLE, names: () => [] }, database: 'd' });

// psql, DuckDB and MySQL take a text for a date and a number for a text; Trino does not, and says the types alone
describe('types that do not go together are told with what to write', () => {
  it.each([
    ["day = '2026-10-05'", "date = varchar(10). Write DATE '2026-10-05'"],
    ["'2026-10-05T01:02:03Z' < day", "varchar(20) < date. Write DATE '2026-10-05'"],
    ["at >= '2026-10-05'", "timestamp(3) >= varchar(10). Write TIMESTAMP '2026-10-05 00:00:00'"],
    ["at = '2026-10-05T01:02:03.5Z'", "timestamp(3) = varchar(22). Write TIMESTAMP '2026-10-05 01:02:03.5'"],
    ["zoned = '2026-10-05 01:02'", "Write TIMESTAMP '2026-10-05 01:02 UTC'"],
    ["day BETWEEN '2026-10-05' AND '2026-10-06'", "Write DATE '2026-10-05'"],
    ["day IN (DATE '2026-10-04', '2026-10-05')", "Write DATE '2026-10-05'"],
    ["n = '5'", 'bigint = varchar(1). Write 5 without quotes'],
    ['text = 5', "varchar = integer. Write '5'"],
    ['text IN (1, 2)', "varchar vs integer. Write '1'"],
    ["flag = 'true'", 'boolean = varchar(4). Write true without quotes'],
    ["text + 'x' = 'ax'", 'varchar + varchar(1). || joins texts'],
  ])('%s', (condition, told) => {
    expect(ask(condition)).toThrow(told);
  });

  it.each([
    ["day = 'tomorrow'", 'date = varchar(8)\n'],
    ["n = 'x'", 'bigint = varchar(1)\n'],
    ['n = flag', 'bigint = boolean\n'],
  ])('and with nothing where that is not known: %s', (condition, told) => {
    expect(ask(condition)).toThrow(told);
  });
});
