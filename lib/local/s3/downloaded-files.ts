import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { ImportError } from './import-error';
import { pathText } from '../../path-text';

/** A regular file of a download. */
export interface DownloadedFile {
  /** Its path below the export's folder, with slashes. */
  readonly name: string;
  /** Absolute, without links. */
  readonly path: string;
  readonly size: number;
}

/** The largest file that is read as a text, in bytes: a manifest-files.json of a million data files has 260 MB. */
export const LARGEST_MANIFEST = 512 * 1024 * 1024 - 1;

/**
 * All files of a downloaded export, but not those that systems leave behind (`.DS_Store`), which Athena skips too. What
 * others made is read inside its own folder only, each thing once, and nothing but regular files.
 *
 * @param folder the export's own
 * @throws ImportError `Import.LinkOutside`, `Import.LinkAgain`, `Import.NotAFile`
 */
export async function listDownloadedFiles(folder: string): Promise<DownloadedFile[]> {
  const root = await realpath(folder);
  const seen = new Set([root]);
  const files: DownloadedFile[] = [];
  await walk(root, '');
  return files.sort((a, b) => (a.name < b.name ? -1 : 1));

  async function walk(directory: string, prefix: string): Promise<void> {
    for (const entry of await readdir(directory, { withFileTypes: true })) {
      if (entry.name.startsWith('.')) continue;
      const name = prefix + entry.name;
      const path = entry.isSymbolicLink() ? await target(join(directory, entry.name)) : join(directory, entry.name);
      if (seen.has(path))
        throw new ImportError(
          'Import.LinkAgain',
          `${pathText(join(folder, name))} is read a second time through a link: an export has each file once. Remove the link.`,
        );
      seen.add(path);
      const found = await stat(path);
      if (found.isDirectory()) await walk(path, `${name}/`);
      else if (found.isFile()) files.push({ name, path, size: found.size });
      else
        throw new ImportError(
          'Import.NotAFile',
          `${pathText(join(folder, name))} is no regular file but a device, a pipe or a socket; remove it.`,
        );
    }
  }

  async function target(link: string): Promise<string> {
    const path = await realpath(link).catch(() => undefined);
    const inside = path === undefined ? '..' : relative(root, path);
    if (path !== undefined && inside !== '..' && !inside.startsWith(`..${sep}`)) return path;
    throw new ImportError(
      'Import.LinkOutside',
      `${pathText(link)} is a link to ${pathText(path ?? 'what is not there')}, outside of the export's folder ${pathText(root)}: ` +
        'put the file itself there (aws s3 sync makes no links).',
    );
  }
}

/**
 * A file of the folder `data` that incremental exports share, beside the folder of the export that lists it.
 *
 * @returns undefined where there is none, or no regular file of the folder itself
 */
export async function findSharedFile(folder: string, name: string): Promise<DownloadedFile | undefined> {
  const root = await realpath(folder).catch(() => undefined);
  const path = root === undefined ? undefined : await realpath(join(root, name)).catch(() => undefined);
  if (root === undefined || path === undefined) return undefined;
  const inside = relative(root, path);
  if (inside === '..' || inside.startsWith(`..${sep}`))
    throw new ImportError(
      'Import.LinkOutside',
      `${pathText(join(folder, name))} is a link to ${pathText(path)}, outside of the folder of the data files ${pathText(root)}: put the file itself there.`,
    );
  const found = await stat(path);
  return found.isFile() ? { name: `data/${name}`, path, size: found.size } : undefined;
}

/**
 * The text of a file of a download.
 *
 * @throws ImportError `Import.TooLarge`
 */
export async function textOf({ path, size }: DownloadedFile): Promise<string> {
  if (size <= LARGEST_MANIFEST) return readFile(path, 'utf8');
  throw new ImportError(
    'Import.TooLarge',
    `${pathText(path)} has ${size} bytes; no manifest has more than ${LARGEST_MANIFEST}: it is none.`,
  );
}

/** @throws ImportError `Import.KeyOutside` for a key of a manifest whose path would lead out of the export's folder */
export function requireInside(key: string, manifest: string): void {
  if (!key.split('/').some((part) => part === '.' || part === '..' || part.includes('\\') || part.includes('\0')))
    return;
  throw new ImportError(
    'Import.KeyOutside',
    `${manifest} names ${JSON.stringify(key)}, which leads out of the export's folder: no manifest of DynamoDB has such a key.`,
  );
}
