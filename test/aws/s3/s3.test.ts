import { Readable } from 'node:stream';
import { findExports } from '../../../lib/aws/s3/export-folders';
import { hasObjects, listFolders, listObjects, objectText, s3ExportReader } from '../../../lib/aws/s3/s3';
import { md5Base64 } from '../../../lib/export';
import { awsError, FakeAccount } from '../fake-account';

describe('objects in S3', () => {
  it('are listed over all pages, and no others', async () => {
    const account = new FakeAccount();
    for (const name of ['a', 'b', 'c', 'd', 'e']) account.put(`folder/${name}`, name);
    account.put('folder2/x', '');
    const keys: string[] = [];
    for await (const { key, size } of listObjects(account.clients.s3, account.names.bucket, 'folder/'))
      keys.push(`${key} ${size}`);
    expect(keys).toEqual(['a', 'b', 'c', 'd', 'e'].map((name) => `folder/${name} 1`));
  });

  it('are undefined as texts where there are none', async () => {
    const account = new FakeAccount();
    expect(await objectText(account.clients.s3, account.names.bucket, 'none')).toBeUndefined();
  });

  it('are exports by their folders at any depth, oldest first, each once; other folders are none', async () => {
    const account = new FakeAccount();
    const find = async (...folders: string[]) => [
      ...((await findExports(account.clients.s3, account.names.bucket, folders)) ?? []),
    ];
    const [old, young] = ['01690000000000-0000000a', '01700000000000-0000000b'];
    for (const key of [
      `a/AWSDynamoDB/${young}/_started`,
      `a/2023/07/22/AWSDynamoDB/${old}/data/x.json.gz`,
      'a/AWSDynamoDB/data/01690000000000-0000000c/x.json.gz',
      `AWSDynamoDB/${old}/_started`,
    ])
      account.put(key, '');
    expect((await find('a/')).map(([id, { folder }]) => [id, folder])).toEqual([
      [old, `a/2023/07/22/AWSDynamoDB/${old}/`],
      [young, `a/AWSDynamoDB/${young}/`],
    ]);
    expect((await find('AWSDynamoDB/', 'a/'))[0]?.[1].folder).toBe(`AWSDynamoDB/${old}/`);
    expect(await find('a/AWSDynamoDB/')).toHaveLength(1);
    expect(await find('b/')).toEqual([]);
  });

  it('are none in a bucket that is not there', async () => {
    const { answers, clients } = new FakeAccount();
    answers.ListObjectsV2 = () => {
      throw awsError('NoSuchBucket', 'The specified bucket does not exist', 404);
    };
    expect(await hasObjects(clients.s3, 'nowhere', 'export/')).toBe(false);
    expect(await listFolders(clients.s3, 'nowhere', 'export/')).toBeUndefined();
    expect(await findExports(clients.s3, 'nowhere', ['export/'])).toBeUndefined();
  });
});

describe('the md5 of an object', () => {
  const body = Buffer.from('0123456789');

  /** Answers GetObject with streams that break after so many bytes each. */
  function breaking(account: FakeAccount, ...lengths: number[]): void {
    account.answers.GetObject = ({ Range }) => {
      const from = Number(/^bytes=(\d+)-$/.exec(String(Range))?.[1] ?? 0);
      const length = lengths.shift();
      const rest = body.subarray(from);
      const Body = Readable.from(
        (function* () {
          yield rest.subarray(0, length ?? rest.length);
          if (length !== undefined) throw new Error('socket hang up');
        })(),
      );
      return { Body, ContentLength: rest.length, ETag: '"one"' };
    };
  }

  it('goes on where the connection broke, of the same object', async () => {
    const account = new FakeAccount();
    breaking(account, 3, 4);
    let read = 0;
    const reader = s3ExportReader(account.clients.s3, 'bucket');
    expect(await reader.md5('key', (bytes) => (read += bytes))).toBe(md5Base64(body));
    expect(read).toBe(10);
    expect(account.calls.map(([, { Range, IfMatch }]) => [Range, IfMatch])).toEqual([
      [undefined, undefined],
      ['bytes=3-', '"one"'],
      ['bytes=7-', '"one"'],
    ]);
  });

  it('gives up after five attempts', async () => {
    const account = new FakeAccount();
    breaking(account, 1, 1, 1, 1, 1);
    await expect(s3ExportReader(account.clients.s3, 'bucket').md5('key', () => undefined)).rejects.toThrow('hang up');
  });
});
