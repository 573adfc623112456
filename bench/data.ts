import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseConfig, resources } from '../lib/config';
import { exportArn, exportLayout, newExportId, writeExport, type Item, type WrittenExport } from '../lib/export';
import { generateOrders } from '../lib/local/orders';
import { exportWriter, FileStore } from '../lib/local/store';

const FILES = 16;
const START = Date.UTC(2026, 0, 31, 19);

/** What all benchmarks are about: the default configuration and its one table. */
export const CONFIG = parseConfig({});
const [FIRST] = CONFIG.tables;
if (FIRST === undefined) throw new Error('The default configuration has no table');
export const TABLE = FIRST;
export const NAMES = resources(CONFIG, TABLE);
export const TABLE_ARN = `arn:aws:dynamodb:${CONFIG.region}:000000000000:table/${NAMES.sourceTable}`;
export const EXPORT_ID = newExportId(START, () => 0.5);
export const LAYOUT = exportLayout('export', EXPORT_ID);

/** The folder of an export's buckets, which is written when it is not there; the same every time. */
export async function exportOf(count: number, progress: (text: string) => void): Promise<string> {
  const root = join(__dirname, '..', '.bench', String(count));
  const done = join(root, 'written');
  // data that was written by another writer is no longer comparable
  const version = readFileSync(__filename, 'utf8');
  if (existsSync(done) && readFileSync(done, 'utf8') === version) return root;
  rmSync(root, { recursive: true, force: true });
  progress(`writing an export of ${count} orders, once`);
  const store = new FileStore(root);
  await store.createBucket(NAMES.bucket);
  await writeOrders(store, orders(count));
  writeFileSync(done, version);
  return root;
}

/** Writes items into a store, as DynamoDB would. */
export async function writeOrders(store: FileStore, items: AsyncIterable<Item>): Promise<WrittenExport> {
  const time = new Date(START).toISOString();
  let seed = 1;
  return writeExport(exportWriter(store, NAMES.bucket), items, {
    layout: LAYOUT,
    files: FILES,
    partitionOf: (item) => Number(item.tableid?.S ?? 0) % FILES,
    random: () => (seed = (seed * 16807) % 2147483647) / 2147483647,
    facts: {
      exportArn: exportArn(TABLE_ARN, EXPORT_ID),
      startTime: time,
      endTime: time,
      tableArn: TABLE_ARN,
      tableId: 'bench',
      exportTime: time,
      s3Bucket: NAMES.bucket,
      s3Prefix: 'export',
      s3SseAlgorithm: 'AES256',
      s3SseKmsKeyId: null,
    },
  });
}

/** Orders with a reference and a note, so that a line has some 290 bytes and shrinks to a seventh, as sushi orders do. */
export async function* orders(count: number): AsyncGenerator<Item> {
  let state = 7;
  const next = () => (state = (state * 48271) % 2147483647);
  for (const order of generateOrders({ count, days: 30, until: new Date(START), seed: 1 })) {
    const reference = { S: `${next().toString(36)}-${next().toString(36)}` };
    const note = { S: Array.from({ length: 9 }, () => WORDS[next() % WORDS.length]).join(' ') };
    yield { ...order, reference, note };
  }
}

const WORDS =
  'please wasabi without soy sauce extra ginger window seat birthday regular allergic shrimp tea hot cold'.split(' ');
