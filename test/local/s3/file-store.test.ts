import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FileStore } from '../../../lib/local/s3';
import { temporaryFolder, temporaryStore } from './temporary-store';

const keys = async (store: FileStore, prefix?: string): Promise<string[]> => {
  const found: string[] = [];
  for await (const { key } of store.list('bucket', prefix)) found.push(key);
  return found;
};

describe('a file store', () => {
  it('keeps an object as the file that its key says', async () => {
    const store = await temporaryStore();
    await store.put('bucket', 'a/b.txt', 'text');
    expect(await readFile(join(store.root, 'bucket/a/b.txt'), 'utf8')).toBe('text');
    expect(store.pathOf('bucket', 'a/b.txt')).toBe(join(store.root, 'bucket/a/b.txt'));
    expect((await store.get('bucket', 'a/b.txt')).toString()).toBe('text');
    expect(await store.head('bucket', 'a/b.txt')).toMatchObject({ key: 'a/b.txt', size: 4 });
  });

  it('replaces objects whole and leaves nothing unfinished', async () => {
    const store = await temporaryStore();
    await store.put('bucket', 'a', 'first, longer');
    await Promise.all(['x', 'y', 'z'].map((text) => store.put('bucket', 'a', text)));
    expect((await store.get('bucket', 'a')).byteLength).toBe(1);
    expect(await readdir(join(store.root, '.unfinished'))).toEqual([]);
  });

  it('copies, also onto the same key and over another object', async () => {
    const store = await temporaryStore();
    await store.put('bucket', 'a', 'text');
    await store.put('bucket', 'c/d', 'old');
    expect(await store.copy({ bucket: 'bucket', key: 'a' }, { bucket: 'bucket', key: 'c/d' })).toMatchObject({
      size: 4,
    });
    await store.copy({ bucket: 'bucket', key: 'a' }, { bucket: 'bucket', key: 'a' });
    expect((await store.get('bucket', 'c/d')).toString()).toBe('text');
  });

  it('lists by prefix, in the order of the keys', async () => {
    const store = await temporaryStore();
    for (const key of ['b', 'a/2', 'a/10', 'a-1', 'a/x/y', 'ab']) await store.put('bucket', key, '');
    expect(await keys(store)).toEqual(['a-1', 'a/10', 'a/2', 'a/x/y', 'ab', 'b']);
    expect(await keys(store, 'a/')).toEqual(['a/10', 'a/2', 'a/x/y']);
    expect(await keys(store, 'a/x')).toEqual(['a/x/y']);
    expect(await keys(store, 'nothing/here')).toEqual([]);
  });

  it('deletes, and does not mind if there is nothing', async () => {
    const store = await temporaryStore();
    await store.put('bucket', 'a/b', '');
    await store.delete('bucket', 'a/b');
    await store.delete('bucket', 'a/b');
    expect(await keys(store)).toEqual([]);
  });

  it('has no bucket that was not created', async () => {
    const store = await temporaryStore();
    expect(await store.hasBucket('bucket')).toBe(true);
    expect(await store.hasBucket('other')).toBe(false);
    const refused: unknown = expect.objectContaining({ code: 'NoSuchBucket' });
    await expect(store.put('other', 'a', '')).rejects.toEqual(refused);
    await expect(store.get('other', 'a')).rejects.toEqual(refused);
    await expect(store.list('other').next()).rejects.toEqual(refused);
    await expect(store.delete('other', 'a')).rejects.toEqual(refused);
    await expect(pipeline(Readable.from(['x']), store.createWriteStream('other', 'a'))).rejects.toEqual(refused);
  });

  it('has no object that was not put, and no folder as an object', async () => {
    const store = await temporaryStore();
    await store.put('bucket', 'a/b', '');
    for (const key of ['x', 'a', 'a/b/c']) {
      await expect(store.get('bucket', key)).rejects.toEqual(expect.objectContaining({ code: 'NoSuchKey' }));
    }
  });

  it('takes keys with empty parts, as S3 does, and keeps them apart from those without', async () => {
    const store = await temporaryStore();
    const keys = ['/a', '//a', 'a//b', 'a/b', 'a///b'];
    for (const key of keys) await store.put('bucket', key, key);
    const listed: string[] = [];
    for await (const { key } of store.list('bucket')) listed.push(key);
    expect(listed).toEqual(keys.toSorted());
    expect((await store.listAll('bucket')).map(({ key }) => key)).toEqual(listed);
    expect(String(await store.get('bucket', 'a//b'))).toBe('a//b');
    const below: string[] = [];
    for await (const { key } of store.list('bucket', 'a//')) below.push(key);
    expect(below).toEqual(['a///b', 'a//b']);
  });

  it.each(['', 'a/', 'a/(empty part)/b', '..', '../x', 'a/../../x', './a', 'a\\..\\b', 'a\0', 'x'.repeat(256)])(
    'refuses the key %j',
    async (key) => {
      const store = await temporaryStore();
      await expect(store.put('bucket', key, '')).rejects.toEqual(expect.objectContaining({ code: 'InvalidKey' }));
    },
  );

  it.each(['..', '.unfinished', 'a', 'Upper', 'a/b', 'a..b'])('refuses the bucket name %j', async (bucket) => {
    const store = await temporaryStore();
    await expect(store.createBucket(bucket)).rejects.toEqual(expect.objectContaining({ code: 'InvalidBucketName' }));
  });

  it('refuses a key that is the folder of others, or lies under an object', async () => {
    const store = await temporaryStore();
    await store.put('bucket', 'a/b', '');
    for (const key of ['a', 'a/b/c']) {
      await expect(store.put('bucket', key, '')).rejects.toEqual(expect.objectContaining({ code: 'KeyConflict' }));
    }
    expect(await keys(store)).toEqual(['a/b']);
  });

  it('takes a file from elsewhere without changing it', async () => {
    const store = await temporaryStore();
    const source = join(await temporaryFolder(), 'file');
    await writeFile(source, 'mine');
    await store.putFile('bucket', 'a', source);
    await store.putFile('bucket', 'a', source);
    await store.put('bucket', 'a', 'replaced');
    expect(await readFile(source, 'utf8')).toBe('mine');
    expect(await readdir(join(store.root, '.unfinished'))).toEqual([]);
    await expect(store.putFile('bucket', 'a', `${source}.not`)).rejects.toThrow('ENOENT');
  });
});

describe("a file store's write stream", () => {
  it('makes the object when it finishes, not before', async () => {
    const store = await temporaryStore();
    const stream = store.createWriteStream('bucket', 'a/b');
    await new Promise((resolve) => stream.write('one ', resolve));
    expect(await keys(store)).toEqual([]);
    await new Promise<void>((resolve) => stream.end('two', resolve));
    expect((await store.get('bucket', 'a/b')).toString()).toBe('one two');
  });

  it('leaves nothing when it is destroyed', async () => {
    const store = await temporaryStore();
    async function* breakOff(): AsyncGenerator<string> {
      yield 'one';
      throw new Error('source broke');
    }
    const stream = store.createWriteStream('bucket', 'a');
    const closed = new Promise((resolve) => stream.once('close', resolve));
    await expect(pipeline(breakOff, stream)).rejects.toThrow('source broke');
    await closed;
    expect(await keys(store)).toEqual([]);
    expect(await readdir(join(store.root, '.unfinished'))).toEqual([]);
  });
});
