import type { FileStore, ObjectHead } from './file-store';

/**
 * A store whose buckets are listed once: what is asked of hundreds of folders is then told without looking at the disk again.
 * What changes meanwhile is not noticed, so make one for a command that only looks.
 */
export class ListedStore implements Pick<FileStore, 'list' | 'pathOf'> {
  private readonly listings = new Map<string, Promise<readonly ObjectHead[]>>();

  constructor(private readonly store: FileStore) {}

  pathOf(bucket: string, key: string): string {
    return this.store.pathOf(bucket, key);
  }

  /** The objects whose keys start with a prefix, sorted by key. @throws StoreError NoSuchBucket */
  async *list(bucket: string, prefix = ''): AsyncGenerator<ObjectHead> {
    const all = await this.listing(bucket);
    for (let index = firstFrom(all, prefix); index < all.length; index++) {
      const head = all[index];
      if (head?.key.startsWith(prefix) !== true) return;
      yield head;
    }
  }

  private listing(bucket: string): Promise<readonly ObjectHead[]> {
    const known = this.listings.get(bucket);
    if (known !== undefined) return known;
    const listing = this.store.listAll(bucket);
    this.listings.set(bucket, listing);
    return listing;
  }
}

/** Index of the first object whose key is not before a text. */
function firstFrom(sorted: readonly ObjectHead[], key: string): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if ((sorted[middle]?.key ?? '') < key) from = middle + 1;
    else to = middle;
  }
  return from;
}
