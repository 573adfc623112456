import { dirname, join, resolve } from 'node:path';
import type { ExportLayout, ManifestFile } from '../../export';
import { type DownloadedFile, findSharedFile, listDownloadedFiles, requireInside } from './downloaded-files';
import { findExportFolders, refuseSeveral } from './export-folders';
import { type ExportIdentity, identifyExport } from './export-identity';

/** A downloaded file with the key that the manifests give it. */
export interface KeyedFile extends DownloadedFile {
  readonly key: string;
}

/** A downloaded export where it lies. */
export interface DownloadedExport extends ExportIdentity {
  /** The export's own folder. */
  readonly directory: string;
  /** All of its files; of an incremental one those of the shared folder that its manifest lists. */
  readonly files: readonly KeyedFile[];
  /** Keys of the data files that manifest-files.json lists and that are not there. */
  readonly missing: readonly string[];
}

/**
 * Finds the export in a folder: the folder itself, or the only one in it. The data files of an incremental export are looked
 * for in the folder `data` beside its own, where DynamoDB puts those of all that have the same prefix, and in its own.
 *
 * @throws ImportError
 */
export async function findExport(directory: string): Promise<DownloadedExport> {
  const root = resolve(directory);
  const [only, ...others] = await findExportFolders(root);
  if (others.length > 0) throw refuseSeveral(root, [only, ...others]);
  return readExport(root, only);
}

/**
 * The exports in a folder: the folder itself, the only one in it, or a full export and the incremental ones that lie beside
 * it, as a copy of their prefix has them.
 *
 * @throws ImportError
 */
export async function findExports(directory: string): Promise<DownloadedExport[]> {
  const root = resolve(directory);
  const folders = await findExportFolders(root);
  const found: DownloadedExport[] = [];
  for (const folder of folders) found.push(await readExport(root, folder));
  if (found.length > 1 && !found.some(({ isIncremental }) => isIncremental)) throw refuseSeveral(root, folders);
  return found;
}

async function readExport(root: string, folder: string): Promise<DownloadedExport> {
  const files = await listDownloadedFiles(folder);
  const { listed, ...identified } = await identifyExport(files, folder, root);
  const { layout } = identified;
  requireInside(layout.folder, 'manifest-summary.json');
  const own = files.map((file) => ({ ...file, key: keyOf(layout, file) }));
  const there = new Set(own.map(({ key }) => key));
  const shared = layout.dataFolder.startsWith(layout.folder)
    ? []
    : await findSharedFiles(layout, listed, folder, (key) => there.has(key));
  for (const { key } of shared) there.add(key);
  const missing = new Set(listed.map(({ dataFileS3Key }) => dataFileS3Key).filter((key) => !there.has(key)));
  return { directory: folder, ...identified, files: [...own, ...shared], missing: [...missing] };
}

function keyOf({ folder, dataFolder }: ExportLayout, { name }: DownloadedFile): string {
  return name.startsWith('data/') ? dataFolder + name.slice('data/'.length) : folder + name;
}

async function findSharedFiles(
  { dataFolder }: ExportLayout,
  listed: readonly ManifestFile[],
  folder: string,
  isThere: (key: string) => boolean,
): Promise<KeyedFile[]> {
  const found: KeyedFile[] = [];
  for (const key of new Set(listed.map(({ dataFileS3Key }) => dataFileS3Key))) {
    requireInside(key, 'manifest-files.json');
    if (!key.startsWith(dataFolder) || isThere(key)) continue;
    const file = await findSharedFile(join(dirname(folder), 'data'), key.slice(dataFolder.length));
    if (file) found.push({ ...file, key });
  }
  return found;
}
