import { Writable } from 'node:stream';
import { type ExportReader, type ExportWriter, md5Base64 } from '../../lib/export';

/** A bucket in memory: what exports are written to and read from in these tests. */
export class MemoryBucket implements ExportReader, ExportWriter {
  readonly objects = new Map<string, Buffer>();
  /** Keys in the order that they came into being. */
  readonly order: string[] = [];

  async put(key: string, body: string | Uint8Array): Promise<void> {
    this.objects.set(key, Buffer.from(body));
    this.order.push(key);
  }

  createWriteStream(key: string): Writable {
    const chunks: Buffer[] = [];
    return new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        chunks.push(chunk);
        done();
      },
      final: (done) => {
        void this.put(key, Buffer.concat(chunks)).then(() => {
          done();
        });
      },
    });
  }

  async *list(prefix: string): AsyncGenerator<{ key: string; size: number }> {
    for (const [key, body] of this.objects) if (key.startsWith(prefix)) yield { key, size: body.byteLength };
  }

  async text(key: string): Promise<string | undefined> {
    return this.objects.get(key)?.toString('utf8');
  }

  async md5(key: string, onBytes: (bytes: number) => void): Promise<string> {
    const body = this.bytes(key);
    onBytes(body.byteLength);
    return md5Base64(body);
  }

  bytes(key: string): Buffer {
    const body = this.objects.get(key);
    if (!body) throw new Error(`no ${key}`);
    return body;
  }
}

/** A bucket whose objects can be opened, and come in pieces; it knows which were. */
export class InspectedBucket extends MemoryBucket {
  readonly opened: string[] = [];

  async *open(key: string): AsyncGenerator<Uint8Array> {
    this.opened.push(key);
    const body = this.bytes(key);
    for (let from = 0; from < body.byteLength; from += 7) yield body.subarray(from, from + 7);
  }
}
