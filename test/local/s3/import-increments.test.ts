import { rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { absoluteFolder } from '../../../lib/athena-sql/engine/absolute-folder';
import { layoutOfSharedData, parseManifestFiles } from '../../../lib/export';
import { exportWriter, FileStore, importExport, verifyStoredExport } from '../../../lib/local/s3';
import { parseWindowManifest } from '../../../lib/night';
import {
  EXPORT_ID,
  sampleChanges,
  sampleItems,
  SAMPLE_LAYOUT,
  sampleWindowId,
  stream,
  writeSample,
  writeSampleWindow,
} from '../../export/sample-export';
import { temporaryFolder, temporaryStore } from './temporary-store';

const PARENT = 'export/sushiorderdata/AWSDynamoDB';

/** A download of a full export and two incremental ones, whose data files lie in one folder. */
async function writeDownload(): Promise<string> {
  const source = new FileStore(absoluteFolder(await temporaryFolder()));
  await source.createBucket('source');
  const writer = exportWriter(source, 'source');
  await writeSample(writer, stream(sampleItems(10)));
  for (const day of [1, 2]) await writeSampleWindow(writer, sampleChanges([day, day + 1, day + 2]), { day });
  return join(source.root, 'source');
}

const own = (root: string, exportId: string): string => join(root, PARENT, exportId);

async function readStored(store: FileStore, prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list('bucket', prefix)) keys.push(key);
  return keys;
}

describe('importing increments that were exported with one prefix', () => {
  it('gives each a folder of its own, in which only its files lie, and changes its manifests accordingly', async () => {
    const root = await writeDownload();
    const store = await temporaryStore();
    await importExport(store, own(root, EXPORT_ID), 'bucket');
    for (const day of [1, 2]) {
      const id = sampleWindowId(day);
      const { layout, window, files } = await importExport(store, own(root, id), 'bucket');
      expect(files).toBe(7);
      const prefix = `export/sushiorderdata/${id}`;
      expect(layout).toEqual(layoutOfSharedData(`${prefix}/AWSDynamoDB/data/`, id));
      const listed = parseManifestFiles((await store.get('bucket', layout.manifestFiles)).toString(), '');
      expect(await readStored(store, layout.dataFolder)).toEqual(
        listed.map(({ dataFileS3Key }) => dataFileS3Key).sort(),
      );
      const text = (await store.get('bucket', layout.manifestSummary)).toString();
      expect(parseWindowManifest(text, '')).toEqual({ ...window, s3Prefix: prefix });
      expect((await verifyStoredExport(store, 'bucket', layout)).findings).toEqual([]);
    }
    expect(await readStored(store, `${PARENT}/data/`)).toEqual([]);
  });

  it('leaves one that lies alone where AWS put it', async () => {
    const root = await writeDownload();
    const store = await temporaryStore();
    const { layout } = await importExport(store, own(root, sampleWindowId(1)), 'bucket');
    expect(layout.dataFolder).toBe(`${PARENT}/data/`);
    expect(await readStored(store, layout.dataFolder)).toHaveLength(2);
    expect(await importExport(store, own(root, sampleWindowId(1)), 'bucket')).toMatchObject({ layout });
    expect((await verifyStoredExport(store, 'bucket', layout)).findings).toEqual([]);
  });

  it('takes data files that were put into the own folder of the export, too', async () => {
    const root = await writeDownload();
    const folder = own(root, sampleWindowId(1));
    await rename(join(root, PARENT, 'data'), join(folder, 'data'));
    const store = await temporaryStore();
    const { layout } = await importExport(store, folder, 'bucket');
    expect(await readStored(store, layout.dataFolder)).toHaveLength(4);
    // the two of the other export are not its own
    expect((await verifyStoredExport(store, 'bucket', layout)).findings.map(({ check }) => check)).toEqual([
      'file_not_listed',
      'file_not_listed',
    ]);
  });

  it('places what is there where a data file is missing, which is for the night to judge', async () => {
    const root = await writeDownload();
    const { layout } = await importExport(await temporaryStore(), own(root, sampleWindowId(1)), 'bucket');
    const listed = parseManifestFiles(
      (await new FileStore(absoluteFolder(dirname(root))).get('source', layout.manifestFiles)).toString(),
      '',
    );
    await rm(join(root, listed[0]?.dataFileS3Key ?? ''));
    const store = await temporaryStore();
    await importExport(store, own(root, sampleWindowId(1)), 'bucket');
    expect((await verifyStoredExport(store, 'bucket', layout)).findings).toMatchObject([{ check: 'file_missing' }]);
  });

  it('refuses a list whose keys lead out of the folder', async () => {
    const root = await writeDownload();
    const id = sampleWindowId(1);
    const source = new FileStore(absoluteFolder(dirname(root)));
    const key = `${PARENT}/${id}/manifest-files.json`;
    const text = (await source.get('source', key)).toString();
    await source.put('source', key, text.replace('/data/', '/data/../../'));
    await expect(importExport(await temporaryStore(), own(root, id), 'bucket')).rejects.toMatchObject({
      name: 'Import.KeyOutside',
    });
  });
});

it('the full export beside them is placed as ever', async () => {
  const { layout } = await importExport(await temporaryStore(), own(await writeDownload(), EXPORT_ID), 'bucket');
  expect(layout).toEqual(SAMPLE_LAYOUT);
});
