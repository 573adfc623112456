import { execFileSync } from 'node:child_process';
import { readdir, readFile, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { absoluteFolder } from '../../../lib/athena-sql/engine/absolute-folder';
import {
  exportWriter,
  FileStore,
  importExport,
  inspectExportFolder,
  type ImportErrorName,
} from '../../../lib/local/s3';
import { sampleItems, SAMPLE_LAYOUT, stream, writeSample } from '../../export/sample-export';
import { temporaryFolder, temporaryStore } from './temporary-store';

/** A download, and a file beside it that is none of its business. */
async function writeDownload(): Promise<{ root: string; folder: string; secret: string }> {
  const root = await temporaryFolder();
  const source = new FileStore(absoluteFolder(root));
  await source.createBucket('source');
  await writeSample(exportWriter(source, 'source'), stream(sampleItems(10)));
  const secret = join(root, 'secret');
  await writeFile(secret, 'root:x:0:0');
  return { root, folder: join(root, 'source', SAMPLE_LAYOUT.folder), secret };
}

/** What both doors, of `verify` and of `start` and `infer`, say of a download. */
async function refusals(folder: string): Promise<string[]> {
  const store = await temporaryStore();
  const doors = [importExport(store, folder, 'bucket'), inspectExportFolder(folder, () => undefined)];
  const settled = await Promise.allSettled<unknown>(doors);
  return settled.map((door) => (door.status === 'rejected' ? (door.reason as Error).name : 'taken'));
}

const HOSTILE: readonly (readonly [
  string,
  ImportErrorName,
  (at: { folder: string; secret: string }) => Promise<void>,
])[] = [
  [
    'a data file that is a link out of the folder',
    'Import.LinkOutside',
    ({ folder, secret }) => symlink(secret, join(folder, 'data/a.json.gz')),
  ],
  [
    'a folder that is a link out of the folder',
    'Import.LinkOutside',
    ({ folder }) => symlink('/', join(folder, 'data/x')),
  ],
  [
    'a link to what is not there',
    'Import.LinkOutside',
    ({ folder }) => symlink('none', join(folder, 'data/a.json.gz')),
  ],
  [
    'links that point up',
    'Import.LinkAgain',
    async ({ folder }) => {
      for (const name of ['a', 'b', 'c']) await symlink('..', join(folder, 'data', name));
    },
  ],
  [
    'a file under a second name',
    'Import.LinkAgain',
    ({ folder }) => symlink('../manifest-summary.json', join(folder, 'data/a.json.gz')),
  ],
  [
    'a manifest that never ends',
    'Import.LinkOutside',
    async ({ folder }) => {
      await rename(join(folder, 'manifest-files.json'), join(folder, 'data/list'));
      await symlink('/dev/zero', join(folder, 'manifest-files.json'));
    },
  ],
  [
    'a pipe',
    'Import.NotAFile',
    ({ folder }) => {
      execFileSync('mkfifo', [join(folder, 'data/a.json.gz')]);
      return Promise.resolve();
    },
  ],
  [
    'a manifest that is larger than any',
    'Import.TooLarge',
    ({ folder }) => truncate(join(folder, 'manifest-files.json'), 600 * 1024 * 1024),
  ],
  [
    'a manifest whose keys lead out of the folder',
    'Import.KeyOutside',
    async ({ folder }) => {
      const manifest = join(folder, 'manifest-summary.json');
      const text = await readFile(manifest, 'utf8');
      await writeFile(manifest, text.replace('"manifestFilesS3Key":"', '$&../../'));
    },
  ],
  [
    'a list of data files that lead out of the folder, and no summary',
    'Import.KeyOutside',
    async ({ folder }) => {
      await rm(join(folder, 'manifest-summary.json'));
      const list = join(folder, 'manifest-files.json');
      await writeFile(list, (await readFile(list, 'utf8')).replaceAll('"dataFileS3Key":"', '$&../../'));
    },
  ],
];

/** 16 MiB of NUL in 16 kB: a gzip file may have many such members. */
const NULS = gzipSync(Buffer.alloc(16 * 1024 * 1024), { level: 9 });

describe('a downloaded export', () => {
  it.each(HOSTILE)('is refused with %s, as %s', async (_what, name, make) => {
    const at = await writeDownload();
    await make(at);
    expect(await refusals(at.folder)).toEqual([name, name]);
  });

  describe('with a gigabyte of NUL in a megabyte', () => {
    const writeNuls = async (lines: string): Promise<string> => {
      const { folder } = await writeDownload();
      const [name = ''] = (await readdir(join(folder, 'data'))).sort();
      await writeFile(join(folder, 'data', name), Buffer.concat([gzipSync(lines), ...Array<Buffer>(64).fill(NULS)]));
      return folder;
    };

    it('at its beginning is refused by name, at once', async () => {
      const folder = await writeNuls('');
      await expect(importExport(await temporaryStore(), folder, 'bucket')).rejects.toHaveProperty(
        'name',
        'Import.LongLine',
      );
    });

    it('behind lines of items is so too, and its bytes are what they are for a check, which reads it to its end', async () => {
      const folder = await writeNuls('{"Item":{"id":{"S":"1"}}}\n'.repeat(1000));
      expect(await refusals(folder)).toEqual(['Import.LongLine', 'taken']);
    });
  });

  it('is taken with long items that are packed to a thousandth', async () => {
    const { folder } = await writeDownload();
    const [name = ''] = (await readdir(join(folder, 'data'))).sort();
    const line = `{"Item":{"id":{"S":"${'x'.repeat(390_000)}"}}}\n`;
    await writeFile(join(folder, 'data', name), gzipSync(line.repeat(100)));
    expect(await refusals(folder)).toEqual(['taken', 'taken']);
  });

  it('is taken where the folder that is given is a link itself', async () => {
    const { root, folder } = await writeDownload();
    await symlink(folder, join(root, 'link'));
    expect(await refusals(join(root, 'link'))).toEqual(['taken', 'taken']);
  });

  it('is taken with a folder that is a link to another one inside of it', async () => {
    const { folder } = await writeDownload();
    await rename(join(folder, 'data'), join(folder, '.parts'));
    await symlink('.parts', join(folder, 'data'));
    expect(await refusals(folder)).toEqual(['taken', 'taken']);
  });

  it('is not read where a key of its list is of a file outside', async () => {
    const { folder } = await writeDownload();
    const list = join(folder, 'manifest-files.json');
    const text = await readFile(list, 'utf8');
    await writeFile(
      list,
      text.replace(/"dataFileS3Key":"[^"]*"/, '"dataFileS3Key":"export/AWSDynamoDB/../../../secret"'),
    );
    const { findings } = await inspectExportFolder(folder, () => undefined);
    expect(findings).toContainEqual(
      expect.objectContaining({ check: 'file_missing', file: 'export/AWSDynamoDB/../../../secret' }),
    );
    expect(JSON.stringify(findings)).not.toContain('root:x');
  });
});
