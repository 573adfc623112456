import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import {
  exportLayout,
  type ExportLayout,
  isExportId,
  layoutOfKey,
  parseExportArn,
  parseManifestFiles,
} from '../../export';
import { ManifestError, type ManifestSummary, parseManifestSummary, tableArnIn } from '../../night';
import { type DownloadedFile, listDownloadedFiles, requireInside, textOf } from './downloaded-files';
import type { FileStore } from './file-store';
import { ImportError } from './import-error';
import { refuseLongLines } from './long-lines';

/** Folders that are searched for `AWSDynamoDB`: an S3Prefix has rarely more parts. */
const MAX_DEPTH = 4;

/** An export that was placed into the store. */
export interface ImportedExport {
  readonly bucket: string;
  readonly layout: ExportLayout;
  /** What its manifest-summary.json says; undefined if that cannot be used. */
  readonly summary: ManifestSummary | undefined;
  /** Why its manifest-summary.json cannot be used, `Manifest.Missing` where there is none. */
  readonly refused?: ManifestError | undefined;
  /** The table that manifest-summary.json names, one that is refused too. */
  readonly tableArn?: string | undefined;
  readonly files: number;
  readonly bytes: number;
}

/**
 * Places a downloaded export into the store, under the keys that its manifests say, as it is: a broken one too, since
 * judging it is the workflow's job. The folder's files are linked or copied, never moved or changed.
 *
 * @param directory the export's own folder (`AWSDynamoDB/<ExportId>`), or one that holds exactly one of them
 * @param bucket created if there is none
 * @param onPlaced told of each file that was placed: the first, second ... of so many
 * @throws ImportError
 */
export async function importExport(
  store: FileStore,
  directory: string,
  bucket: string,
  onPlaced: (done: number, of: number) => void = () => undefined,
): Promise<ImportedExport> {
  const { files, layout, ...manifest } = await findExport(directory);
  await refuseLongLines(files);
  await store.createBucket(bucket);
  let bytes = 0;
  for (const [index, { name, path, size }] of files.entries()) {
    await store.putFile(bucket, layout.folder + name, path);
    bytes += size;
    onPlaced(index + 1, files.length);
  }
  return { bucket, layout, ...manifest, files: files.length, bytes };
}

/** A downloaded export where it lies. */
export interface DownloadedExport extends Pick<ImportedExport, 'layout' | 'summary' | 'refused' | 'tableArn'> {
  /** All of its files. */
  readonly files: readonly DownloadedFile[];
}

/**
 * Finds the export in a folder: the folder itself, or the only one in it.
 *
 * @throws ImportError
 */
export async function findExport(directory: string): Promise<DownloadedExport> {
  const root = resolve(directory);
  const folder = await theExportIn(root);
  const files = await listDownloadedFiles(folder);
  const identified = await identify(files, folder, root);
  requireInside(identified.layout.folder, 'manifest-summary.json');
  return { files, ...identified };
}

async function theExportIn(root: string): Promise<string> {
  if (!(await isFolder(root)))
    throw new ImportError('Import.NoFolder', `${root} is not a folder; give the one that has the export`);
  const found = (await isExport(root)) ? [root] : await exportsIn(root, 0);
  const [only] = found;
  if (only === undefined) {
    throw new ImportError(
      'Import.NoExport',
      `${root} holds no export: expected a folder with manifest-summary.json and data/, as ` +
        '"aws s3 sync s3://BUCKET/PREFIX/AWSDynamoDB/ID/ DIR" makes it.',
    );
  }
  if (found.length > 1) {
    const list = found.map((path) => `  ${path}`).join('\n');
    throw new ImportError('Import.SeveralExports', `${root} holds ${found.length} exports; give one of\n${list}`);
  }
  return only;
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
): Promise<Omit<DownloadedExport, 'files'>> {
  const { value: summary, refused, text } = await readable(files, 'manifest-summary.json', parseManifestSummary);
  const { value: listed } = await readable(files, 'manifest-files.json', parseManifestFiles);
  const key = summary?.manifestFilesS3Key ?? listed?.[0]?.dataFileS3Key;
  if (key !== undefined) requireInside(key, summary ? 'manifest-summary.json' : 'manifest-files.json');
  const layout = key === undefined ? undefined : layoutOfKey(key);
  // The data files of incremental exports lie in a folder that they share, which names no export.
  return {
    layout: layout && isExportId(layout.exportId) ? layout : layoutByPlace(folder, root, summary),
    summary,
    refused,
    tableArn: summary?.tableArn ?? (text === undefined ? undefined : tableArnIn(text)),
  };
}

function layoutByPlace(folder: string, root: string, summary: ManifestSummary | undefined): ExportLayout {
  const exportId = (summary && parseExportArn(summary.exportArn)?.exportId) ?? basename(folder);
  const inside = relative(root, folder).split(sep);
  const prefix = inside.slice(0, Math.max(inside.lastIndexOf('AWSDynamoDB'), 0)).join('/');
  return exportLayout(summary?.s3Prefix ?? prefix, exportId);
}

async function readable<T>(
  files: readonly DownloadedFile[],
  name: string,
  parse: (text: string | undefined, file: string) => T,
): Promise<{ readonly value?: T; readonly refused?: ManifestError; readonly text?: string | undefined }> {
  const file = files.find((each) => each.name === name);
  const text = file && (await textOf(file));
  try {
    return { value: parse(text, file?.path ?? name), text };
  } catch (error) {
    if (error instanceof ManifestError) return { refused: error, text };
    throw error;
  }
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
}
