import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Writable } from 'node:stream';
import { exportLayout, newExportId, writeExport, type ExportWriter, type Item } from '../lib/export';
import { absoluteFolder } from '../lib/athena-sql/engine/absolute-folder';
import { exportWriter, FileStore } from '../lib/local/s3';
import { exportFacts, repeatableRandom } from './data';

const TIME = Date.UTC(2026, 0, 31, 19);
const BUCKET = 'downloads';
const EXPORT_ID = newExportId(TIME, () => 0.5);
const TABLE_ARN = 'arn:aws:dynamodb:eu-central-1:000000000000:table/awkward';

/** What an export is made of. */
export interface AwkwardExport {
  /** Its items, by their number. */
  readonly item: (index: number) => Item;
  readonly items: number;
  readonly files: number;
}

/** Exports of a size that makes something long or large, by their name; `scale` 1 is the whole size. */
export const AWKWARD: Readonly<Record<string, (scale: number) => AwkwardExport>> = {
  'largest-items': (scale) => ({ item: largestItem, items: Math.ceil(2_000 * scale), files: 4 }),
  'empty-files': (scale) => ({ item: shortItem, items: 5, files: Math.ceil(4_000 * scale) }),
  'many-files': (scale) => ({
    item: shortItem,
    items: Math.ceil(200_000 * scale),
    files: Math.ceil(20_000 * scale),
  }),
  'one-file': (scale) => ({ item: usualItem, items: Math.ceil(5_000_000 * scale), files: 1 }),
  'wide-items': (scale) => ({ item: wideItem(16), items: Math.ceil(2_000_000 * scale), files: 16 }),
  attributes: (scale) => ({ item: wideItem(Math.ceil(1_500 * scale)), items: 500, files: 4 }),
};

/**
 * The folder of an awkward export, as if it had been downloaded. It is written when it is not there; the same every time.
 *
 * @throws Error for a name that is not in {@link AWKWARD}
 */
export async function awkwardExport(
  name: string,
  scale: number,
  progress: (text: string) => void,
): Promise<{ folder: string; made: AwkwardExport }> {
  const made = AWKWARD[name]?.(scale);
  if (made === undefined) throw new Error(`There is no awkward export ${name}; use ${Object.keys(AWKWARD).join(', ')}`);
  const root = join(__dirname, '..', '.bench', `${name}-${made.items}-${made.files}`);
  const layout = exportLayout(undefined, EXPORT_ID);
  const folder = join(root, BUCKET, layout.folder);
  const done = join(root, 'written');
  // an export of another writer is no longer comparable
  const version = readFileSync(__filename, 'utf8');
  if (existsSync(done) && readFileSync(done, 'utf8') === version) return { folder, made };
  rmSync(root, { recursive: true, force: true });
  progress(`writing ${name}, ${made.items} items in ${made.files} files, once`);
  const store = new FileStore(absoluteFolder(root));
  await store.createBucket(BUCKET);
  let number = 0;
  await writeExport(writerTo(store), itemsOf(made), {
    layout,
    files: made.files,
    partitionOf: () => number++ % made.files,
    random: repeatableRandom(),
    facts: exportFacts(BUCKET, null, TABLE_ARN, EXPORT_ID, TIME),
  });
  writeFileSync(done, version);
  return { folder, made };
}

/** A file of many is kept in memory until it is whole: a system has no 20,000 open files. */
function writerTo(store: FileStore): ExportWriter {
  return {
    ...exportWriter(store, BUCKET),
    createWriteStream: (key) => {
      const chunks: Buffer[] = [];
      return new Writable({
        write: (chunk: Buffer, _encoding, done) => {
          chunks.push(chunk);
          done();
        },
        final: (done) => {
          const path = store.pathOf(BUCKET, key);
          mkdirSync(dirname(path), { recursive: true });
          writeFileSync(path, Buffer.concat(chunks));
          done();
        },
      });
    },
  };
}

async function* itemsOf({ item, items }: AwkwardExport): AsyncGenerator<Item> {
  for (let index = 0; index < items; index++) yield item(index);
}

function shortItem(index: number): Item {
  return { id: { S: `i${index}` }, value: { N: String(index) } };
}

/** Some 300 bytes a line. */
function usualItem(index: number): Item {
  return {
    id: { S: `order-${index}` },
    customer: { S: `customer-${(index * 7919) % 100_003}` },
    placed: { S: new Date(TIME - (index % 2_592_000) * 1000).toISOString() },
    price: { N: String((index % 5_000) / 100) },
    quantity: { N: String(1 + (index % 9)) },
    paid: { BOOL: index % 3 > 0 },
    note: { S: `menu ${index % 60}, without wasabi, at the window, table ${index % 40}` },
  };
}

const wideItem =
  (attributes: number) =>
  (index: number): Item => ({
    id: { S: `i${index}` },
    ...Object.fromEntries(
      Array.from({ length: attributes - 1 }, (_, number) => [
        `attribute-${number}`,
        number % 3 === 0 ? { N: String((index * number) % 1_000_003) } : { S: `text ${(index + number) % 997}` },
      ]),
    ),
  });

/** Close to the 400 KB that an item may have. */
function largestItem(index: number): Item {
  return {
    id: { S: `i${index}` },
    size: { N: '390000' },
    text: { S: `sushi ${index} `.repeat(39_000).slice(0, 390_000) },
  };
}
