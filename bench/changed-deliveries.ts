import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { absoluteFolder } from '../lib/athena-sql/engine/absolute-folder';
import {
  exportLayout,
  incrementalLayout,
  newExportId,
  writeIncrement,
  type Item,
  type ItemChangeRecord,
} from '../lib/export';
import { exportWriter, FileStore } from '../lib/local/s3';
import { WINDOW_VIEW } from '../lib/night';
import { deliveries, NAMES, orderFiles, START, writeOrders } from './data';

const DAY = 86_400_000;

/** Of so many deliveries 10 are changed, which is 2 %: one is new, one is deleted, the others are updated. */
const PERIOD = 500;
const CHANGED = 10;

/** The window of the changes, in milliseconds since 1970. */
export const WINDOW = { from: START, to: START + DAY } as const;

const idOf = (time: number) => newExportId(time, () => 0.5);

/** Where the exports lie: all items at the window's beginning and at its end, and the changes between. */
export const FIRST = exportLayout('export', idOf(START));
export const SECOND = exportLayout('export', idOf(WINDOW.to));
export const CHANGES = incrementalLayout('export/changes', idOf(WINDOW.to + 1));

/** What was written, of each export. */
export interface Deliveries {
  readonly root: string;
  readonly first: Exported;
  readonly second: Exported;
  readonly changes: Exported;
}

/** Items or records of an export, and the bytes that DynamoDB bills for it: those of its lines. */
export interface Exported {
  readonly items: number;
  readonly billedBytes: number;
}

/** The buckets with deliveries before and after a day in which 2 % of them change, and with the changes; written when they are not there. */
export async function changedDeliveries(count: number, progress: (text: string) => void): Promise<Deliveries> {
  const root = join(__dirname, '..', '.bench', `${count}-changed-deliveries`);
  const done = join(root, 'written');
  // data that was written by another writer is no longer comparable
  const version = ['changed-deliveries.ts', 'data.ts']
    .map((name) => readFileSync(join(__dirname, name), 'utf8'))
    .join();
  if (existsSync(done)) {
    const written = JSON.parse(readFileSync(done, 'utf8')) as { version: string; deliveries: Deliveries };
    if (written.version === version) return written.deliveries;
  }
  rmSync(root, { recursive: true, force: true });
  progress(`writing exports of ${count} deliveries before and after a day of changes, once`);
  const store = new FileStore(absoluteFolder(root));
  await store.createBucket(NAMES.bucket);
  const first = (await writeOrders(store, imagesOf(count, 'old'), FIRST)).summary;
  const second = (await writeOrders(store, imagesOf(count, 'new'), SECOND)).summary;
  const { facts, ...files } = orderFiles(CHANGES.exportId);
  const changes = await writeIncrement(exportWriter(store, NAMES.bucket), recordsOf(count), {
    layout: CHANGES,
    ...files,
    facts: {
      ...facts,
      exportFromTime: new Date(WINDOW.from).toISOString(),
      exportToTime: new Date(WINDOW.to).toISOString(),
      outputView: WINDOW_VIEW,
    },
  });
  const summarise = ({
    itemCount,
    billedSizeBytes = 0,
  }: {
    itemCount: number;
    billedSizeBytes?: number | undefined;
  }) => ({
    items: itemCount,
    billedBytes: billedSizeBytes,
  });
  const made: Deliveries = {
    root,
    first: summarise(first),
    second: summarise(second),
    changes: summarise(changes.summary),
  };
  writeFileSync(done, JSON.stringify({ version, deliveries: made }));
  return made;
}

/** A delivery at the window's beginning and at its end. */
interface Images {
  readonly old: Item | undefined;
  readonly new: Item | undefined;
}

async function* imagesOf(count: number, image: keyof Images): AsyncGenerator<Item> {
  for await (const images of historyOf(count)) {
    const item = images[image];
    if (item !== undefined) yield item;
  }
}

async function* recordsOf(count: number): AsyncGenerator<ItemChangeRecord> {
  let number = 0;
  for await (const { old, new: now } of historyOf(count)) {
    number += 1;
    const item = old ?? now;
    if (old === now || item === undefined) continue;
    const keys = Object.fromEntries(['tableid', 'datetime'].map((name) => [name, item[name] ?? { S: '' }]));
    const writtenMicros = (WINDOW.from + Math.floor((DAY * number) / (2 * count))) * 1000;
    yield { writtenMicros, keys, oldImage: old, newImage: now };
  }
}

/** As many deliveries at the window's end as at its beginning, where their number is a multiple of the period's. */
async function* historyOf(count: number): AsyncGenerator<Images> {
  let number = 0;
  for await (const item of deliveries(count + Math.floor(count / PERIOD))) {
    const place = number++ % (PERIOD + 1);
    if (place === 0) yield { old: undefined, new: item };
    else if (place === 1) yield { old: item, new: undefined };
    else yield { old: item, new: place < CHANGED ? changeItem(item) : item };
  }
}

/** A delivery after what a day makes of it: paid and handed over by others, with a note. */
function changeItem(item: Item): Item {
  const events = item.events?.L ?? [];
  return {
    ...item,
    note: { S: `changed: ${item.note?.S ?? ''}` },
    version: { N: String(1 + Number(item.version?.N ?? 0)) },
    events: { L: [...events, { M: { name: { S: 'paid' }, at: item.datetime ?? { S: '' }, by: { S: 'staff-41' } } }] },
  };
}
