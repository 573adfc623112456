import { cp, mkdir, readdir, rename, rm, stat, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportLayout } from '../../../lib/export';
import { absoluteFolder } from '../../../lib/athena-sql/engine/absolute-folder';
import { exportWriter, FileStore, importExport, verifyStoredExport } from '../../../lib/local/s3';
import { EXPORT_ID, sampleItems, SAMPLE_LAYOUT, stream, writeSample } from '../../export/sample-export';
import { temporaryFolder, temporaryStore } from './temporary-store';

/** A folder with `export/sushiorderdata/AWSDynamoDB/<id>` in it, as `aws s3 sync` of a bucket makes it. */
async function writeDownload(): Promise<{ root: string; folder: string }> {
  const source = new FileStore(absoluteFolder(await temporaryFolder()));
  await source.createBucket('source');
  await writeSample(exportWriter(source, 'source'), stream(sampleItems(10)));
  const root = join(source.root, 'source');
  return { root, folder: join(root, 'export/sushiorderdata/AWSDynamoDB', EXPORT_ID) };
}

const keys = async (store: FileStore): Promise<string[]> => {
  const found: string[] = [];
  for await (const { key } of store.list('bucket')) found.push(key);
  return found;
};

describe('importing a downloaded export', () => {
  it.each([
    ['its own folder', `export/sushiorderdata/AWSDynamoDB/${EXPORT_ID}`],
    ['its parent', 'export/sushiorderdata/AWSDynamoDB'],
    ['the folder of its prefix', 'export'],
    ['a copy of the bucket', '.'],
  ])('takes %s', async (_what, path) => {
    const { root } = await writeDownload();
    const store = await temporaryStore();
    const imported = await importExport(store, join(root, path), 'bucket');
    expect(imported).toMatchObject({ bucket: 'bucket', layout: SAMPLE_LAYOUT, summary: { itemCount: 10 }, files: 8 });
    expect((await verifyStoredExport(store, 'bucket', imported.layout)).findings).toEqual([]);
  });

  it('takes a renamed folder, as its manifest says what it is', async () => {
    const { root, folder } = await writeDownload();
    await rename(folder, join(root, 'my download'));
    const store = await temporaryStore();
    const { layout } = await importExport(store, join(root, 'my download'), 'bucket');
    expect(layout).toEqual(SAMPLE_LAYOUT);
  });

  it('creates the bucket, and changes nothing in the folder', async () => {
    const { root, folder } = await writeDownload();
    const before = await stat(join(folder, 'manifest-summary.json'));
    const store = new FileStore(absoluteFolder(await temporaryFolder()));
    await importExport(store, root, 'fresh-bucket');
    await importExport(store, root, 'fresh-bucket');
    await store.put('fresh-bucket', SAMPLE_LAYOUT.manifestSummary, 'replaced');
    const after = await stat(join(folder, 'manifest-summary.json'));
    expect([after.size, after.mtimeMs]).toEqual([before.size, before.mtimeMs]);
    expect(await readdir(folder)).toHaveLength(6);
  });

  it('leaves files of the system behind', async () => {
    const { root, folder } = await writeDownload();
    await writeFile(join(folder, 'data/.DS_Store'), '');
    const store = await temporaryStore();
    await importExport(store, root, 'bucket');
    expect(await keys(store)).toHaveLength(8);
  });

  it.each([
    [
      'without a data file',
      'file_missing',
      async (folder: string) => {
        const [file = ''] = await readdir(join(folder, 'data'));
        await unlink(join(folder, 'data', file));
      },
    ],
    [
      'with a list of other files',
      'file_not_listed',
      async (folder: string) => {
        await rm(join(folder, 'manifest-files.md5'));
        await writeFile(join(folder, 'manifest-files.json'), '');
      },
    ],
    ['without a list of files', 'manifest_unusable', async (folder: string) => rm(join(folder, 'manifest-files.json'))],
    ['without a summary', 'manifest_unusable', async (folder: string) => rm(join(folder, 'manifest-summary.json'))],
    [
      'with a summary that is no JSON',
      'manifest_changed',
      async (folder: string) => writeFile(join(folder, 'manifest-summary.json'), '{"version"'),
    ],
  ])('takes one %s as it is, and the byte check names it', async (_what, check, breakIt) => {
    const { root, folder } = await writeDownload();
    await breakIt(folder);
    const store = await temporaryStore();
    const { layout } = await importExport(store, root, 'bucket');
    expect(layout).toEqual(SAMPLE_LAYOUT);
    const { findings } = await verifyStoredExport(store, 'bucket', layout);
    expect(findings.map((finding) => finding.check)).toContain(check);
  });

  it('knows one without any readable manifest by its folder', async () => {
    const { root, folder } = await writeDownload();
    await rm(join(folder, 'manifest-summary.json'));
    await rm(join(folder, 'manifest-files.json'));
    const store = await temporaryStore();
    expect(await importExport(store, root, 'bucket')).toMatchObject({ layout: SAMPLE_LAYOUT, summary: undefined });
    const { layout } = await importExport(store, folder, 'bucket');
    expect(layout).toEqual(exportLayout(undefined, EXPORT_ID));
  });

  it('knows an incremental export, whose data files lie in a shared folder, by its own folder', async () => {
    const { folder } = await writeDownload();
    await writeFile(join(folder, 'manifest-summary.json'), JSON.stringify({ exportType: 'INCREMENTAL_EXPORT' }));
    const file = { itemCount: 1, md5Checksum: '', etag: '', dataFileS3Key: 'AWSDynamoDB/data/a.json.gz' };
    await writeFile(join(folder, 'manifest-files.json'), `${JSON.stringify(file)}\n`);
    const { layout, summary } = await importExport(await temporaryStore(), folder, 'bucket');
    expect([layout.exportId, summary]).toEqual([EXPORT_ID, undefined]);
  });

  it('refuses a folder with several, and lists them', async () => {
    const { root, folder } = await writeDownload();
    const other = join(root, 'export/sushiorderdata/AWSDynamoDB/01693685999999-00000000');
    await cp(folder, other, { recursive: true });
    await expect(importExport(await temporaryStore(), root, 'bucket')).rejects.toMatchObject({
      name: 'Import.SeveralExports',
      message: expect.stringContaining(`${folder}\n  ${other}`) as string,
    });
  });

  it('refuses a folder without one, and what is no folder', async () => {
    const root = await temporaryFolder();
    await mkdir(join(root, 'data'));
    const store = await temporaryStore();
    await expect(importExport(store, root, 'bucket')).rejects.toMatchObject({ name: 'Import.NoExport' });
    await expect(importExport(store, join(root, 'none'), 'bucket')).rejects.toMatchObject({ name: 'Import.NoFolder' });
    expect(await keys(store)).toEqual([]);
  });
});
