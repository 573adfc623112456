import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Item } from '../../lib/export';
import { absoluteFolder } from '../../lib/athena-sql/engine/absolute-folder';
import { scanItems } from '../../lib/local/dynamodb/items';
import { writeSnapshot } from '../../lib/local/dynamodb/snapshot';
import { FileStore } from '../../lib/local/s3';
import { EXPORT_ID, NAMES, orders, TABLE_ARN, writeOrders } from '../data';
import { costOfThisProcess } from '../measure';

/*
 * Program: writes an export of generated orders, whose files are thrown away. Arguments: number of items, way.
 *   writer     items straight into lib/export's writer
 *   dynamodb   the export of a local table: page by page from a client that answers Scan with generated pages of 1 MB,
 *              because a table of a million items in memory would be the only thing that is measured
 */
const [, , items = '', way = ''] = process.argv;
const ITEMS_OF_A_PAGE = 4000;

async function main(): Promise<void> {
  const count = Number(items);
  const root = mkdtempSync(join(tmpdir(), 'bench-exporter-'));
  const started = performance.now();
  try {
    const store = new FileStore(absoluteFolder(root));
    await store.createBucket(NAMES.bucket);
    const itemCount = way === 'writer' ? await writeGenerated(store, count) : await runExport(store, count);
    if (itemCount !== count) throw new Error(`${itemCount} of ${count} items were written`);
    console.log(costOfThisProcess(started));
  } finally {
    rmSync(root, { recursive: true });
  }
}

async function writeGenerated(store: FileStore, count: number): Promise<number> {
  return (await writeOrders(store, orders(count))).summary.itemCount;
}

async function runExport(store: FileStore, count: number): Promise<number> {
  const now = Date.UTC(2026, 0, 31, 19);
  const request = {
    TableArn: TABLE_ARN,
    S3Bucket: NAMES.bucket,
    S3Prefix: 'export',
    ExportFormat: 'DYNAMODB_JSON',
    ExportType: 'FULL_EXPORT',
    S3SseAlgorithm: 'AES256',
  } as const;
  const record = { exportArn: `${TABLE_ARN}/export/${EXPORT_ID}`, exportId: EXPORT_ID, tableId: 'bench', request };
  const times = { startTime: now, exportTime: now, window: undefined, endTime: now, endSeenFrom: now };
  const table = { name: NAMES.sourceTable, tableId: 'bench', partitionKey: 'tableid', keys: ['tableid', 'datetime'] };
  const client = makeScanClient(orders(count));
  const items = scanItems(client, NAMES.sourceTable);
  return (await writeSnapshot({ ...record, ...times }, table, now, items, { store, random: () => 0.5, files: 4 }))
    .itemCount;
}

/** A client that answers nothing but Scan. */
function makeScanClient(all: AsyncGenerator<Item>): DynamoDBClient {
  const send = async (): Promise<object> => {
    const page: Item[] = [];
    while (page.length < ITEMS_OF_A_PAGE) {
      const next = await all.next();
      if (next.done === true) return { Items: page };
      page.push(next.value);
    }
    return { Items: page, LastEvaluatedKey: page.at(-1) };
  };
  return { send } as unknown as DynamoDBClient;
}

void main();
