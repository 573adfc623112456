import { realpathSync } from 'node:fs';
import { relative, sep } from 'node:path';
import type { AbsoluteFolder } from '../../athena-sql/engine/absolute-folder';
import { pathText } from '../../path-text';
import type { DownloadedExport } from './find-export';
import { ImportError } from './import-error';

/**
 * Requires that no download lies in the folder whose nights it replaces, where it would be removed with them, and that the
 * folder lies in no download, of which it would be taken for a part the next time. What begins with a dot, as `.local`
 * does, is no part of a download.
 *
 * @throws ImportError `Import.InsideNights`
 */
export function requireApart(exports: readonly DownloadedExport[], folder: AbsoluteFolder): void {
  for (const { directory } of exports) {
    const path = realpathSync(directory);
    if (pathInside(folder, path) !== undefined)
      throw new ImportError(
        'Import.InsideNights',
        `${pathText(directory)} lies in ${pathText(folder)}, whose nights are replaced, and it would be removed with them: move it to another place, or give another --folder.`,
      );
    const inside = pathInside(path, folder);
    if (inside?.some((name) => name.startsWith('.')) === false)
      throw new ImportError(
        'Import.InsideNights',
        `${pathText(folder)} lies in the export ${pathText(directory)}, of which it would be taken for a part: give a --folder that lies elsewhere.`,
      );
  }
}

/** The names that lead from a folder to a path in it, none for the folder itself; undefined where it is not in it. */
function pathInside(folder: string, path: string): readonly string[] | undefined {
  const names = relative(folder, path).split(sep);
  return names[0] === '..' ? undefined : names.filter((name) => name !== '');
}
