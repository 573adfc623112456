import type { Json } from '../../../lib/asl/json';
import { type FileStore, storeAdapters } from '../../../lib/local/s3';
import { taskFailure } from '../task-failure';
import { contextAt } from './task-context';
import { temporaryStore } from './temporary-store';

const call = async (store: FileStore, action: string, args: Json): Promise<Json> => {
  const adapter = storeAdapters(store)[`arn:aws:states:::aws-sdk:s3:${action}`];
  if (!adapter) throw new Error(action);
  return adapter(args, contextAt('2022-11-23T19:00:00Z'));
};

describe('s3:getObject', () => {
  it("answers in S3's shape, the body as text", async () => {
    const store = await temporaryStore();
    await store.put('bucket', 'a/b.json', '{"いか":1}');
    expect(await call(store, 'getObject', { Bucket: 'bucket', Key: 'a/b.json' })).toEqual({
      AcceptRanges: 'bytes',
      Body: '{"いか":1}',
      ContentLength: 12,
      ContentType: 'binary/octet-stream',
      ETag: '"c73ebe69f02f2cca2e9ca29d4d85be15"',
      LastModified: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string,
      Metadata: {},
      ServerSideEncryption: 'AES256',
    });
  });

  it.each([
    [
      'bucket',
      'S3.NoSuchKeyException',
      'The specified key does not exist. (Service: S3, Status Code: 404, Request ID: ',
    ],
    [
      'other',
      'S3.NoSuchBucketException',
      'The specified bucket does not exist (Service: S3, Status Code: 404, Request ID: ',
    ],
  ])('fails in %s as %s', async (bucket, error, cause) => {
    const store = await temporaryStore();
    const first = await taskFailure(call(store, 'getObject', { Bucket: bucket, Key: 'a' }));
    expect(first).toMatchObject({ error, cause: expect.stringContaining(cause) as string });
    expect(first.cause).toMatch(/Request ID: [0-9A-F]{16}\)$/);
    expect(await taskFailure(call(store, 'getObject', { Bucket: bucket, Key: 'a' }))).toEqual(first);
  });

  it('fails for more than a task may give back', async () => {
    const store = await temporaryStore();
    await store.put('bucket', 'a', 'x'.repeat(262_145));
    expect(await taskFailure(call(store, 'getObject', { Bucket: 'bucket', Key: 'a' }))).toMatchObject({
      error: 'States.DataLimitExceeded',
      cause: expect.stringContaining('exceeding the maximum number of bytes service limit') as string,
    });
  });

  it('fails for arguments and keys that it cannot take', async () => {
    const store = await temporaryStore();
    expect(await taskFailure(call(store, 'getObject', { Bucket: 'bucket' }))).toMatchObject({
      error: 'S3.SdkClientException',
      cause: expect.stringContaining('Key') as string,
    });
    expect(await taskFailure(call(store, 'getObject', { Bucket: 'bucket', Key: '../x' }))).toMatchObject({
      error: 'S3.S3Exception',
      cause: expect.stringContaining('"../x"') as string,
    });
  });
});

describe('s3:copyObject', () => {
  it('copies from a URL-encoded bucket/key', async () => {
    const store = await temporaryStore();
    await store.put('bucket', 'a/日本 +.json', 'text');
    for (const slash of ['', '/']) {
      const CopySource = `${slash}bucket/${encodeURIComponent('a/日本 +.json')}`;
      const answer = await call(store, 'copyObject', { Bucket: 'bucket', Key: 'c/d', CopySource });
      expect(answer).toMatchObject({ CopyObjectResult: { ETag: '"1cb251ec0d568de6a929b520c4aed8d1"' } });
      expect((await store.get('bucket', 'c/d')).toString()).toBe('text');
      await store.delete('bucket', 'c/d');
    }
  });

  it.each([
    ['bucket/none', 'S3.NoSuchKeyException'],
    ['other/a', 'S3.NoSuchBucketException'],
    ['bucket', 'S3.S3Exception'],
    ['bucket/%', 'S3.S3Exception'],
  ])('fails from %s as %s', async (CopySource, error) => {
    const store = await temporaryStore();
    expect(await taskFailure(call(store, 'copyObject', { Bucket: 'bucket', Key: 'b', CopySource }))).toMatchObject({
      error,
    });
  });
});

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
