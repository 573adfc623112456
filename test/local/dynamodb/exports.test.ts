import { gunzipSync } from 'node:zlib';
import type { Json, JsonObject } from '../../../lib/asl/json';
import { exportLine, type Item, layoutOfKey, parseManifestFiles } from '../../../lib/export';
import { LocalExports, type LocalExportsOptions, putItems, scanItems } from '../../../lib/local/dynamodb';
import { type FileStore, importExport, verifyStoredExport } from '../../../lib/local/s3';
import { ODD_ATTRIBUTES } from '../../../lib/local/sample-orders/odd-attributes';
import { parseManifestSummary } from '../../../lib/night';
import { countingRandom } from '../../export/sample-export';
import { contextAt } from '../s3/task-context';
import { temporaryStore } from '../s3/temporary-store';
import { dynamoDbForTests } from './local-table';

const dynamoDb = dynamoDbForTests();
const NIGHT = '2022-11-23T19:00:00.000Z';

const tableArn = (table: string): string => `arn:aws:dynamodb:ap-northeast-1:123456789012:table/${table}`;

interface Service {
  readonly table: string;
  readonly store: FileStore;
  readonly exports: LocalExports;
  readonly context: ReturnType<typeof contextAt>;
  readonly start: (args?: JsonObject) => Promise<JsonObject>;
  readonly describe: (exportArn: Json | undefined) => Promise<JsonObject>;
}

async function service(items: readonly Item[], options: Partial<LocalExportsOptions> = {}): Promise<Service> {
  const table = await dynamoDb.newTable();
  await putItems(dynamoDb.client, table, items);
  const store = await temporaryStore();
  const exports = new LocalExports({
    client: dynamoDb.client,
    clock: { now: () => Date.parse(NIGHT) },
    store,
    random: countingRandom(),
    ...options,
  });
  const context = contextAt(NIGHT);
  const call = async (action: string, args: JsonObject): Promise<JsonObject> => {
    const adapter = exports.adapters()[`arn:aws:states:::aws-sdk:dynamodb:${action}`];
    const answer = (await adapter?.(args, context)) as JsonObject;
    return answer.ExportDescription as JsonObject;
  };
  return {
    table,
    store,
    exports,
    context,
    start: (args = {}) =>
      call('exportTableToPointInTime', { TableArn: tableArn(table), S3Bucket: 'bucket', S3Prefix: 'export', ...args }),
    describe: (exportArn) => call('describeExport', { ExportArn: exportArn ?? null }),
  };
}

const orders = (count: number): Item[] =>
  Array.from({ length: count }, (_, number) => ({
    tableid: { S: String(number % 7) },
    datetime: { S: new Date(number * 1000).toISOString() },
    ...ODD_ATTRIBUTES[number % ODD_ATTRIBUTES.length],
  }));

