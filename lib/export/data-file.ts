import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { Transform, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip, type Gzip } from 'node:zlib';
import { multipartEtag } from './checksum';
import type { ManifestFile } from './manifest-files';

/** Text that is gathered before it goes to gzip: a call for every line would cost more than the compression. */
const CHUNK_CHARACTERS = 64 * 1024;

/** One data file while it is written: lines in, gzip bytes and their md5 out. Holds one chunk of text at most. */
export class DataFileWriter {
  private readonly gzip: Gzip = createGzip();
  private readonly failed = new AbortController();
  private readonly written: Promise<void>;
  private readonly md5 = createHash('md5');
  private text = '';
  private items = 0;

  /**
   * @param key the file's key
   * @param sink takes the gzip bytes; the object exists from its finish on
   */
  constructor(
    private readonly key: string,
    private readonly sink: Writable,
  ) {
    const hash = new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        this.md5.update(chunk);
        done(null, chunk);
      },
    });
    this.written = pipeline(this.gzip, hash, sink);
    this.written.catch((error: unknown) => {
      this.failed.abort(error);
    });
  }

  /** Takes a line, and waits while the sink is slower than the lines come. Rejects when the sink has failed. */
  async add(line: string): Promise<void> {
    this.text += line;
    this.items++;
    if (this.text.length >= CHUNK_CHARACTERS) await this.flush();
  }

  /** Ends the file; without a line it is an empty gzip file, as DynamoDB writes for an empty partition. */
  async close(): Promise<ManifestFile> {
    await this.flush();
    this.gzip.end();
    await this.written;
    const md5Checksum = this.md5.digest('base64');
    return { itemCount: this.items, md5Checksum, etag: multipartEtag([md5Checksum]), dataFileS3Key: this.key };
  }

  /** Gives the file up: destroys the sink and waits until it has cleaned up. */
  async abort(error: Error): Promise<void> {
    this.gzip.destroy(error);
    await this.written.catch(() => undefined);
    await new Promise<void>((resolve) => {
      if (this.sink.closed) resolve();
      else this.sink.once('close', resolve);
    });
  }

  private async flush(): Promise<void> {
    this.failed.signal.throwIfAborted();
    const text = this.text;
    this.text = '';
    if (text === '' || this.gzip.write(text)) return;
    try {
      await once(this.gzip, 'drain', { signal: this.failed.signal });
    } catch (error) {
      this.failed.signal.throwIfAborted();
      throw error;
    }
  }
}
