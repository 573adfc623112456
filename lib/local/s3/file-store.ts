import { constants, createReadStream, statSync } from 'node:fs';
import { access, chmod, copyFile, link, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { FileError, wrapWriteErrors } from '../../files/file-error';
import type { AbsoluteFolder } from '../../athena-sql/engine/absolute-folder';
import { fileOrNothing } from './absent-file';
import { listEntries } from './folder-entries';
import { bucketPath, objectPath } from './object-path';
import { ObjectWriteStream } from './object-write-stream';
import { StoreError } from './store-error';
import { makeFolder, moveTo, temporaryPath } from './unfinished-file';
import { pathText } from '../../path-text';

/** What is known of an object without reading it. */
export interface ObjectHead {
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  readonly lastModified: Date;
}

/** Bytes that are read at a time: larger than Node's 64 KiB, which costs a third of the speed of an md5. */
export const READ_BYTES = 1024 * 1024;

/**
 * S3 on a file system: a bucket is a folder of the root and a key a path in it, so that an engine can read the files
 * where they are. Objects are replaced whole, by renaming a finished file, and never changed in place.
 *
 * Unlike S3, a key cannot also be the folder of another key, and cannot have `.` or `..` as a part, nor an empty one at its end.
 */
export class FileStore {
  /** @param root created with the first bucket */
  constructor(readonly root: AbsoluteFolder) {}

  /** Creates a bucket; an existing one stays as it is. */
  async createBucket(bucket: string): Promise<void> {
    await makeFolder(bucketPath(this.root, bucket));
  }

  async hasBucket(bucket: string): Promise<boolean> {
    return (await fileOrNothing(() => stat(bucketPath(this.root, bucket))))?.isDirectory() ?? false;
  }

  /** Path of the file that an object is, or would be. */
  pathOf(bucket: string, key: string): string {
    return objectPath(this.root, bucket, key);
  }

  /** Stores an object, in place of the one that has the key. @throws StoreError NoSuchBucket, KeyConflict */
  async put(bucket: string, key: string, body: string | Uint8Array): Promise<void> {
    await this.place(bucket, key, (temporary) => writeFile(temporary, body, { mode: 0o600 }));
  }

  /** A stream whose object exists, whole, once it has finished. Its errors are those of `put`. */
  createWriteStream(bucket: string, key: string): Writable {
    const target = this.pathOf(bucket, key);
    const temporary = temporaryPath(this.root);
    return new ObjectWriteStream(
      temporary,
      target,
      () => this.prepare(bucket),
      () => moveTo(temporary, target, key),
    );
  }

  /** Stores what is written to a path where nothing lies yet; nothing where that fails. */
  async putWritten(bucket: string, key: string, write: (path: string) => Promise<void>): Promise<void> {
    await this.place(bucket, key, async (temporary) => {
      await write(temporary);
      await chmod(temporary, 0o600);
    });
  }

  /** Stores a file that lies elsewhere: as a hard link if the file system can, else as a copy. The file is not changed. */
  async putFile(bucket: string, key: string, source: string): Promise<void> {
    await access(source, constants.R_OK); // an error of the source's must not be told as one of the object's place
    await this.place(bucket, key, async (temporary) => {
      try {
        await link(source, temporary);
      } catch {
        await copyFile(source, temporary); // another file system, or one without links; what else is wrong fails here too
      }
    });
  }

  /** Copies an object. @throws StoreError NoSuchKey, NoSuchBucket, KeyConflict */
  async copy(from: { bucket: string; key: string }, to: { bucket: string; key: string }): Promise<ObjectHead> {
    await this.head(from.bucket, from.key);
    const source = this.pathOf(from.bucket, from.key);
    await this.place(to.bucket, to.key, (temporary) => copyFile(source, temporary, constants.COPYFILE_FICLONE));
    return this.head(to.bucket, to.key);
  }

  /** The content of an object. @throws StoreError NoSuchKey, NoSuchBucket */
  async get(bucket: string, key: string): Promise<Buffer> {
    await this.head(bucket, key);
    return readFile(this.pathOf(bucket, key));
  }

  /** The content of an object that exists, piece by piece. */
  createReadStream(bucket: string, key: string): Readable {
    return createReadStream(this.pathOf(bucket, key), { highWaterMark: READ_BYTES });
  }

  /** Size and time of an object. @throws StoreError NoSuchKey, NoSuchBucket */
  async head(bucket: string, key: string): Promise<ObjectHead> {
    const path = this.pathOf(bucket, key);
    const file = await fileOrNothing(() => stat(path));
    if (file?.isFile()) return { key, size: file.size, lastModified: file.mtime };
    await this.requireBucket(bucket);
    throw new StoreError('NoSuchKey', `There is no object ${key} in bucket ${bucket} (${pathText(path)}).`);
  }

  /** The objects whose keys start with a prefix, sorted by key. @throws StoreError NoSuchBucket */
  async *list(bucket: string, prefix = ''): AsyncGenerator<ObjectHead> {
    await this.requireBucket(bucket);
    yield* this.walk(bucket, prefix.slice(0, prefix.lastIndexOf('/') + 1), prefix);
  }

  /** Deletes an object; no error if there is none. Its folders stay. @throws StoreError NoSuchBucket */
  async delete(bucket: string, key: string): Promise<void> {
    await this.requireBucket(bucket);
    await fileOrNothing(() => rm(this.pathOf(bucket, key), { force: true }));
  }

  private async *walk(bucket: string, folder: string, prefix: string): AsyncGenerator<ObjectHead> {
    for (const { key, isFolder, path } of listEntries(this.root, bucket, folder)) {
      if (!key.startsWith(prefix)) continue;
      if (isFolder) yield* this.walk(bucket, key, prefix);
      else yield headAtOnce(key, path) ?? (await this.head(bucket, key));
    }
  }

  /**
   * All objects of a bucket, sorted by key, as `list` gives them one by one: of thousands in hundreds of folders in a third
   * of the time.
   *
   * @throws StoreError NoSuchBucket
   */
  async listAll(bucket: string): Promise<ObjectHead[]> {
    await this.requireBucket(bucket);
    const heads: ObjectHead[] = [];
    const folders = [''];
    for (let folder = folders.pop(); folder !== undefined; folder = folders.pop())
      for (const { key, isFolder, path } of listEntries(this.root, bucket, folder)) {
        if (isFolder) folders.push(key);
        else heads.push(headAtOnce(key, path) ?? (await this.head(bucket, key)));
      }
    return heads.sort((a, b) => (a.key < b.key ? -1 : 1));
  }

  /**
   * A path for files that are no objects, in a folder that is there, on the disk of the buckets; removed later when this
   * process is killed. Undefined where nothing can be written.
   */
  async temporaryFolder(): Promise<string | undefined> {
    const path = temporaryPath(this.root);
    try {
      await makeFolder(dirname(path));
      return path;
    } catch (error) {
      if (error instanceof FileError) return undefined;
      throw error;
    }
  }

  /** Lets a temporary file be made and makes it the object. */
  private async place(bucket: string, key: string, make: (temporary: string) => Promise<void>): Promise<void> {
    const target = this.pathOf(bucket, key);
    const temporary = temporaryPath(this.root);
    await this.prepare(bucket);
    try {
      await wrapWriteErrors(target, () => make(temporary));
      await moveTo(temporary, target, key);
    } finally {
      await rm(temporary, { force: true }); // also after success: renaming one hard link onto another leaves both
    }
  }

  private async prepare(bucket: string): Promise<void> {
    await this.requireBucket(bucket);
    await makeFolder(dirname(temporaryPath(this.root)));
  }

  private async requireBucket(bucket: string): Promise<void> {
    if (await this.hasBucket(bucket)) return;
    throw new StoreError('NoSuchBucket', `There is no bucket ${bucket} (${pathText(bucketPath(this.root, bucket))}).`);
  }
}

/** Size and time of an object; undefined where it is none. */
function headAtOnce(key: string, path: string): ObjectHead | undefined {
  const file = statSync(path, { throwIfNoEntry: false });
  return file?.isFile() === true ? { key, size: file.size, lastModified: file.mtime } : undefined;
}
