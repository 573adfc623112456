import { gzipSync } from 'node:zlib';
import { inspectExport } from '../../lib/export';
import { InspectedBucket } from './memory-bucket';
import { sampleItems, SAMPLE_LAYOUT, stream, writeSample } from './sample-export';

async function writeExport() {
  const bucket = new InspectedBucket();
  const { files } = await writeSample(bucket, stream(sampleItems(1000)));
  return { bucket, first: files[0]?.dataFileS3Key ?? '', items: files[0]?.itemCount ?? 0 };
}

const inspect = async (bucket: InspectedBucket) => (await inspectExport(bucket, SAMPLE_LAYOUT)).findings;

describe('the inspection of an export', () => {
  it('counts the items of a whole one without decompressing a file', async () => {
    const { bucket } = await writeExport();
    expect(await inspectExport(bucket, SAMPLE_LAYOUT)).toMatchObject({ findings: [], files: 3, items: 1000 });
    expect(bucket.opened).toEqual([]);
  });

  it('says after how many items a truncated file ends', async () => {
    const { bucket, first, items } = await writeExport();
    await bucket.put(first, bucket.bytes(first).subarray(0, -200));
    const [finding] = await inspect(bucket);
    expect(finding).toMatchObject({ check: 'file_truncated', file: first });
    const [, read] = / the file ends after (\d+) of 500 items$/.exec(finding?.found ?? '') ?? [];
    expect(items).toBe(500);
    expect(Number(read)).toBeGreaterThan(0);
    expect(Number(read)).toBeLessThan(500);
  });

  it('takes an empty file for a truncated one', async () => {
    const { bucket, first } = await writeExport();
    await bucket.put(first, '');
    expect(await inspect(bucket)).toMatchObject([{ check: 'file_truncated', file: first }]);
  });

  it('says how many items a changed file has', async () => {
    const { bucket, first } = await writeExport();
    await bucket.put(first, gzipSync('{"Item":{}}\n'.repeat(499)));
    expect(await inspect(bucket)).toMatchObject([
      { check: 'file_changed', found: expect.stringMatching(/, 499 of 500 items$/) as string },
    ]);
  });

  it('says that a file is no gzip', async () => {
    const { bucket, first } = await writeExport();
    await bucket.put(first, 'x'.repeat(500_000));
    expect(await inspect(bucket)).toMatchObject([
      {
        check: 'file_changed',
        found: expect.stringMatching(/, incorrect header check after 0 of 500 items$/) as string,
      },
    ]);
  });

  it('says that the two manifests count differently', async () => {
    const { bucket } = await writeExport();
    const text = (await bucket.text(SAMPLE_LAYOUT.manifestSummary)) ?? '';
    bucket.objects.delete(`${SAMPLE_LAYOUT.folder}manifest-summary.md5`);
    await bucket.put(SAMPLE_LAYOUT.manifestSummary, text.replace('"itemCount":1000', '"itemCount":1001'));
    expect(await inspect(bucket)).toEqual([
      {
        check: 'item_count',
        file: SAMPLE_LAYOUT.manifestFiles,
        expected: '1,001 items, as manifest-summary.json says',
        found: '1,000 items',
      },
    ]);
  });
});
