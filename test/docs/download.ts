import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Writable } from 'node:stream';
import { exportArn, exportLayout, writeExport, type Item } from '../../lib/export';

const EXPORT_ID = '01693467621041-039fcf72';
const TABLE_ARN = 'arn:aws:dynamodb:eu-central-1:123456789012:table/lines';
const TIME = '2023-08-31T07:40:21.041Z';

/** Writes the export that the pages' examples are about: lines of orders, of which `orderId` and `line` are the key. */
export async function writeDownload(folder: string): Promise<void> {
  const layout = exportLayout('', EXPORT_ID);
  let state = 1;
  const at = (key: string): string => {
    const path = join(folder, key.slice(layout.folder.length));
    mkdirSync(dirname(path), { recursive: true });
    return path;
  };
  async function* items(): AsyncGenerator<Item> {
    for (let number = 0; number < 20; number++)
      yield { orderId: { S: `order-${number}` }, line: { N: '1' }, price: { N: `${number}.50` } };
  }
  const writer = {
    put: async (key: string, body: string): Promise<void> => {
      writeFileSync(at(key), body);
    },
    createWriteStream: (key: string): Writable => createWriteStream(at(key)),
  };
  await writeExport(writer, items(), {
    layout,
    files: 2,
    partitionOf: (item) => (Number(item.price?.N ?? 0) % 2) | 0,
    random: () => (state = (state * 48271) % 2147483647) / 2147483647,
    facts: {
      exportArn: exportArn(TABLE_ARN, EXPORT_ID),
      startTime: TIME,
      endTime: TIME,
      tableArn: TABLE_ARN,
      tableId: '12345678-1234-1234-1234-123456789012',
      exportTime: TIME,
      s3Bucket: 'bucket',
      s3Prefix: null,
      s3SseAlgorithm: 'AES256',
    },
  });
}
