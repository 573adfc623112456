import type { Json } from '../../../lib/asl/json';
import { type FileStore, storeAdapters } from '../../../lib/local/s3';
import { contextAt } from './task-context';
import { temporaryStore } from './temporary-store';

const call = async (store: FileStore, action: string, args: Json): Promise<Json> => {
  const adapter = storeAdapters(store)[`arn:aws:states:::aws-sdk:s3:${action}`];
  if (!adapter) throw new Error(action);
  return adapter(args, contextAt('2022-11-23T19:00:00Z'));
};

async function storeOf(...keys: string[]): Promise<FileStore> {
  const store = await temporaryStore();
  for (const key of keys) await store.put('bucket', key, key);
  return store;
}

describe('s3:listObjectsV2', () => {
  it('gives the keys below a prefix, in order, as many as are asked for', async () => {
    const store = await storeOf('a/2', 'a/1', 'a/3', 'b/1');
    expect(await call(store, 'listObjectsV2', { Bucket: 'bucket', Prefix: 'a/', MaxKeys: 2 })).toMatchObject({
      KeyCount: 2,
      IsTruncated: true,
      Contents: [
        { Key: 'a/1', Size: 3 },
        { Key: 'a/2', Size: 3 },
      ],
    });
    expect(await call(store, 'listObjectsV2', { Bucket: 'bucket', Prefix: 'a/' })).toMatchObject({
      KeyCount: 3,
      IsTruncated: false,
    });
  });

  it('has no Contents where nothing lies', async () => {
    const listing = await call(await storeOf('a/1'), 'listObjectsV2', { Bucket: 'bucket', Prefix: 'c/' });
    expect(listing).toMatchObject({ KeyCount: 0, IsTruncated: false });
    expect(listing).not.toHaveProperty('Contents');
  });
});

describe('s3:deleteObjects', () => {
  const Objects = [{ Key: 'a/1' }, { Key: 'a/9' }];

  it('deletes objects, and minds no key that has none', async () => {
    const store = await storeOf('a/1', 'a/2');
    expect(await call(store, 'deleteObjects', { Bucket: 'bucket', Delete: { Objects } })).toEqual({ Deleted: Objects });
    expect(await call(store, 'listObjectsV2', { Bucket: 'bucket' })).toMatchObject({ Contents: [{ Key: 'a/2' }] });
  });

  it('says nothing of what went well where it is asked to be quiet', async () => {
    const Delete = { Objects, Quiet: true };
    expect(await call(await storeOf('a/1'), 'deleteObjects', { Bucket: 'bucket', Delete })).toEqual({});
  });

  it('refuses to delete nothing, as S3 does', async () => {
    const nothing = call(await storeOf(), 'deleteObjects', { Bucket: 'bucket', Delete: { Objects: [] } });
    await expect(nothing).rejects.toMatchObject({ error: 'S3.SdkClientException' });
  });
});
