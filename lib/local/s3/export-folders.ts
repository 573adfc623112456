import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isExportId } from '../../export';
import { pathText } from '../../path-text';
import { ImportError } from './import-error';

/** Folders that are searched for `AWSDynamoDB`: an S3Prefix has rarely more parts. */
const MAX_DEPTH = 4;

/**
 * The folders of exports in a folder: itself, or those below it.
 *
 * @throws ImportError `Import.NoFolder`, `Import.NoExport`
 */
export async function findExportFolders(root: string): Promise<readonly [string, ...string[]]> {
  if (!(await isFolder(root)))
    throw new ImportError('Import.NoFolder', `${pathText(root)} is not a folder; give the one that has the export`);
  const [first, ...others] = (await isExport(root)) ? [root] : await searchFolders(root, 0);
  if (first !== undefined) return [first, ...others];
  throw new ImportError(
    'Import.NoExport',
    `${pathText(root)} holds no export: expected a folder with manifest-summary.json and data/, as ` +
      '"aws s3 sync s3://BUCKET/PREFIX/AWSDynamoDB/ID/ DIR" makes it.',
  );
}

/** An error that names the exports of which one is to be given. */
export function refuseSeveral(root: string, folders: readonly string[]): ImportError {
  const all = folders.map((path) => `  ${pathText(path)}`).join('\n');
  return new ImportError(
    'Import.SeveralExports',
    `${pathText(root)} holds ${folders.length} exports; give one of\n${all}`,
  );
}

async function searchFolders(folder: string, depth: number): Promise<string[]> {
  if (depth > MAX_DEPTH) return [];
  const found: string[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (!entry.isDirectory() || entry.name.startsWith('.')) continue;
    if (await isExport(path)) found.push(path);
    else found.push(...(await searchFolders(path, depth + 1)));
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

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
}
