import { mkdirSync, mkdtempSync, rmSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { awsError, FakeAccount } from '../../aws/fake-account';
import { MemoryBucket } from '../../export/memory-bucket';
import {
  EXPORT_ID,
  sampleChanges,
  sampleItems,
  sampleWindowId,
  SAMPLE_LAYOUT,
  stream,
  TABLE_ARN,
  writeSample,
  writeSampleWindow,
} from '../../export/sample-export';
import { exportArn } from '../../../lib/export';
import { inAccount } from '../account';
import { absoluteFolder } from '../../../lib/athena-sql/engine/absolute-folder';
import { Catalog } from '../../../lib/local/glue';
import { exportWriter, FileStore } from '../../../lib/local/s3';
import { order, publishNights } from '../../target/published-nights';
import { runCli } from '../run-cli';

jest.mock('../../../lib/aws/account/clients');
jest.mock('../../../lib/aws/account/account-clients');

async function sample(): Promise<{ readonly bucket: MemoryBucket; readonly first: string }> {
  const bucket = new MemoryBucket();
  const { files } = await writeSample(bucket, stream(sampleItems(1000)));
  return { bucket, first: files[0]?.dataFileS3Key ?? '' };
}

describe('verify of a folder', () => {
  let root: string;
  let folder: string;
  let first: string;

  beforeEach(async () => {
    root = mkdtempSync(join(tmpdir(), 'verify-'));
    folder = join(root, EXPORT_ID);
    const { bucket, first: key } = await sample();
    for (const [name, body] of bucket.objects) {
      const path = join(folder, name.slice(SAMPLE_LAYOUT.folder.length));
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, body);
    }
    first = join(folder, key.slice(SAMPLE_LAYOUT.folder.length));
  });

  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  it('ends with 0 where every byte is right, and counts', async () => {
    const { stdout, exitCode } = await runCli('verify', folder);
    expect(stdout).toMatch(/: 3 files, [\d.]+ kB, 1,000 items \(.*\): every byte is as DynamoDB wrote it\.\n$/);
    expect(exitCode).toBe(0);
  });

  it('finds the export also in the folder above', async () => {
    expect((await runCli('verify', root)).exitCode).toBe(0);
  });

  it('names a truncated file and says where it ends', async () => {
    truncateSync(first, 300);
    const { stdout, exitCode } = await runCli('verify', folder);
    expect(stdout).toMatch(
      /\n {2}file_truncated {2}export\/sushiorderdata\/AWSDynamoDB\/.*\n.*\n.*the file ends after \d+ of 500 items\n/,
    );
    expect(stdout).toMatch(/1 thing is wrong\.\n$/);
    expect(exitCode).toBe(1);
  });

  it('names a missing file, as JSON', async () => {
    unlinkSync(first);
    const { stdout, exitCode } = await runCli('verify', folder, '--json');
    expect(JSON.parse(stdout)).toMatchObject({ files: 2, findings: [{ check: 'file_missing' }] });
    expect(exitCode).toBe(1);
  });
});

const FIXTURES = join(__dirname, '../../fixtures/exports');

describe('verify of a fixture', () => {
  it('reads the data files of an incremental export in the folder that all of them share', async () => {
    const { stdout, exitCode } = await runCli(
      'verify',
      join(FIXTURES, 'incremental-export-with-shared-data'),
      '--json',
    );
    expect(JSON.parse(stdout)).toMatchObject({
      files: 4,
      items: 7,
      layout: { folder: 'export/AWSDynamoDB/01769799600000-19999999/' },
      isIncremental: true,
    });
    // the bytes are as listed, but its lines are those of a full export
    const { findings } = JSON.parse(stdout) as { findings: { check: string; found: string }[] };
    expect(findings).toHaveLength(7);
    for (const finding of findings)
      expect(finding).toMatchObject({
        check: 'change_keys',
        found: expect.stringContaining('{"Item":{"tableid"') as string,
      });
    expect(exitCode).toBe(1);
  });

  it('says that no night is refused for a manifest that was changed later', async () => {
    const { stdout, exitCode } = await runCli('verify', join(FIXTURES, 'manifest-changed-later'));
    expect(stdout).toMatch(/\n {2}manifest_changed {2}.*manifest-summary.json\n/);
    expect(stdout).toMatch(/\n1 thing is wrong, for which no night is refused: .*\n$/);
    expect(exitCode).toBe(1);
  });
});

