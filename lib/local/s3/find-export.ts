import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import {
  exportLayout,
  type ExportLayout,
  isExportId,
  layoutOfKey,
  type ManifestFile,
  parseExportArn,
  parseManifestFiles,
  withSharedData,
} from '../../export';
import {
  isWindowManifest,
  ManifestError,
  type ManifestSummary,
  parseManifestSummary,
  parseWindowManifest,
  tableArnIn,
  type WindowManifest,
} from '../../night';
import { type DownloadedFile, listDownloadedFiles, requireInside, findSharedFile, textOf } from './downloaded-files';
import { ImportError } from './import-error';
import { pathText } from '../../path-text';

/** Folders that are searched for `AWSDynamoDB`: an S3Prefix has rarely more parts. */
const MAX_DEPTH = 4;

/** A downloaded file with the key that the manifests give it. */
export interface KeyedFile extends DownloadedFile {
  readonly key: string;
}

/** A downloaded export where it lies. */
export interface DownloadedExport {
  /** The export's own folder. */
  readonly directory: string;
  readonly layout: ExportLayout;
  /** What the manifest-summary.json of a full export says; undefined if that cannot be used. */
  readonly summary: ManifestSummary | undefined;
  /** What that of an incremental one says, if it can be used. */
  readonly window: WindowManifest | undefined;
  /** Whether it has the changes of a time, whatever else its manifest says. */
  readonly isIncremental: boolean;
  /** Why its manifest-summary.json cannot be used, `Manifest.Missing` where there is none. */
  readonly refused: ManifestError | undefined;
  /** The table that manifest-summary.json names, one that is refused too. */
  readonly tableArn: string | undefined;
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
  const [only, ...others] = await exportFoldersIn(root);
  if (others.length > 0) throw severalExports(root, [only, ...others]);
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
  const folders = await exportFoldersIn(root);
  const found: DownloadedExport[] = [];
  for (const folder of folders) found.push(await readExport(root, folder));
  if (found.length > 1 && !found.some(({ isIncremental }) => isIncremental)) throw severalExports(root, folders);
  return found;
}

async function readExport(root: string, folder: string): Promise<DownloadedExport> {
  const files = await listDownloadedFiles(folder);
  const { listed, ...identified } = await identify(files, folder, root);
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

async function exportFoldersIn(root: string): Promise<readonly [string, ...string[]]> {
  if (!(await isFolder(root)))
    throw new ImportError('Import.NoFolder', `${pathText(root)} is not a folder; give the one that has the export`);
  const [first, ...others] = (await isExport(root)) ? [root] : await exportsIn(root, 0);
  if (first !== undefined) return [first, ...others];
  throw new ImportError(
    'Import.NoExport',
    `${pathText(root)} holds no export: expected a folder with manifest-summary.json and data/, as ` +
      '"aws s3 sync s3://BUCKET/PREFIX/AWSDynamoDB/ID/ DIR" makes it.',
  );
}

function severalExports(root: string, folders: readonly string[]): ImportError {
  const all = folders.map((path) => `  ${pathText(path)}`).join('\n');
  return new ImportError(
    'Import.SeveralExports',
    `${pathText(root)} holds ${folders.length} exports; give one of\n${all}`,
  );
}

async function exportsIn(folder: string, depth: number): Promise<string[]> {
  if (depth > MAX_DEPTH) return [];
  const found: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (!entry.isDirectory() || entry.name.startsWith('.')) continue;
    if (await isExport(path)) found.push(path);
    else found.push(...(await exportsIn(path, depth + 1)));
  }
  return found.sort();
}

/** By its summary or, where that is missing, by its name or by the folder above and the other files. */
async function isExport(folder: string): Promise<boolean> {
  const names = new Set(await readdir(folder));
  if (names.has('manifest-summary.json')) return true;
  const parts = ['manifest-files.json', 'data', '_started'].filter((name) => names.has(name));
  return isExportId(basename(folder)) ? parts.length > 0 : parts.length > 1;
}

/** Keys: what the manifests say; where neither can be read, the place of the folder in what was given. */
async function identify(
  files: readonly DownloadedFile[],
  folder: string,
  root: string,
): Promise<Omit<DownloadedExport, 'files' | 'missing' | 'directory'> & { readonly listed: readonly ManifestFile[] }> {
  const summaryText = await textIn(files, 'manifest-summary.json');
  const isIncremental = summaryText.text !== undefined && isWindowManifest(summaryText.text);
  const { value: summary, refused } = isIncremental ? {} : readable(summaryText, parseManifestSummary);
  const { value: window, refused: windowRefused } = isIncremental ? readable(summaryText, parseWindowManifest) : {};
  const { value: listed } = readable(await textIn(files, 'manifest-files.json'), parseManifestFiles);
  const manifest = summary ?? window;
  // the list of an incremental export names a folder that several share
  const key = manifest?.manifestFilesS3Key ?? listed?.[0]?.dataFileS3Key;
  if (key !== undefined) requireInside(key, manifest ? 'manifest-summary.json' : 'manifest-files.json');
  const found = key === undefined ? undefined : layoutOfKey(key);
  const layout = found && isExportId(found.exportId) ? found : layoutByPlace(folder, root, manifest);
  return {
    layout: isIncremental ? withSharedData(layout) : layout,
    isIncremental,
    summary,
    window,
    refused: refused ?? windowRefused,
    tableArn: manifest?.tableArn ?? (summaryText.text === undefined ? undefined : tableArnIn(summaryText.text)),
    listed: listed ?? [],
  };
}

function layoutByPlace(
  folder: string,
  root: string,
  manifest: Pick<ManifestSummary, 'exportArn' | 's3Prefix'> | undefined,
): ExportLayout {
  const exportId = (manifest && parseExportArn(manifest.exportArn)?.exportId) ?? basename(folder);
  const inside = relative(root, folder).split(sep);
  const prefix = inside.slice(0, Math.max(inside.lastIndexOf('AWSDynamoDB'), 0)).join('/');
  return exportLayout(manifest?.s3Prefix ?? prefix, exportId);
}

/** A text of a download, and its path for errors. */
interface FoundText {
  readonly path: string;
  readonly text: string | undefined;
}

async function textIn(files: readonly DownloadedFile[], name: string): Promise<FoundText> {
  const file = files.find((each) => each.name === name);
  return { path: file?.path ?? name, text: file && (await textOf(file)) };
}

function readable<T>(
  { path, text }: FoundText,
  parse: (text: string | undefined, file: string) => T,
): { readonly value?: T; readonly refused?: ManifestError } {
  try {
    return { value: parse(text, path) };
  } catch (error) {
    if (error instanceof ManifestError) return { refused: error };
    throw error;
  }
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
}
