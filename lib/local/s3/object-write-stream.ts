import { type FileHandle, open, rm } from 'node:fs/promises';
import { Writable } from 'node:stream';
import { wrapWriteErrors } from '../../files/file-error';

type Done = (error?: Error | null) => void;

/** Writes to a temporary file that becomes the object when the stream finishes; destroyed before, it leaves nothing. */
export class ObjectWriteStream extends Writable {
  private file: FileHandle | undefined;
  private committed = false;

  /**
   * @param temporary path of a file that does not exist yet
   * @param target path of the object, for messages
   * @param prepare runs before the file is opened; a rejection is the stream's error
   * @param commit makes the whole file the object
   */
  constructor(
    private readonly temporary: string,
    private readonly target: string,
    private readonly prepare: () => Promise<void>,
    private readonly commit: () => Promise<void>,
  ) {
    super();
  }

  override _construct(done: Done): void {
    settle(done, async () => {
      await this.prepare();
      this.file = await wrapWriteErrors(this.target, () => open(this.temporary, 'wx', 0o600));
    });
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: Done): void {
    settle(done, async () => wrapWriteErrors(this.target, async () => this.file?.appendFile(chunk)));
  }

  override _final(done: Done): void {
    settle(done, async () => {
      await this.close();
      await this.commit();
      this.committed = true;
    });
  }

  override _destroy(error: Error | null, done: Done): void {
    settle(
      (failure) => {
        done(error ?? failure);
      },
      async () => {
        await this.close();
        if (!this.committed) await rm(this.temporary, { force: true });
      },
    );
  }

  private async close(): Promise<void> {
    const file = this.file;
    this.file = undefined;
    await file?.close();
  }
}

function settle(done: Done, work: () => Promise<unknown>): void {
  work().then(
    () => {
      done();
    },
    (error: unknown) => {
      done(error as Error);
    },
  );
}
