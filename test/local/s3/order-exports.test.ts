import { rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { absoluteFolder } from '../../../lib/athena-sql/engine/absolute-folder';
import { exportWriter, FileStore, findExport, findExports, orderExports } from '../../../lib/local/s3';
import {
  EXPORT_ID,
  sampleChanges,
  sampleItems,
  sampleWindowId,
  stream,
  writeSample,
  writeSampleWindow,
  type SampleWindow,
} from '../../export/sample-export';
import { temporaryFolder } from './temporary-store';

const PARENT = 'export/sushiorderdata/AWSDynamoDB';

/** A download of a full export and of windows, and how to read the exports in it by their ids. */
async function writeDownload(windows: readonly SampleWindow[]) {
  const source = new FileStore(absoluteFolder(await temporaryFolder()));
  await source.createBucket('source');
  const writer = exportWriter(source, 'source');
  await writeSample(writer, stream(sampleItems(10)));
  for (const window of windows) await writeSampleWindow(writer, sampleChanges([1, 2]), window);
  const folder = join(source.root, 'source', PARENT);
  return { folder, find: async (...ids: string[]) => Promise.all(ids.map((id) => findExport(join(folder, id)))) };
}

const [first, second, third] = [1, 2, 3].map(sampleWindowId) as [string, string, string];
const days = [1, 2, 3].map((day) => ({ day }));
const idsOf = (exports: readonly { layout: { exportId: string } }[]) => exports.map(({ layout }) => layout.exportId);

describe('a full export and those of the changes after it', () => {
  it('are put into their order, however they were given', async () => {
    const { find } = await writeDownload(days);
    const found = await find(third, first, EXPORT_ID, second);
    expect(idsOf(orderExports(found))).toEqual([EXPORT_ID, first, second, third]);
  });

  it('are all found in a copy of their prefix', async () => {
    const { folder } = await writeDownload(days);
    for (const directory of [folder, dirname(dirname(folder))])
      expect(idsOf(orderExports(await findExports(directory)))).toEqual([EXPORT_ID, first, second, third]);
    await expect(findExport(folder)).rejects.toMatchObject({ name: 'Import.SeveralExports' });
  });

  it.each([
    ['is missing', undefined, 'Manifest.Missing'],
    ['cannot be read', '{', 'Manifest.NotJson'],
  ])('are refused by the manifest of a window that %s, not as two full exports', async (_, text, name) => {
    const { folder, find } = await writeDownload(days);
    const manifest = join(folder, second, 'manifest-summary.json');
    if (text === undefined) await rm(manifest);
    else await writeFile(manifest, text);
    const found = await find(EXPORT_ID, first, second);
    expect(() => orderExports(found)).toThrow(/manifest-summary\.json/);
    expect(found.find(({ refused }) => refused)?.refused?.name).toBe(name);
  });

  it('may be the full export alone', async () => {
    const { find } = await writeDownload([]);
    expect(idsOf(orderExports(await find(EXPORT_ID)))).toEqual([EXPORT_ID]);
  });

  it.each<[string, string, readonly SampleWindow[], readonly string[], RegExp]>([
    ['without the full one', 'Import.NoFullExport', days, [first, second], /need the full export that they follow/],
    ['one of them twice', 'Import.SameExport', days, [EXPORT_ID, first, first], /the same export, /],
    [
      'without one in between',
      'Import.WindowMissing',
      days,
      [EXPORT_ID, first, third],
      /^Import\.WindowMissing: The changes from 2023-09-03T20:17:07\.463Z, where \S+ ends, to 2023-09-04T20:17:07\.463Z, where \S+ begins, are missing/,
    ],
    [
      'without the first',
      'Import.WindowMissing',
      days,
      [EXPORT_ID, second],
      /^Import\.WindowMissing: The changes from 2023-09-02T20:17:07/,
    ],
    [
      'that overlap',
      'Import.WindowsOverlap',
      [{ day: 1 }, { day: 1, exportId: sampleWindowId(9) }],
      [EXPORT_ID, first, sampleWindowId(9)],
      /has the changes from 2023-09-02/,
    ],
    [
      'from before the full one',
      'Import.WindowsOverlap',
      [{ day: 0 }],
      [EXPORT_ID, sampleWindowId(0)],
      /--export-time/,
    ],
    [
      'of another table',
      'Import.OtherTable',
      [{ day: 1, tableArn: 'arn:aws:dynamodb:ap-northeast-1:123456789012:table/other' }],
      [EXPORT_ID, first],
      /another table than the full export \S+: it is of arn:.*:table\/other, the full export of arn:.*:table\/orders\.$/,
    ],
    [
      'of a table that was made anew',
      'Import.OtherTable',
      [{ day: 1, tableId: 'anew' }],
      [EXPORT_ID, first],
      /than the full export \S+: the table was deleted and made anew under its name, as its tableId is anew, that of the full export 1234\S+\.$/,
    ],
    ['without old images', 'Manifest.NoOldImages', [{ day: 1, view: 'NEW_IMAGE' }], [EXPORT_ID, first], /NEW_IMAGE/],
  ])('are refused %s', async (_, name, windows, ids, message) => {
    const { find } = await writeDownload(windows);
    const found = await find(...ids);
    const order = () => orderExports(found);
    expect(order).toThrow(expect.objectContaining({ name }) as Error);
    expect(order).toThrow(message);
  });

  it('are refused with two full ones', async () => {
    const [one, two] = [await writeDownload(days), await writeDownload([])];
    const [full] = await two.find(EXPORT_ID);
    if (!full) throw new Error('there is one');
    const found = [...(await one.find(EXPORT_ID, first)), { ...full, layout: { ...full.layout, exportId: 'other' } }];
    expect(() => orderExports(found)).toThrow(expect.objectContaining({ name: 'Import.SeveralFullExports' }) as Error);
  });
});
