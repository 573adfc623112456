import {
  type VerificationFinding,
  formatManifestFiles,
  type ManifestFile,
  md5Base64,
  verifyExport,
} from '../../lib/export';
import { MemoryBucket } from './memory-bucket';
import { sampleItems, SAMPLE_LAYOUT, stream, writeSample } from './sample-export';

const { manifestFiles, manifestSummary, dataFolder, folder } = SAMPLE_LAYOUT;

async function writeExport(): Promise<{ bucket: MemoryBucket; files: readonly ManifestFile[]; first: string }> {
  const bucket = new MemoryBucket();
  const { files } = await writeSample(bucket, stream(sampleItems(100)));
  return { bucket, files, first: files[0]?.dataFileS3Key ?? '' };
}

async function findings(bucket: MemoryBucket): Promise<readonly VerificationFinding[]> {
  return (await verifyExport(bucket, SAMPLE_LAYOUT)).findings;
}

async function relist(bucket: MemoryBucket, text: string): Promise<void> {
  await bucket.put(manifestFiles, text);
  await bucket.put(`${folder}manifest-files.md5`, md5Base64(text));
}

describe('the byte check of an export', () => {
  it('finds nothing in a whole one, and counts files and bytes', async () => {
    const { bucket, files } = await writeExport();
    const bytes = files.reduce((sum, file) => sum + bucket.bytes(file.dataFileS3Key).byteLength, 0);
    expect(await verifyExport(bucket, SAMPLE_LAYOUT)).toEqual({ findings: [], files: 3, bytes });
  });

  it('names a truncated file', async () => {
    const { bucket, files, first } = await writeExport();
    await bucket.put(first, bucket.bytes(first).subarray(0, 40));
    expect(await findings(bucket)).toEqual([
      {
        check: 'file_changed',
        file: first,
        expected: `md5 ${files[0]?.md5Checksum ?? ''}`,
        found: `md5 ${md5Base64(bucket.bytes(first))}`,
      },
    ]);
  });

  it('names a file with one changed bit', async () => {
    const { bucket, first } = await writeExport();
    const body = Buffer.from(bucket.bytes(first));
    body.writeUInt8(body.readUInt8(20) ^ 1, 20);
    await bucket.put(first, body);
    expect(await findings(bucket)).toMatchObject([{ check: 'file_changed', file: first }]);
  });

  it('names a missing file', async () => {
    const { bucket, first } = await writeExport();
    bucket.objects.delete(first);
    expect(await findings(bucket)).toMatchObject([{ check: 'file_missing', file: first, found: 'no such file' }]);
  });

  it('names a file that is not listed', async () => {
    const { bucket } = await writeExport();
    await bucket.put(`${dataFolder}extra.json.gz`, 'x');
    expect(await findings(bucket)).toEqual([
      { check: 'file_not_listed', file: `${dataFolder}extra.json.gz`, expected: 'only listed files', found: '1 byte' },
    ]);
  });

  it('names a file that is listed twice, and reads it once', async () => {
    const { bucket, files, first } = await writeExport();
    await relist(bucket, formatManifestFiles([...files, ...files.slice(0, 1)]));
    const verification = await verifyExport(bucket, SAMPLE_LAYOUT);
    expect(verification.findings).toMatchObject([{ check: 'file_listed_twice', file: first, found: '2 lines' }]);
    expect(verification.files).toBe(3);
  });

  it('never takes an etag for an md5', async () => {
    const { bucket, files } = await writeExport();
    await relist(bucket, formatManifestFiles(files.map((file) => ({ ...file, etag: 'ffff-7' }))));
    expect(await findings(bucket)).toEqual([]);
  });

  it('names a manifest that is not as its md5 says', async () => {
    const { bucket } = await writeExport();
    await bucket.put(`${folder}manifest-summary.md5`, 'AAAAAAAAAAAAAAAAAAAAAA==\n');
    expect(await findings(bucket)).toMatchObject([
      { check: 'manifest_changed', file: manifestSummary, expected: 'md5 AAAAAAAAAAAAAAAAAAAAAA==' },
    ]);
  });

  it('needs no md5 of the manifests, and takes one that is called checksum', async () => {
    const { bucket } = await writeExport();
    const md5 = bucket.bytes(`${folder}manifest-files.md5`);
    bucket.objects.delete(`${folder}manifest-files.md5`);
    bucket.objects.delete(`${folder}manifest-summary.md5`);
    expect(await findings(bucket)).toEqual([]);
    await bucket.put(`${folder}manifest-files.checksum`, md5);
    expect(await findings(bucket)).toEqual([]);
    await bucket.put(`${folder}manifest-files.checksum`, 'other');
    expect(await findings(bucket)).toMatchObject([{ check: 'manifest_changed', file: manifestFiles }]);
  });

  it('goes on where the summary is missing or broken', async () => {
    const { bucket, first } = await writeExport();
    bucket.objects.delete(manifestSummary);
    bucket.objects.delete(first);
    expect(await findings(bucket)).toMatchObject([
      { check: 'manifest_unusable', file: manifestSummary, found: 'no such file (Manifest.Missing)' },
      { check: 'file_missing', file: first },
    ]);
  });

  it('goes on after a line that cannot be read', async () => {
    const { bucket, files, first } = await writeExport();
    await relist(bucket, `not json\n${formatManifestFiles(files.slice(1))}`);
    expect(await findings(bucket)).toMatchObject([
      { check: 'manifest_unusable', file: `${manifestFiles}, line 1`, found: 'not json (Manifest.FilesNotJson)' },
      { check: 'file_not_listed', file: first },
    ]);
  });

  it('names a list of files that is missing', async () => {
    const { bucket } = await writeExport();
    bucket.objects.delete(manifestFiles);
    const found = await findings(bucket);
    expect(found[0]).toMatchObject({ check: 'manifest_unusable', file: manifestFiles });
    expect(found.slice(1).map(({ check }) => check)).toEqual(Array(3).fill('file_not_listed'));
  });

  it('tells how far it is', async () => {
    const { bucket } = await writeExport();
    const progress: [number, number][] = [];
    const { bytes } = await verifyExport(bucket, SAMPLE_LAYOUT, {
      onProgress: (done, total) => progress.push([done, total]),
    });
    expect(progress).toHaveLength(3);
    expect(progress.at(-1)).toEqual([bytes, bytes]);
  });

  it('reads no more files at the same time than it may', async () => {
    const { bucket } = await writeExport();
    let [reading, most] = [0, 0];
    const md5 = bucket.md5.bind(bucket);
    bucket.md5 = async (key, onBytes) => {
      if (key.startsWith(dataFolder)) most = Math.max(most, ++reading);
      await Promise.resolve();
      if (key.startsWith(dataFolder)) reading--;
      return md5(key, onBytes);
    };
    await verifyExport(bucket, SAMPLE_LAYOUT, { concurrency: 2 });
    expect(most).toBe(2);
  });
});