describe('a local export', () => {
  it("answers in AWS's shape while it is in progress", async () => {
    const { start, table } = await service([]);
    const description = await start({ ClientToken: 'night-1' });
    expect(description).toEqual({
      ClientToken: 'night-1',
      ExportArn: expect.stringMatching(/:table\/orders-\d+\/export\/01669230000000-[0-9a-f]{8}$/) as string,
      ExportFormat: 'DYNAMODB_JSON',
      ExportStatus: 'IN_PROGRESS',
      ExportTime: NIGHT,
      S3Bucket: 'bucket',
      S3Prefix: 'export',
      S3SseAlgorithm: 'AES256',
      StartTime: NIGHT,
      TableArn: tableArn(table),
      TableId: expect.any(String) as string,
    });
  });

  it('is completed from its end on, and adds the manifest key with its prefix', async () => {
    const { start, describe, context } = await service(orders(3), { durationSeconds: 600 });
    const started = await start();
    context.advance(599.999);
    expect(await describe(started.ExportArn)).toEqual(started);
    context.advance(0.001);
    const exportId = (started.ExportArn as string).split('/').at(-1) ?? '';
    expect(await describe(started.ExportArn)).toEqual({
      ...started,
      ExportStatus: 'COMPLETED',
      EndTime: '2022-11-23T19:10:00.000Z',
      ExportManifest: `export/AWSDynamoDB/${exportId}/manifest-summary.json`,
      ItemCount: 3,
      BilledSizeBytes: expect.any(Number) as number,
    });
  });

  it('says in its lines what is in the table, item by item', async () => {
    const { start, describe, context, store, table } = await service(orders(200));
    const { ExportArn } = await start();
    context.advance(720);
    const key = (await describe(ExportArn)).ExportManifest as string;
    const text = async (name: string): Promise<string> => (await store.get('bucket', name)).toString();
    const summary = parseManifestSummary(await text(key), key);
    const files = parseManifestFiles(await text(summary.manifestFilesS3Key), '');
    const lines: string[] = [];
    for (const { dataFileS3Key, itemCount } of files) {
      const content = gunzipSync(await store.get('bucket', dataFileS3Key)).toString();
      const own = content.split(/(?<=\n)/).filter((line) => line !== '');
      expect(own).toHaveLength(itemCount);
      lines.push(...own);
    }
    const expected: string[] = [];
    for await (const item of scanItems(dynamoDb.client, table)) expected.push(exportLine(item));
    expect(lines.sort()).toEqual(expected.sort());
    expect(expected).toHaveLength(200);
    expect(summary).toMatchObject({ exportArn: ExportArn, itemCount: 200, s3Bucket: 'bucket', s3Prefix: 'export' });
    const layout = layoutOfKey(key);
    expect(layout && (await verifyStoredExport(store, 'bucket', layout))).toMatchObject({ findings: [], files: 4 });
  });

  it('keeps what was put, but for the form of numbers, which DynamoDB makes plain', async () => {
    const items = orders(ODD_ATTRIBUTES.length);
    const { table } = await service(items);
    const lines: string[] = [];
    for await (const item of scanItems(dynamoDb.client, table)) lines.push(exportLine(item));
    const plain = items.map((item) =>
      exportLine(item)
        .replace('1E-30', '0.000000000000000000000000000001')
        .replace('6.02214076E+23', '602214076000000000000000')
        .replace('-12.50', '-12.5'),
    );
    expect(lines.sort()).toEqual(plain.sort());
  });

  it('is of the moment of its start', async () => {
    const { start, describe, context, table } = await service(orders(3));
    const { ExportArn } = await start();
    await putItems(dynamoDb.client, table, orders(10));
    context.advance(720);
    expect(await describe(ExportArn)).toMatchObject({ ExportStatus: 'COMPLETED', ItemCount: 3 });
  });

  it('puts items with the same partition key into the same file', async () => {
    const { start, store } = await service(orders(100), { files: 3 });
    await start();
    const filesOf = new Map<string, Set<string>>();
    for await (const { key } of store.list('bucket')) {
      if (!key.endsWith('.gz')) continue;
      for (const [, id = ''] of gunzipSync(await store.get('bucket', key))
        .toString()
        .matchAll(/"tableid":{"S":"(\d)"}/g))
        filesOf.set(id, (filesOf.get(id) ?? new Set()).add(key));
    }
    expect([...filesOf.values()].map((files) => files.size)).toEqual(Array(7).fill(1));
    expect(new Set([...filesOf.values()].flatMap((files) => [...files])).size).toBeGreaterThan(1);
  });

  it('may never end', async () => {
    const { start, describe, context } = await service(orders(1), { durationSeconds: () => Infinity });
    const started = await start();
    context.advance(365 * 24 * 3600);
    expect(await describe(started.ExportArn)).toEqual(started);
  });

  it('says which key encrypts it only with KMS', async () => {
    const { start } = await service([]);
    expect(await start({ S3SseAlgorithm: 'KMS', S3SseKmsKeyId: 'key' })).toMatchObject({ S3SseKmsKeyId: 'key' });
    expect(await start({ S3SseKmsKeyId: 'key' })).not.toHaveProperty('S3SseKmsKeyId');
  });
});

describe('a local export that fails', () => {
  it('is accepted and fails later if there is no such bucket', async () => {
    const { start, describe, context } = await service(orders(1));
    const started = await start({ S3Bucket: 'other-bucket' });
    expect(started.ExportStatus).toBe('IN_PROGRESS');
    context.advance(720);
    expect(await describe(started.ExportArn)).toEqual({
      ...started,
      ExportStatus: 'FAILED',
      EndTime: '2022-11-23T19:12:00.000Z',
      FailureCode: 'S3NoSuchBucket',
      FailureMessage: 'The specified bucket does not exist',
    });
  });

  it('fails with what is injected, and the next one may succeed', async () => {
    const failures = [{ code: 'S3AccessDenied', message: 'Access denied' }];
    const { start, describe, context } = await service(orders(1), { failure: () => failures.pop() });
    const [first, second] = [await start(), await start()];
    context.advance(720);
    expect(await describe(first.ExportArn)).toMatchObject({ ExportStatus: 'FAILED', FailureCode: 'S3AccessDenied' });
    expect(await describe(second.ExportArn)).toMatchObject({ ExportStatus: 'COMPLETED' });
  });
});

