import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseConfig, resources } from '../lib/config';
import { exportArn, exportLayout, newExportId, writeExport, type Item, type WrittenExport } from '../lib/export';
import { absoluteFolder } from '../lib/athena-sql/engine/absolute-folder';
import { generateOrders } from '../lib/local/sample-orders';
import { exportWriter, FileStore } from '../lib/local/s3';

const FILES = 16;
/** When the tables of all benchmarks are seen. */
export const START = Date.UTC(2026, 0, 31, 19);

/** What all benchmarks are about: the default configuration and its one table. */
export const CONFIG = parseConfig({});
const [FIRST] = CONFIG.tables;
if (FIRST === undefined) throw new Error('The default configuration has no table');
export const TABLE = FIRST;
export const NAMES = resources(CONFIG, TABLE);
export const TABLE_ARN = `arn:aws:dynamodb:${CONFIG.region}:000000000000:table/${NAMES.sourceTable}`;
export const EXPORT_ID = newExportId(START, () => 0.5);
export const LAYOUT = exportLayout('export', EXPORT_ID);

/** What the items of an export are like. */
export type ItemKind = keyof typeof ITEMS;

/** The folder of an export's buckets, which is written when it is not there; the same every time. */
export async function exportOf(
  count: number,
  progress: (text: string) => void,
  kind: ItemKind = 'orders',
): Promise<string> {
  const root = join(__dirname, '..', '.bench', kind === 'orders' ? String(count) : `${count}-${kind}`);
  const done = join(root, 'written');
  // data that was written by another writer is no longer comparable
  const version = readFileSync(__filename, 'utf8');
  if (existsSync(done) && readFileSync(done, 'utf8') === version) return root;
  rmSync(root, { recursive: true, force: true });
  progress(`writing an export of ${count} ${kind}, once`);
  const store = new FileStore(absoluteFolder(root));
  await store.createBucket(NAMES.bucket);
  await writeOrders(store, ITEMS[kind](count));
  writeFileSync(done, version);
  return root;
}

/** What an export that is made for a measurement says of itself: of an instant, without a duration. */
export function exportFacts(bucket: string, prefix: string | null, tableArn: string, exportId: string, time: number) {
  const instant = new Date(time).toISOString();
  return {
    exportArn: exportArn(tableArn, exportId),
    startTime: instant,
    endTime: instant,
    tableArn,
    tableId: 'bench',
    exportTime: instant,
    s3Bucket: bucket,
    s3Prefix: prefix,
    s3SseAlgorithm: 'AES256',
    s3SseKmsKeyId: null,
  };
}

/** Random numbers that are the same in every run. */
export function repeatableRandom(): () => number {
  let seed = 1;
  return () => (seed = (seed * 16807) % 2147483647) / 2147483647;
}

/** Writes items into a store, as DynamoDB would. */
export async function writeOrders(
  store: FileStore,
  items: AsyncIterable<Item>,
  layout = LAYOUT,
): Promise<WrittenExport> {
  return writeExport(exportWriter(store, NAMES.bucket), items, { layout, ...orderFiles(layout.exportId) });
}

/** How the files of an export of orders are made, and what its manifest says of it. */
export function orderFiles(exportId: string) {
  return {
    files: FILES,
    partitionOf: (item: Readonly<Item>) => Number(item.tableid?.S ?? 0) % FILES,
    random: repeatableRandom(),
    facts: exportFacts(NAMES.bucket, 'export', TABLE_ARN, exportId, START),
  };
}

/** Orders with a reference and a note, so that a line has some 290 bytes and shrinks to a seventh, as sushi orders do. */
export async function* orders(count: number): AsyncGenerator<Item> {
  let state = 7;
  const next = () => (state = (state * 48271) % 2147483647);
  for (const order of generateOrders({ count, days: 30, until: new Date(START), seed: 1 })) {
    const reference = { S: `${next().toString(36)}-${next().toString(36)}` };
    const note = { S: Array.from({ length: 9 }, () => WORDS[next() % WORDS.length]).join(' ') };
    // Without toppings and details, lines are as long as when the numbers in docs/ were measured.
    const attributes = Object.entries(order).filter(([name]) => name !== 'toppings' && name !== 'detail');
    yield { ...Object.fromEntries(attributes), reference, note };
  }
}

/** Orders that are delivered: with customer, address, payment and what became of them, some 1,300 bytes a line. */
export async function* deliveries(count: number): AsyncGenerator<Item> {
  let state = 11;
  const next = (below: number) => (state = (state * 48271) % 2147483647) % below;
  const hex = (digits: number) => Array.from({ length: digits }, () => next(16).toString(16)).join('');
  const id = () => [8, 4, 4, 4, 12].map(hex).join('-');
  const pickWord = (words: readonly string[]) => words[next(words.length)] ?? '';
  for await (const order of orders(count)) {
    const placed = Date.parse(order.datetime?.S ?? '');
    const after = (minutes: number) => new Date(placed + next(minutes * 60_000)).toISOString();
    yield {
      ...order,
      customerId: { S: id() },
      customer: {
        M: { name: { S: `${pickWord(WORDS)} ${pickWord(WORDS)}` }, phone: { S: `+81-90-${next(9999)}-${next(9999)}` } },
      },
      address: {
        M: {
          street: { S: `${pickWord(WORDS)} ${next(30)}-${next(20)}` },
          postalCode: { S: `${100 + next(80)}-${String(next(9999)).padStart(4, '0')}` },
          floor: { N: String(next(12)) },
        },
      },
      payment: {
        M: { method: { S: pickWord(['card', 'cash', 'wallet']) }, authorization: { S: hex(24) }, last4: { S: hex(4) } },
      },
      events: {
        L: ['accepted', 'prepared', 'handed over', 'delivered'].map((name) => ({
          M: { name: { S: name }, at: { S: after(60) }, by: { S: `staff-${next(40)}` } },
        })),
      },
      device: { S: `app/${next(5)}.${next(20)}.${next(10)} (${pickWord(['iOS', 'Android'])} ${10 + next(8)})` },
      session: { S: id() },
      coupons: { SS: [`c${next(500)}`, `d${next(500)}`] },
      gift: { BOOL: next(20) === 0 },
      version: { N: String(1 + next(6)) },
      expiresAt: { N: String(Math.floor(placed / 1000) + 31_536_000) },
    };
  }
}

const ITEMS = { orders, deliveries } as const;

const WORDS =
  'please wasabi without soy sauce extra ginger window seat birthday regular allergic shrimp tea hot cold'.split(' ');
