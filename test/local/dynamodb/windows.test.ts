import { gunzipSync } from 'node:zlib';
import { DeleteItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { Json, JsonObject } from '../../../lib/asl/json';
import { parseManifestFiles, type Item } from '../../../lib/export';
import { LocalExports, putItems, writeItems } from '../../../lib/local/dynamodb';
import type { FileStore } from '../../../lib/local/s3';
import { parseManifestSummary, parseWindowManifest } from '../../../lib/night';
import { countingRandom } from '../../export/sample-export';
import { contextAt } from '../s3/task-context';
import { temporaryStore } from '../s3/temporary-store';
import { dynamoDbForTests } from './local-table';

const dynamoDb = dynamoDbForTests();
const START = Date.parse('2026-01-30T19:00:00.000Z');
const HOUR = 3_600_000;

const tableArn = (table: string): string => `arn:aws:dynamodb:ap-northeast-1:123456789012:table/${table}`;
const iso = (time: number): string => new Date(time).toISOString();
const key = (id: string): Item => ({ tableid: { S: id }, datetime: { S: '2026-01-31' } });
const order = (id: string, price: number): Item => ({ ...key(id), price: { N: String(price) } });

/** What a data file's line of an export says. */
interface Line {
  readonly Item?: JsonObject;
  readonly Metadata?: JsonObject;
  readonly Keys?: JsonObject;
  readonly OldImage?: JsonObject;
  readonly NewImage?: JsonObject;
}

async function openTable(withoutRecovery: readonly string[] = []) {
  const table = await dynamoDb.newTable();
  const store = await temporaryStore();
  await store.createBucket('bucket');
  const context = contextAt(iso(START));
  const { clock } = context;
  const exports = new LocalExports({
    client: dynamoDb.client,
    clock,
    store,
    random: countingRandom(),
    durationSeconds: 0,
    withoutRecovery,
  });
  const call = async (action: string, args: JsonObject): Promise<JsonObject> =>
    (await exports.adapters()[`arn:aws:states:::aws-sdk:dynamodb:${action}`]?.(args, context)) as JsonObject;
  const start = async (args: JsonObject) => {
    const answer = await call('exportTableToPointInTime', { TableArn: tableArn(table), S3Bucket: 'bucket', ...args });
    return answer.ExportDescription as JsonObject;
  };
  return {
    table,
    store,
    exports,
    context,
    call,
    start,
    startWindow: (from: number, to?: number, view?: string) =>
      start({
        ExportType: 'INCREMENTAL_EXPORT',
        S3Prefix: 'changes',
        IncrementalExportSpecification: {
          ExportFromTime: iso(from),
          ...(to !== undefined && { ExportToTime: iso(to) }),
          ...(view !== undefined && { ExportViewType: view }),
        },
      }),
  };
}

async function linesOf(store: FileStore, filesKey: string): Promise<Line[]> {
  const files = parseManifestFiles((await store.get('bucket', filesKey)).toString(), filesKey);
  const lines: Line[] = [];
  for (const { dataFileS3Key, itemCount } of files) {
    const text = gunzipSync(await store.get('bucket', dataFileS3Key)).toString();
    const own = text.split('\n').filter((line) => line !== '');
    expect(own).toHaveLength(itemCount);
    lines.push(...own.map((line) => JSON.parse(line) as Line));
  }
  return lines;
}

const keyOf = (item: JsonObject): string => JSON.stringify([item.tableid, item.datetime]);

async function readFull(store: FileStore, manifest: Json | undefined): Promise<Map<string, JsonObject>> {
  const summary = parseManifestSummary((await store.get('bucket', manifest as string)).toString(), 'manifest');
  const lines = await linesOf(store, summary.manifestFilesS3Key);
  return new Map(lines.map(({ Item: item = {} }) => [keyOf(item), item]));
}

async function readWindow(store: FileStore, manifest: Json | undefined) {
  const summary = parseWindowManifest((await store.get('bucket', manifest as string)).toString(), 'manifest');
  return { summary, lines: await linesOf(store, summary.manifestFilesS3Key) };
}

/** Writes to random keys, in each of the ways in which the laptop's tables are written. */
async function writeAtRandom(table: string, random: () => number, count: number, pass: () => void): Promise<void> {
  const { client } = dynamoDb;
  for (let n = 0; n < count; n++) {
    const id = `k${Math.floor(random() * 30)}`;
    const price = Math.floor(random() * 5);
    pass();
    const kind = Math.floor(random() * 4);
    if (kind === 0) await client.send(new DeleteItemCommand({ TableName: table, Key: key(id) }));
    else if (kind === 1) await client.send(new PutItemCommand({ TableName: table, Item: order(id, price) }));
    else if (kind === 2) await putItems(client, table, [order(id, price), order(`${id}-b`, price)]);
    else
      await client.send(
        new UpdateItemCommand({
          TableName: table,
          Key: key(id),
          UpdateExpression: 'SET price = :p',
          ExpressionAttributeValues: { ':p': { N: String(price) } },
        }),
      );
  }
}

describe('the changes of windows', () => {
  it.each([1, 2, 3])('on the full export before are the full export of the end, with seed %d', async (seed) => {
    const { table, store, exports, context, start, startWindow } = await openTable();
    let state = seed * 7919;
    const random = () => (state = (state * 48271) % 2147483647) / 2147483647;
    const pass = () => {
      // sometimes two writes at the same moment, sometimes one at the very end of a window
      if (random() < 0.7) context.advance(Math.floor(random() * 4) * 30);
    };
    await putItems(
      dynamoDb.client,
      table,
      Array.from({ length: 20 }, (_, n) => order(`k${n}`, n)),
    );
    exports.beginRecovery();
    const items = await readFull(store, (await start({ ExportTime: iso(START) })).ExportManifest);
    expect(items.size).toBe(20);
    let from = START;
    for (let window = 0; window < 3; window++) {
      await writeAtRandom(table, random, 40, pass);
      context.advance(20 * 60);
      const to = context.clock.now();
      await writeAtRandom(table, random, 10, pass); // after the window, and already at its end
      const started = await startWindow(from, to);
      const { lines, summary } = await readWindow(store, started.ExportManifest);
      expect(lines.length).toBeGreaterThan(5);
      expect(summary.itemCount).toBe(lines.length);
      for (const { Keys = {}, OldImage, NewImage, Metadata = {} } of lines) {
        expect(OldImage).toEqual(items.get(keyOf(Keys)));
        const micros = Number((Metadata.WriteTimestampMicros as JsonObject).N);
        expect(micros).toBeGreaterThanOrEqual(from * 1000);
        expect(micros).toBeLessThan(to * 1000);
        if (NewImage) items.set(keyOf(Keys), NewImage);
        else items.delete(keyOf(Keys));
      }
      const full = await readFull(store, (await start({ ExportTime: iso(to) })).ExportManifest);
      expect(items).toEqual(full);
      from = to;
    }
  });

  it('lie in AWS its layout: manifests in the folder of the export, data in the one that increments share', async () => {
    const { table, store, exports, context, startWindow } = await openTable();
    exports.beginRecovery();
    await putItems(dynamoDb.client, table, [order('a', 1)]);
    context.advance(3600.5);
    const started = await startWindow(START, START + HOUR);
    const id = (started.ExportArn as string).split('/').at(-1) ?? '';
    expect(id).toMatch(/^0\d{10}000-[0-9a-f]{8}$/);
    const { summary } = await readWindow(store, `changes/AWSDynamoDB/${id}/manifest-summary.json`);
    const keys: string[] = [];
    for await (const { key: name } of store.list('bucket', 'changes/')) keys.push(name);
    expect(
      keys.filter((name) => name.includes('/data/')).every((name) => name.startsWith('changes/AWSDynamoDB/data/')),
    ).toBe(true);
    expect(
      keys.filter((name) => !name.includes('/data/')).map((name) => name.replace(`changes/AWSDynamoDB/${id}/`, '')),
    ).toEqual([
      '_started',
      'manifest-files.json',
      'manifest-files.md5',
      'manifest-summary.json',
      'manifest-summary.md5',
    ]);
    expect(summary).toMatchObject({
      version: '2023-08-01',
      exportFromTime: iso(START),
      exportToTime: iso(START + HOUR),
      outputView: 'NEW_AND_OLD_IMAGES',
      s3Prefix: 'changes',
      itemCount: 1,
      billedSizeBytes: 10_000_000,
    });
  });

  it('are described with their window, and without an ExportTime', async () => {
    const { table, call, exports, context, startWindow } = await openTable();
    exports.beginRecovery();
    context.advance(3600);
    const { ExportArn } = await startWindow(START);
    const { ExportDescription } = await call('describeExport', { ExportArn: ExportArn ?? null });
    expect(ExportDescription).toEqual({
      ExportArn,
      ExportFormat: 'DYNAMODB_JSON',
      ExportManifest: expect.stringMatching(/^changes\/AWSDynamoDB\/.*\/manifest-summary\.json$/) as string,
      ExportStatus: 'COMPLETED',
      ExportType: 'INCREMENTAL_EXPORT',
      IncrementalExportSpecification: {
        ExportFromTime: iso(START),
        ExportToTime: iso(START + HOUR),
        ExportViewType: 'NEW_AND_OLD_IMAGES',
      },
      ItemCount: 0,
      BilledSizeBytes: 10_000_000,
      S3Bucket: 'bucket',
      S3Prefix: 'changes',
      S3SseAlgorithm: 'AES256',
      StartTime: iso(START + HOUR),
      EndTime: iso(START + HOUR),
      TableArn: tableArn(table),
      TableId: expect.any(String) as string,
    });
  });

  it('say nothing of a key that is not there at either end, and without old images where none are asked for', async () => {
    const { table, store, exports, context, startWindow } = await openTable();
    const { client } = dynamoDb;
    await putItems(client, table, [order('a', 1), order('b', 1)]);
    exports.beginRecovery();
    context.advance(60);
    await putItems(client, table, [order('a', 2), order('c', 1), order('d', 1)]);
    await writeItems(client, table, [
      { kind: 'delete', key: key('b') },
      { kind: 'delete', key: key('c') },
    ]);
    context.advance(3600);
    const read = async (view: string) => {
      const started = await startWindow(START, START + HOUR, view);
      const { lines } = await readWindowLines(store, started.ExportManifest);
      const images = ({ Keys = {}, OldImage, NewImage }: Line) =>
        `${(Keys.tableid as { S: string }).S}${OldImage ? ' old' : ''}${NewImage ? ' new' : ''}`;
      return lines.map(images).sort();
    };
    expect(await read('NEW_AND_OLD_IMAGES')).toEqual(['a old new', 'b old', 'd new']);
    expect(await read('NEW_IMAGE')).toEqual(['a new', 'b', 'd new']);
  });
});

/** As {@link readWindow}, also of a view that no night is made of. */
async function readWindowLines(store: FileStore, manifest: Json | undefined) {
  const text = (await store.get('bucket', manifest as string)).toString();
  return { lines: await linesOf(store, (JSON.parse(text) as { manifestFilesS3Key: string }).manifestFilesS3Key) };
}

describe('a window is refused', () => {
  const now = START + 48 * HOUR;
  it.each([
    [
      'from before the table',
      START - 1000,
      START + HOUR,
      'Incremental export period from time cannot be less than the table creation time : 2026-01-30T18:59:59Z',
    ],
    [
      'to in the future',
      now - HOUR,
      now + 1000,
      'Incremental export period to time cannot be greater than the current time : 2026-02-01T19:00:01Z',
    ],
    [
      'of less than 15 minutes',
      now - 899_000,
      now,
      'Difference between export period from time and export period to time is less than 15 minutes',
    ],
    [
      'of more than 24 hours',
      now - 24 * HOUR - 1000,
      now,
      'Difference between export period from time and export period to time is greater than 24 hours',
    ],
    [
      'that ends where it begins',
      now - HOUR,
      now - HOUR,
      'Incremental export period from time should not be greater or equal to incremental export period to time',
    ],
  ])('%s', async (_, from, to, text) => {
    const { table, exports, context, startWindow } = await openTable();
    await putItems(dynamoDb.client, table, [order('a', 1)]);
    exports.beginRecovery();
    context.advance(48 * 3600);
    await expect(startWindow(from, to)).rejects.toMatchObject({
      error: 'DynamoDb.InvalidExportTimeException',
      cause: expect.stringMatching(new RegExp(`^${text} \\(Service: DynamoDb`)) as string,
    });
    expect(await startWindow(now - 24 * HOUR, now)).toHaveProperty('ExportArn');
  });

  it('with the same text as one before the table where point-in-time recovery is off', async () => {
    const off: string[] = [];
    const { table, context, startWindow } = await openTable(off);
    off.push(table);
    context.advance(3600);
    await expect(startWindow(START, START + HOUR)).rejects.toMatchObject({
      error: 'DynamoDb.InvalidExportTimeException',
      cause: expect.stringContaining('cannot be less than the table creation time') as string,
    });
  });

  const window = { ExportFromTime: iso(START), ExportToTime: iso(START + HOUR) };
  it.each<[string, JsonObject]>([
    ['Export Type expected to be Incremental Export', { IncrementalExportSpecification: window }],
    ['When Export Type is Full Export ,', { ExportType: 'FULL_EXPORT', IncrementalExportSpecification: window }],
    ['Incremental Export Specification expected', { ExportType: 'INCREMENTAL_EXPORT' }],
    ['ExportFromTime must be provided', { ExportType: 'INCREMENTAL_EXPORT', IncrementalExportSpecification: {} }],
    [
      "Value 'NEW_IMAGES' at 'incrementalExportSpecification.exportViewType'",
      { ExportType: 'INCREMENTAL_EXPORT', IncrementalExportSpecification: { ...window, ExportViewType: 'NEW_IMAGES' } },
    ],
    ["Value 'PARTIAL_EXPORT' at 'exportType'", { ExportType: 'PARTIAL_EXPORT' }],
  ])('with %s', async (text, args) => {
    const { context, start } = await openTable();
    context.advance(3600);
    await expect(start(args)).rejects.toMatchObject({
      error: 'DynamoDb.DynamoDbException',
      cause: expect.stringContaining(text) as string,
    });
  });
});

describe('the table that windows are of', () => {
  it('says its id and keys, and since when its recovery reaches back', async () => {
    const { table, exports, context, call } = await openTable();
    const recovery = async () =>
      (await call('describeContinuousBackups', { TableName: table })).ContinuousBackupsDescription as JsonObject;
    expect(await recovery()).toMatchObject({
      PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: 'ENABLED', RecoveryPeriodInDays: 35 },
    });
    context.advance(60);
    await putItems(dynamoDb.client, table, [order('a', 1)]);
    exports.beginRecovery();
    context.advance(60);
    await putItems(dynamoDb.client, table, [order('a', 2)]);
    expect(await recovery()).toMatchObject({
      PointInTimeRecoveryDescription: { EarliestRestorableDateTime: iso(START + 60_000) },
    });
    expect((await call('describeTable', { TableName: table })).Table).toMatchObject({
      TableId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      KeySchema: [
        { AttributeName: 'tableid', KeyType: 'HASH' },
        { AttributeName: 'datetime', KeyType: 'RANGE' },
      ],
    });
    await expect(call('describeTable', { TableName: 'none' })).rejects.toMatchObject({
      error: 'DynamoDb.ResourceNotFoundException',
    });
  });
});
