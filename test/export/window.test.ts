import { gunzipSync } from 'node:zlib';
import { changeLine, parseManifestFiles, verifyExport } from '../../lib/export';
import { parseWindowManifest } from '../../lib/night';
import { MemoryBucket } from './memory-bucket';
import { sampleChanges, sampleWindowId, writeSampleWindow } from './sample-export';

describe('an incremental export', () => {
  it('is written with its manifests in its own folder and its data in the shared one', async () => {
    const bucket = new MemoryBucket();
    const { files, summary, layout } = await writeSampleWindow(bucket, sampleChanges([1, 2, 3]), { day: 1 });
    expect(layout.folder).toBe(`export/sushiorderdata/AWSDynamoDB/${sampleWindowId(1)}/`);
    expect(
      files.map(({ itemCount, dataFileS3Key }) => [itemCount, dataFileS3Key.split('/').slice(0, -1).join('/')]),
    ).toEqual([
      [1, 'export/sushiorderdata/AWSDynamoDB/data'],
      [2, 'export/sushiorderdata/AWSDynamoDB/data'],
    ]);
    expect(parseWindowManifest(await bucket.text(layout.manifestSummary), '')).toMatchObject(summary);
    expect(parseManifestFiles(await bucket.text(layout.manifestFiles), '')).toEqual(files);
    expect(gunzipSync(bucket.bytes(files[0]?.dataFileS3Key ?? '')).toString()).toBe(
      '{"Metadata":{"WriteTimestampMicros":{"N":"2"}},"Keys":{"id":{"N":"2"}},"NewImage":{"id":{"N":"2"},"menu":{"S":"🍣"}}}\n',
    );
  });

  it('says what an item was and became, as far as there was one and it is asked for', () => {
    const [gone] = sampleChanges([1], 1_693_686_000_000_000);
    if (!gone) throw new Error('there is one');
    expect(changeLine(gone, true)).toBe(
      '{"Metadata":{"WriteTimestampMicros":{"N":"1693686000000001"}},"Keys":{"id":{"N":"1"}},"OldImage":{"id":{"N":"1"},"menu":{"S":"🍣"}}}\n',
    );
    expect(changeLine(gone, false)).toBe(
      '{"Metadata":{"WriteTimestampMicros":{"N":"1693686000000001"}},"Keys":{"id":{"N":"1"}}}\n',
    );
  });
});

describe('the byte check of an incremental export', () => {
  const write = async (days: readonly number[], prefix?: string) => {
    const bucket = new MemoryBucket();
    const written = [];
    for (const day of days)
      written.push(
        await writeSampleWindow(bucket, sampleChanges([day, day + 1]), {
          day,
          ...(prefix !== undefined && { prefix }),
        }),
      );
    const [first] = written;
    if (!first) throw new Error('there is one');
    return { bucket, ...first };
  };

  it.each([
    ['alone', [1]],
    ['among others whose data files lie in the same folder', [1, 2, 3]],
  ])('finds nothing in a whole one %s', async (_, days) => {
    const { bucket, layout } = await write(days);
    expect(await verifyExport(bucket, layout)).toMatchObject({ findings: [], files: 2 });
  });

  it('names a file that is missing or changed', async () => {
    const { bucket, layout, files } = await write([1, 2]);
    const [first = '', second = ''] = files.map(({ dataFileS3Key }) => dataFileS3Key);
    bucket.objects.delete(first);
    await bucket.put(second, 'x');
    expect((await verifyExport(bucket, layout)).findings).toMatchObject([
      { check: 'file_missing', file: first },
      { check: 'file_changed', file: second },
    ]);
  });

  it('names a file that is not listed in a folder that is its own, and none that can be that of another export', async () => {
    const stray = 'export/sushiorderdata/AWSDynamoDB/data/stray.json.gz';
    const alone = await write([1]);
    await alone.bucket.put(stray, 'x');
    expect((await verifyExport(alone.bucket, alone.layout)).findings).toMatchObject([
      { check: 'file_not_listed', file: stray },
    ]);
    const shared = await write([1, 2]);
    await shared.bucket.put(stray, 'x');
    expect((await verifyExport(shared.bucket, shared.layout)).findings).toEqual([]);
  });

  it('names one that no night is made of: without old images', async () => {
    const bucket = new MemoryBucket();
    const { layout } = await writeSampleWindow(bucket, sampleChanges([1]), { day: 1, view: 'NEW_IMAGE' });
    expect((await verifyExport(bucket, layout)).findings).toMatchObject([
      { check: 'manifest_unusable', found: 'NEW_IMAGE (Manifest.NoOldImages)' },
    ]);
  });
});
