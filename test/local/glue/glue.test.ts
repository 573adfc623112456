import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VirtualClock, type Json } from '../../../lib/asl';
import { partitionInput } from '../../../lib/catalog';
import { Catalog, glueAdapters } from '../../../lib/local/glue';

const TABLE = { DatabaseName: 'db', TableName: 'orders_raw' };
const context = { state: 's', execution: 'e', clock: new VirtualClock(0) };

function glue(catalog = Catalog.inMemory()) {
  catalog.putTables('db', [{ Name: 'orders_raw', PartitionKeys: [{ Name: 'export_date', Type: 'string' }] }]);
  const adapters = glueAdapters(catalog);
  return (action: string, args: Record<string, Json>) =>
    adapters[`arn:aws:states:::aws-sdk:glue:${action}`]?.({ ...TABLE, ...args }, context);
}

const input = (date: string, location = 's3://b/d/') => partitionInput('raw', [date], location) as unknown as Json;

describe('the local Glue', () => {
  it('creates a partition once', async () => {
    const call = glue();
    expect(await call('createPartition', { PartitionInput: input('2026-01-01') })).toEqual({});
    await expect(call('createPartition', { PartitionInput: input('2026-01-01') })).rejects.toMatchObject({
      error: 'Glue.AlreadyExistsException',
    });
  });

  it('replaces all of a partition but its values', async () => {
    const call = glue();
    await call('createPartition', { PartitionInput: input('2026-01-01', 's3://b/old/') });
    await call('updatePartition', {
      PartitionValueList: ['2026-01-01'],
      PartitionInput: input('2026-01-01', 's3://b/new/'),
    });
    expect(await call('getPartitions', {})).toMatchObject({
      Partitions: [{ Values: ['2026-01-01'], StorageDescriptor: { Location: 's3://b/new/' } }],
    });
  });

  it.each([
    ['updatePartition', { PartitionValueList: ['x'], PartitionInput: input('x') }],
    ['deletePartition', { PartitionValues: ['x'] }],
  ])('answers %s of what is not there with EntityNotFoundException', async (action, args) => {
    await expect(glue()(action, args)).rejects.toMatchObject({ error: 'Glue.EntityNotFoundException' });
  });

  it('answers for a table that is not there with EntityNotFoundException', async () => {
    await expect(glue()('getPartitions', { TableName: 'other' })).rejects.toMatchObject({
      error: 'Glue.EntityNotFoundException',
    });
  });

  it('refuses arguments that Glue would refuse', async () => {
    await expect(glue()('createPartition', {})).rejects.toMatchObject({ error: 'Glue.InvalidInputException' });
    await expect(glue()('getPartitions', { Expression: 'export_date LIKE 2026' })).rejects.toMatchObject({
      error: 'Glue.InvalidInputException',
    });
  });

  it('filters, pages and leaves out columns', async () => {
    const call = glue();
    for (const date of ['2026-01-01', '2026-01-02', '2026-01-03'])
      await call('createPartition', { PartitionInput: input(date) });
    const args = { Expression: "export_date >= '2026-01-02'", MaxResults: 1, ExcludeColumnSchema: true };
    const first = (await call('getPartitions', args)) as { NextToken: string; Partitions: Json[] };
    const second = await call('getPartitions', { ...args, NextToken: first.NextToken });
    expect(first.Partitions).toMatchObject([{ Values: ['2026-01-02'] }]);
    expect(JSON.stringify(first)).not.toContain('Columns');
    expect(second).toMatchObject({ Partitions: [{ Values: ['2026-01-03'] }] });
    expect(second).not.toHaveProperty('NextToken');
  });

  it('replaces in batches and names what was not there', async () => {
    const call = glue();
    await call('createPartition', { PartitionInput: input('2026-01-01', 's3://b/old/') });
    const entry = (date: string) => ({ PartitionValueList: [date], PartitionInput: input(date, 's3://b/new/') });
    expect(await call('batchUpdatePartition', { Entries: [entry('2026-01-01'), entry('x')] })).toMatchObject({
      Errors: [{ PartitionValueList: ['x'], ErrorDetail: { ErrorCode: 'EntityNotFoundException' } }],
    });
    expect(await call('getPartitions', {})).toMatchObject({
      Partitions: [{ Values: ['2026-01-01'], StorageDescriptor: { Location: 's3://b/new/' } }],
    });
  });

  it('deletes in batches and names what was not there', async () => {
    const call = glue();
    await call('createPartition', { PartitionInput: input('2026-01-01') });
    const answer = await call('batchDeletePartition', {
      PartitionsToDelete: [{ Values: ['2026-01-01'] }, { Values: ['x'] }],
    });
    expect(answer).toMatchObject({
      Errors: [{ PartitionValues: ['x'], ErrorDetail: { ErrorCode: 'EntityNotFoundException' } }],
    });
    expect(await call('getPartitions', {})).toEqual({ Partitions: [] });
  });
});

describe('the catalog file', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'catalog-'))));
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('has every change, and nothing but the file is left', async () => {
    const file = join(folder, 'catalog.json');
    await glue(Catalog.open(file))('createPartition', { PartitionInput: input('2026-01-01') });
    expect(Catalog.open(file).table('db', 'orders_raw')?.partitions).toMatchObject([{ Values: ['2026-01-01'] }]);
    expect(readdirSync(folder)).toEqual(['catalog.json']);
  });

  it('keeps partitions when tables are put again', async () => {
    const file = join(folder, 'catalog.json');
    await glue(Catalog.open(file))('createPartition', { PartitionInput: input('2026-01-01') });
    const catalog = Catalog.open(file);
    glue(catalog);
    expect(catalog.table('db', 'orders_raw')?.partitions).toHaveLength(1);
  });

  it('is refused by name when it is no catalog, and left as it is', () => {
    const file = join(folder, 'catalog.json');
    writeFileSync(file, '{"db":');
    expect(() => Catalog.open(file)).toThrow(`${file} is no catalog`);
    expect(readFileSync(file, 'utf8')).toBe('{"db":');
  });
});
