import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { writeParquet } from '../../../lib/cli/answers/parquet-file';
import type { AnswerColumn, TextRow } from '../../../lib/target';

const folder = mkdtempSync(join(tmpdir(), "parquet [it's]"));

afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function write(columns: readonly AnswerColumn[], ...batches: (readonly TextRow[])[]) {
  const path = join(folder, `${readdirSync(folder).length}.parquet`);
  const rows = (async function* () {
    yield* batches;
  })();
  await writeParquet({ columns, rows }, path);
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  const from = `read_parquet('${path.replaceAll("'", "''")}')`;
  const types = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${from}`);
  const values = await connection.runAndReadAll(`SELECT * FROM ${from}`);
  connection.closeSync();
  instance.closeSync();
  return { types: types.getRows().map(([name, type]) => [name, type]), rows: values.getRowsJson() };
}

describe('an answer in a Parquet file', () => {
  it.each([
    ['varchar', '07', 'VARCHAR', '07'],
    ['varchar', '', 'VARCHAR', ''],
    ['boolean', 'true', 'BOOLEAN', true],
    ['bigint', '-9223372036854775808', 'BIGINT', '-9223372036854775808'],
    ['integer', '1', 'INTEGER', 1],
    ['double', '1.0E10', 'DOUBLE', 10_000_000_000],
    ['double', 'NaN', 'DOUBLE', 'NaN'],
    ['real', '1.5', 'FLOAT', 1.5],
    [
      'decimal(38,0)',
      '12345678901234567890123456789012345678',
      'DECIMAL(38,0)',
      '12345678901234567890123456789012345678',
    ],
    ['date', '2026-11-23', 'DATE', '2026-11-23'],
    ['timestamp(3)', '2026-11-23 04:05:06.789', 'TIMESTAMP', '2026-11-23 04:05:06.789'],
    ['timestamp', '2026-11-23 04:05:06.000', 'TIMESTAMP', '2026-11-23 04:05:06'],
    ['varbinary', '00 ff', 'BLOB', '\\x00\\xFF'],
    ['array(bigint)', '[1, 2]', 'VARCHAR', '[1, 2]'],
  ])('keeps a %s: %s', async (type, text, duckType, value) => {
    const { types, rows } = await write([{ name: 'v', type }], [[text]]);
    expect([types, rows]).toEqual([[['v', duckType]], [[value]]]);
  });

  it('keeps the moment of a timestamp with a zone', async () => {
    const { types, rows } = await write(
      [{ name: 'v', type: 'timestamp(3) with time zone' }],
      [['2026-11-23 04:00:00.000 Asia/Tokyo']],
    );
    expect(types).toEqual([['v', 'TIMESTAMP WITH TIME ZONE']]);
    expect(rows.flat().map((moment) => new Date(moment as string).getTime())).toEqual([Date.UTC(2026, 10, 22, 19)]);
  });

  it('keeps NULL, names with quotation marks, and the order of all batches', async () => {
    const columns = [
      { name: 'a "b"', type: 'bigint' },
      { name: '_col1', type: 'varchar' },
    ];
    const { types, rows } = await write(
      columns,
      [
        ['1', undefined],
        [undefined, 'x'],
      ],
      [],
      [['3', 'y']],
    );
    expect(types.map(([name]) => name)).toEqual(['a "b"', '_col1']);
    expect(rows).toEqual([
      ['1', null],
      [null, 'x'],
      ['3', 'y'],
    ]);
  });

  it('may have no row', async () => {
    expect(await write([{ name: 'a', type: 'date' }])).toEqual({ types: [['a', 'DATE']], rows: [] });
  });

  it('is not there when a row could not be read', async () => {
    const rows = (async function* () {
      yield [['1']];
      throw new Error('HIVE_BAD_DATA');
    })();
    const path = join(folder, 'broken.parquet');
    await expect(writeParquet({ columns: [{ name: 'a', type: 'bigint' }], rows }, path)).rejects.toThrow(
      'HIVE_BAD_DATA',
    );
    expect(readdirSync(folder)).not.toContain('broken.parquet');
  });
});
