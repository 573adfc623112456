import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { parseExportLine, type Item } from '../../export';
import type { FileStore } from './file-store';

/** The items of an export, file by file. @param folder key of its `data/` */
export async function* readExportedItems(store: FileStore, bucket: string, folder: string): AsyncGenerator<Item> {
  for await (const { key } of store.list(bucket, folder)) {
    const lines = createInterface({ input: store.createReadStream(bucket, key).pipe(createGunzip()) });
    for await (const line of lines) if (line !== '') yield parseExportLine(line);
  }
}
