import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
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

describe('the catalog of a folder', () => {
  let root: string;
  let folder: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'catalog-'));
    folder = join(root, 'catalog');
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  const dates = () =>
    Catalog.open(folder)
      .table('db', 'orders_raw')
      ?.partitions.map(({ Values }) => Values[0]);

  it('has every change', async () => {
    const call = glue(Catalog.open(folder));
    await call('createPartition', { PartitionInput: input('2026-01-01') });
    await call('createPartition', { PartitionInput: input('2026-01-02') });
    await call('deletePartition', { PartitionValues: ['2026-01-01'] });
    expect(dates()).toEqual(['2026-01-02']);
  });

  it('keeps partitions when tables are put again', async () => {
    await glue(Catalog.open(folder))('createPartition', { PartitionInput: input('2026-01-01') });
    glue(Catalog.open(folder));
    expect(dates()).toEqual(['2026-01-01']);
  });

  it('is of now for each of those that have it open, whatever they knew before', async () => {
    const [one, other] = [glue(Catalog.open(folder)), glue(Catalog.open(folder))];
    await one('createPartition', { PartitionInput: input('2026-01-01') });
    await other('createPartition', { PartitionInput: input('2026-01-02') });
    await expect(one('createPartition', { PartitionInput: input('2026-01-02') })).rejects.toMatchObject({
      error: 'Glue.AlreadyExistsException',
    });
    await one('deletePartition', { PartitionValues: ['2026-01-02'] });
    const gone = { PartitionValueList: ['2026-01-02'], PartitionInput: input('2026-01-02') };
    await expect(other('updatePartition', gone)).rejects.toMatchObject({ error: 'Glue.EntityNotFoundException' });
    expect(dates()).toEqual(['2026-01-01']);
  });

  it('writes the partition of a change and no other', async () => {
    const call = glue(Catalog.open(folder));
    await call('createPartition', { PartitionInput: input('2026-01-01') });
    const inode = () => statSync(join(folder, 'db/orders_raw/partitions/2026-01-01.json')).ino;
    const before = inode();
    await call('createPartition', { PartitionInput: input('2026-01-02') });
    glue(Catalog.open(folder));
    expect(inode()).toBe(before);
  });

  it('has any name and any value in a file of its own below the folder', async () => {
    const catalog = Catalog.open(folder);
    const name = '../"a/b"';
    const values = ['../..', '.', 'a,b', 'x'.repeat(300)];
    catalog.putTables('..', [{ Name: name }]);
    const added = values.map((value) => ({ Values: [value], CreationTime: '' }));
    catalog.changePartitions('..', name, () => added);
    expect(Catalog.open(folder).databaseNames()).toEqual(['..']);
    expect(Catalog.open(folder).tableNames('..')).toEqual([name]);
    const found = Catalog.open(folder)
      .table('..', name)
      ?.partitions.map((partition) => partition.Values[0]);
    expect(found?.sort()).toEqual([...values].sort());
    expect(readdirSync(root)).toEqual(['catalog']);
  });

  it('names a file that is no entry, and leaves it as it is', async () => {
    await glue(Catalog.open(folder))('createPartition', { PartitionInput: input('2026-01-01') });
    const file = join(folder, 'db/orders_raw/partitions/2026-01-01.json');
    for (const text of ['{"Values":', '', '[]', 'null']) {
      writeFileSync(file, text);
      expect(() => Catalog.open(folder).table('db', 'orders_raw')).toThrow(`${file} cannot be read: `);
      expect(readFileSync(file, 'utf8')).toBe(text);
    }
  });
});