describe('verify in an account', () => {
  async function account(): Promise<{ readonly account: FakeAccount; readonly first: string }> {
    const { bucket, first } = await sample();
    const fake = accountWith(bucket);
    return { account: fake, first: `${fake.names.bucket}/${first}` };
  }

  function accountWith(bucket: MemoryBucket): FakeAccount {
    const fake = new FakeAccount();
    // The fake account has texts; the bytes of a file are a text here too.
    const contents = new Map([...bucket.objects].map(([key, body]) => [`${fake.names.bucket}/${key}`, body]));
    fake.answers.GetObject = ({ Bucket, Key }) => {
      const body = contents.get(`${String(Bucket)}/${String(Key)}`) ?? Buffer.alloc(0);
      const Body = Object.assign(stream([body]), { transformToString: () => Promise.resolve(body.toString()) });
      return { Body, ContentLength: body.byteLength, ETag: '"etag"' };
    };
    for (const [key, body] of contents) fake.objects.set(key, 'x'.repeat(body.byteLength));
    return fake;
  }

  it('reads the changes of an incremental export, and says which line is none of its window', async () => {
    const bucket = new MemoryBucket();
    const inWindow = Date.parse('2023-09-03T00:00:00Z') * 1000;
    const changes = sampleChanges([1, 2, 3], inWindow);
    const { layout } = await writeSampleWindow(bucket, changes, { day: 1, prefix: 'export/sushiorderdata/changes/a' });
    const place = `s3://${accountWith(bucket).names.bucket}/${layout.folder}`;
    const { stdout, exitCode } = await inAccount(accountWith(bucket), 'verify', place);
    expect(stdout).toMatch(/: 2 files, .*, 3 changes .*: every byte is .*, and every line a change of its window\.\n$/);
    expect(exitCode).toBe(0);

    const other = new MemoryBucket();
    await writeSampleWindow(other, sampleChanges([1, 2, 3]), { day: 1, prefix: 'export/sushiorderdata/changes/a' });
    const late = await inAccount(accountWith(other), 'verify', place);
    expect(late.stdout).toMatch(
      / {2}change_time {2}export\/.*\/AWSDynamoDB\/data\/\S+, line 1\n.*\n.*1970-01-01T.*, key {"id":{"N":"2"}}\n/,
    );
    expect(late.stdout).toMatch(/\n3 things are wrong\.\n$/);
    expect(late.exitCode).toBe(1);
  });

  it('tells of what keeps no night from being made, and ends with 0', async () => {
    const bucket = new MemoryBucket();
    const [change] = sampleChanges([2], Date.parse('2023-09-03T00:00:00Z') * 1000);
    if (!change) throw new Error('there is one');
    const { layout } = await writeSampleWindow(bucket, [change, change], { day: 1 });
    const fake = accountWith(bucket);
    const { stdout, exitCode } = await inAccount(fake, 'verify', `s3://${fake.names.bucket}/${layout.folder}`);
    expect(stdout).toMatch(/ {2}change_repeated {2}.*, line 2\n/);
    expect(stdout).toMatch(/\n1 thing to know, for which no night is refused\.\n$/);
    expect(exitCode).toBe(0);
  });

  it.each(['id', 's3'])('reads an export by its %s', async (kind) => {
    const { account: fake } = await account();
    const name = kind === 'id' ? EXPORT_ID : `s3://${fake.names.bucket}/${SAMPLE_LAYOUT.folder}`;
    const { stdout, exitCode } = await inAccount(fake, 'verify', name);
    expect(stdout).toContain(`s3://${fake.names.bucket}/${SAMPLE_LAYOUT.folder}: 3 files`);
    expect(exitCode).toBe(0);
  });

  it('reads the export of a columnar night, which lies elsewhere than the night', async () => {
    const { account: fake } = await account();
    const { bucket, raw } = fake.names;
    fake.partitions.set(raw, [
      {
        Values: ['2026-01-31'],
        StorageDescriptor: { Location: `s3://${bucket}/columnar/${raw}/${EXPORT_ID}/` },
        Parameters: { export_id: EXPORT_ID },
      },
    ]);
    const { stdout, exitCode } = await inAccount(fake, 'verify', '2026-01-31');
    expect(stdout).toContain(`s3://${bucket}/${SAMPLE_LAYOUT.folder}: 3 files`);
    expect(exitCode).toBe(0);
  });

  describe('the date of a night made of changes', () => {
    const [first, second] = [sampleWindowId(1), sampleWindowId(2)];
    const changes = (day: number) =>
      sampleChanges([1, 2, 3], Date.parse('2023-09-02T20:17:08Z') * 1000 + (day - 1) * 86_400_000_000);

    /** An account with a night of two windows, whose exports are remembered by DynamoDB or not. */
    async function ofWindows(isRemembered: boolean, damage: (bucket: MemoryBucket) => void = () => undefined) {
      const bucket = new MemoryBucket();
      for (const day of [1, 2])
        await writeSampleWindow(bucket, changes(day), {
          day,
          prefix: `export/sushiorderdata/changes/2023-09-04/a/${day}`,
        });
      damage(bucket);
      const fake = accountWith(bucket);
      fake.partitions.set(fake.names.raw, [
        {
          Values: ['2023-09-04'],
          StorageDescriptor: { Location: `s3://${fake.names.bucket}/columnar/${fake.names.raw}/x/` },
          Parameters: {
            export_id: second,
            export_arn: exportArn(TABLE_ARN, second),
            night_kind: 'changes',
            base_export_date: '2023-09-02',
            windows: `${first} ${second}`,
          },
        },
      ]);
      fake.answers.DescribeExport = ({ ExportArn }) => {
        const id = String(ExportArn).split('/').at(-1) ?? '';
        if (!isRemembered) throw awsError('ExportNotFoundException', 'gone', 400);
        const day = id === first ? 1 : 2;
        const ExportManifest = `export/sushiorderdata/changes/2023-09-04/a/${day}/AWSDynamoDB/${id}/manifest-summary.json`;
        return { ExportDescription: { S3Bucket: fake.names.bucket, ExportManifest } };
      };
      return fake;
    }

    it.each([true, false])('reads every window, where DynamoDB knows the exports still: %s', async (isRemembered) => {
      const { stdout, exitCode } = await inAccount(await ofWindows(isRemembered), 'verify', '2023-09-04');
      const lines = stdout.split('\n').filter((line) => line !== '');
      expect(lines[0]).toBe('The night 2023-09-04 was made of the night 2023-09-02 and 2 windows of changes.');
      expect(lines[1]).toMatch(new RegExp(`^window 1 of 2: s3://.*/1/AWSDynamoDB/${first}/: 2 files, .*, 3 changes`));
      expect(lines[2]).toMatch(new RegExp(`^window 2 of 2: s3://.*/2/AWSDynamoDB/${second}/: 2 files, .*, 3 changes`));
      expect(lines.slice(3)).toEqual(['All 2 windows are right.']);
      expect(exitCode).toBe(0);
    });

    it('finds what is wrong with the first of them, also as JSON', async () => {
      const damage = (bucket: MemoryBucket) => {
        const [key = ''] = [...bucket.objects.keys()].filter((name) => name.includes('/a/1/AWSDynamoDB/data/'));
        bucket.objects.delete(key);
      };
      const { stdout, exitCode } = await inAccount(await ofWindows(true, damage), 'verify', '2023-09-04');
      expect(stdout).toMatch(/window 1 of 2: .*\n {2}file_missing {2}export\/.*\/a\/1\/AWSDynamoDB\/data\//);
      expect(stdout).toMatch(/\nWrong: 1 of 2 windows\.\n$/);
      expect(exitCode).toBe(1);
      const json = await inAccount(await ofWindows(true, damage), 'verify', '2023-09-04', '--json');
      expect(JSON.parse(json.stdout)).toMatchObject({
        exportDate: '2023-09-04',
        baseDate: '2023-09-02',
        files: 3,
        findings: [{ check: 'file_missing' }],
        windows: [
          { exportId: first, findings: [{ check: 'file_missing' }] },
          { exportId: second, files: 2, items: 3, findings: [] },
        ],
      });
      expect(json.exitCode).toBe(1);
    });

    it('tells a window whose export is gone, and reads the others', async () => {
      const damage = (bucket: MemoryBucket) => {
        for (const key of bucket.objects.keys()) if (key.includes('/a/1/')) bucket.objects.delete(key);
      };
      const { stdout, exitCode } = await inAccount(await ofWindows(false, damage), 'verify', '2023-09-04');
      expect(stdout).toMatch(
        new RegExp(`window 1 of 2: export_missing {2}${first}: There is no export ${first} in s3:`),
      );
      expect(stdout).toMatch(/window 2 of 2: s3:.*: every byte is as/);
      expect(exitCode).toBe(1);
    });
  });

  it('names a missing object', async () => {
    const { account: fake, first } = await account();
    fake.objects.delete(first);
    const { stdout, exitCode } = await inAccount(fake, 'verify', EXPORT_ID, '--json');
    expect(JSON.parse(stdout)).toMatchObject({ findings: [{ check: 'file_missing' }] });
    expect(exitCode).toBe(1);
  });

  it.each([
    [
      '01700000000000-00000000',
      /^There is no export 01700000000000-00000000 in s3:\/\/example-dynamodb-export-dev-123456789012-ap-northeast-1 below export\/sushiorderdata\/:/,
    ],
    ['2020-01-01', /^sushiorderdata_raw has no published night of 2020-01-01: the newest are 2026-02-01, 2026-01-31$/],
    ['2026-02-30', /^2026-02-30 is no folder here and no name of an export/],
    ['s3://bucket', /^There is no export in s3:\/\/bucket\/: look at the bucket, or give its place as/],
    ['s3://bucket/a', /^There is no export in s3:\/\/bucket\/a\/: look at/],
    ['nonsense', /^nonsense is no folder here and no name of an export: give a folder/],
  ])('ends with 2 for %s and says what there is', async (name, line) => {
    const { account: fake } = await account();
    const { stderr, exitCode } = await inAccount(fake, 'verify', name);
    expect(stderr.trim()).toMatch(line);
    expect(exitCode).toBe(2);
  });

  it.each([
    ['ListObjectsV2', 'NoSuchBucket', 's3://nosuchbucket', /^There is no bucket nosuchbucket: correct its name$/],
    ['ListObjectsV2', 'NoSuchBucket', 's3://nosuchbucket/AWSDynamoDB', /^There is no bucket nosuchbucket: correct/],
    [
      'ListObjectsV2',
      'NoSuchBucket',
      EXPORT_ID,
      /^There is no export \S+ in s3:\/\/example-dynamodb-export-dev-123456789012-ap-northeast-1 below/,
    ],
    [
      'GetPartitions',
      'EntityNotFoundException',
      '2026-02-01',
      /^There is no Glue table example_dynamodb_export_dev\.sushiorderdata_raw in ap-northeast-1: deploy the stack/,
    ],
  ])('names what it looked for where %s answers %s', async (command, error, name, line) => {
    const fake = new FakeAccount();
    fake.answers[command] = () => {
      throw awsError(error, 'not there', 404);
    };
    const { stderr, exitCode } = await inAccount(fake, 'verify', name);
    expect(stderr.trim()).toMatch(line);
    expect(exitCode).toBe(2);
  });
});

it('verify of a date reads all windows of a night made of changes in a folder, too', async () => {
  const nights = await publishNights({ '2023-09-02': [order('01', 1)], '2023-09-04': [order('01', 1)] });
  try {
    const { folder, names } = nights;
    const store = new FileStore(absoluteFolder(join(folder, 's3')));
    const ids = [1, 2].map(sampleWindowId);
    for (const day of [1, 2])
      await writeSampleWindow(
        exportWriter(store, names.bucket),
        sampleChanges([1, 2], Date.parse('2023-09-02T20:17:08Z') * 1000 + (day - 1) * 86_400_000_000),
        { day, prefix: `export/sushiorderdata/changes/${day}` },
      );
    const ofChanges = { night_kind: 'changes', base_export_date: '2023-09-02', windows: ids.join(' ') };
    Catalog.open(join(folder, 'catalog')).changePartitions(names.database, names.raw, ({ partitions }) =>
      partitions.map((night) =>
        night.Values[0] === '2023-09-04' ? { ...night, Parameters: { ...night.Parameters, ...ofChanges } } : night,
      ),
    );
    const ask = (...more: string[]) => runCli('verify', '2023-09-04', '--target', 'local', '--folder', folder, ...more);
    const { stdout, exitCode } = await ask();
    expect(stdout).toContain('made of the night 2023-09-02 and 2 windows of changes.');
    expect(stdout.match(/window \d of 2: .* 2 changes .*: every byte is as DynamoDB wrote it/g)).toHaveLength(2);
    expect(exitCode).toBe(0);
    rmSync(join(folder, 's3', names.bucket, 'export/sushiorderdata/changes/1'), { recursive: true });
    const json = await ask('--json');
    expect(JSON.parse(json.stdout)).toMatchObject({
      windows: [
        { exportId: ids[0], findings: [{ check: 'export_missing' }] },
        { exportId: ids[1], findings: [] },
      ],
    });
    expect(json.exitCode).toBe(1);
  } finally {
    nights.remove();
  }
});
