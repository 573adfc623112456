import { s3Location } from '../../export';
import { filesChange, filesRecord, type FilesRecord } from '../glue';
import { splitEmptyFiles, type FileStore } from '../s3';

/** A partition's files, and how they differ from those that it was made of. */
export interface Listing {
  /** Paths of the files, without those that Athena passes over, and those that hold nothing. */
  readonly files: readonly string[];
  /** Bytes of each. */
  readonly sizes: readonly number[];
  /** Bytes of the files that hold nothing. */
  readonly emptyBytes: number;
  /** Undefined where they do not differ, or where that is not asked or not known. */
  readonly changed: string | undefined;
}

/**
 * The files of partitions, each with its size, as they are on disk. The files of one partition are looked at once, as long
 * as the catalog says that it was made of the same files: tables and views share their partitions, and a night can have
 * 20,000 files. Make one for a command; a file that is changed while the command runs is noticed by the next.
 */
export class Listings {
  /** By location and record, those that did not differ. */
  private readonly unchanged = new Map<string, Listing>();

  constructor(private readonly store: FileStore) {}

  /** @param record what the partition was made of; undefined where the files are not compared with it */
  async of(location: string, record: FilesRecord | undefined): Promise<Listing> {
    const id = `${record?.md5} ${location}`;
    const known = this.unchanged.get(id);
    if (known !== undefined) return known;
    const objects = await objectsIn(location, this.store);
    const { full, emptyBytes } = splitEmptyFiles(objects);
    const listing = {
      files: full.map(({ path }) => path),
      sizes: full.map(({ size }) => size),
      emptyBytes,
      changed: record && filesChange(record, filesRecord(objects)),
    };
    if (record !== undefined && listing.changed === undefined) this.unchanged.set(id, listing);
    return listing;
  }
}

/** The files of a partition as they are now, to be recorded when it is made. */
export async function recordOfFiles(location: string, store: Pick<FileStore, 'list' | 'pathOf'>): Promise<FilesRecord> {
  return filesRecord(await objectsIn(location, store));
}

interface StoredFile {
  readonly key: string;
  readonly size: number;
  readonly path: string;
}

/** The objects in a partition's folder, without those that Athena passes over. */
async function objectsIn(location: string, store: Pick<FileStore, 'list' | 'pathOf'>): Promise<StoredFile[]> {
  const { bucket, key } = parseLocation(location);
  const files: StoredFile[] = [];
  for await (const object of store.list(bucket, key)) {
    const name = object.key.slice(object.key.lastIndexOf('/') + 1);
    if (!/^[._]/.test(name)) files.push({ ...object, path: store.pathOf(bucket, object.key) });
  }
  return files;
}

/** @throws Error where the text is not `s3://bucket/folder/` */
export function parseLocation(location: string): { readonly bucket: string; readonly key: string } {
  const place = s3Location(location);
  if (!place) throw new Error(`The location ${JSON.stringify(location)} is not of the form s3://bucket/folder/`);
  return place;
}