describe('the ClientToken of a local export', () => {
  it('gives the same export, in progress, completed and failed', async () => {
    const failures = [undefined, { code: 'S3AccessDenied', message: 'Access denied' }];
    const { start, context } = await service(orders(1), { failure: () => failures.shift() });
    for (const ClientToken of ['a', 'b']) {
      const started = await start({ ClientToken });
      expect(await start({ ClientToken })).toEqual(started);
      context.advance(720);
      const ended = await start({ ClientToken });
      expect(ended.ExportArn).toBe(started.ExportArn);
      expect(ended.ExportStatus).toBe(ClientToken === 'a' ? 'COMPLETED' : 'FAILED');
    }
  });

  it('gives the same export to two that come at the same time', async () => {
    const { start } = await service(orders(1));
    const [one, two] = await Promise.all([start({ ClientToken: 'a' }), start({ ClientToken: 'a' })]);
    expect(two.ExportArn).toBe(one.ExportArn);
  });

  it('conflicts with other parameters', async () => {
    const { start } = await service(orders(1));
    await start({ ClientToken: 'a' });
    await expect(start({ ClientToken: 'a', S3Prefix: 'other' })).rejects.toMatchObject({
      error: 'DynamoDb.ExportConflictException',
    });
  });

  it('is still free after a refusal', async () => {
    const { start, table } = await service(orders(1));
    await expect(start({ ClientToken: 'a', TableArn: tableArn('none') })).rejects.toMatchObject({
      error: 'DynamoDb.TableNotFoundException',
    });
    expect(await start({ ClientToken: 'a' })).toMatchObject({ TableArn: tableArn(table) });
  });

  it('is a new export without one', async () => {
    const { start } = await service(orders(1));
    expect((await start()).ExportArn).not.toBe((await start()).ExportArn);
  });
});

describe('the local export service refuses', () => {
  it.each([
    ['DynamoDb.TableNotFoundException', { TableArn: tableArn('none') }, 'Table not found'],
    ['DynamoDb.TableNotFoundException', { TableArn: 'orders' }, 'Table not found'],
    ['DynamoDb.DynamoDbException', { ExportFormat: 'ION' }, 'cannot do ExportFormat ION'],
    ['DynamoDb.InvalidExportTimeException', { ExportTime: '2022-11-23T19:00:01.000Z' }, 'Export Time is invalid'],
    ['DynamoDb.SdkClientException', { S3Bucket: 1 }, 'S3Bucket'],
  ])('with %s: %j', async (error, args, cause) => {
    const { start } = await service([]);
    await expect(start(args)).rejects.toMatchObject({ error, cause: expect.stringContaining(cause) as string });
  });

  it('a table without point-in-time recovery, before it looks at the bucket', async () => {
    const withoutRecovery: string[] = [];
    const { start, table } = await service([], { withoutRecovery });
    withoutRecovery.push(table);
    await expect(start({ S3Bucket: 'other-bucket' })).rejects.toMatchObject({
      error: 'DynamoDb.PointInTimeRecoveryUnavailableException',
      cause: expect.stringMatching(
        /^Point in time recovery is not enabled for table 'orders-\d+' \(Service: DynamoDb, Status Code: 400, Request ID: [0-9A-F]{52}\)$/,
      ) as string,
    });
  });

  it.each([
    ['DynamoDb.ExportNotFoundException', `${tableArn('orders')}/export/01669230000000-00000000`],
    ['DynamoDb.DynamoDbException', tableArn('orders')],
    ['DynamoDb.SdkClientException', null],
  ])('with %s to describe %s', async (error, exportArn) => {
    const { describe } = await service([]);
    await expect(describe(exportArn)).rejects.toMatchObject({ error });
  });
});

describe('an export that was imported', () => {
  it('is described as completed under its own ARN, whatever the clock says', async () => {
    const source = await service(orders(5));
    const { ExportArn } = await source.start();
    const target = await service([]);
    target.context.advance(-365 * 24 * 3600);
    const imported = await importExport(target.store, source.store.pathOf('bucket', 'export'), 'bucket');
    expect(target.exports.adopt(imported, 'arn:unused')).toBe(ExportArn);
    expect(await target.describe(ExportArn)).toMatchObject({
      ExportArn,
      ExportManifest: imported.layout.manifestSummary,
      ExportStatus: 'COMPLETED',
      ExportTime: NIGHT,
      EndTime: '2022-11-23T19:12:00.000Z',
      ItemCount: 5,
      S3Bucket: 'bucket',
      TableArn: tableArn(source.table),
    });
  });

  it('has an ARN by its folder, in the table it is taken for, if its manifest cannot be read', async () => {
    const source = await service(orders(5));
    await source.start();
    const target = await service([]);
    const path = source.store.pathOf('bucket', 'export');
    for await (const { key } of source.store.list('bucket')) {
      if (key.endsWith('summary.json')) await source.store.put('bucket', key, '{');
    }
    const imported = await importExport(target.store, path, 'bucket');
    const arn = target.exports.adopt(imported, tableArn('orders'));
    expect(arn).toMatch(/:table\/orders\/export\/01669230000000-[0-9a-f]{8}$/);
    const description = await target.describe(arn);
    expect(description).toMatchObject({ ExportStatus: 'COMPLETED', StartTime: NIGHT });
    expect(description).not.toHaveProperty('ItemCount');
  });
});
