import { Readable } from 'node:stream';
import { hasObjects, listExportIds, listObjects, objectText, s3ExportReader } from '../../lib/aws/s3';
import { md5Base64 } from '../../lib/export';
import { awsError, FakeAccount } from './fake-account';

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

  it('give the ids of exports by their folders, oldest first; other folders are none', async () => {
    const account = new FakeAccount();
    const prefix = 'export/AWSDynamoDB/';
    for (const name of ['data', '01700000000000-0000000b', '01690000000000-0000000a'])
      account.put(`${prefix}${name}/_started`, '');
    const ids = await listExportIds(account.clients.s3, account.names.bucket, 'export');
    expect(ids?.slice(0, 2)).toEqual(['01690000000000-0000000a', '01700000000000-0000000b']);
    expect(ids).toHaveLength(4);
  });

  it('are none in a bucket that is not there', async () => {
    const { answers, clients } = new FakeAccount();
    answers.ListObjectsV2 = () => {
      throw awsError('NoSuchBucket', 'The specified bucket does not exist', 404);
    };
    expect(await hasObjects(clients.s3, 'nowhere', 'export/')).toBe(false);
    expect(await listExportIds(clients.s3, 'nowhere', 'export')).toBeUndefined();
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
