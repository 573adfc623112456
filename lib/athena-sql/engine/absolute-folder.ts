import { realpathSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { pathText } from '../../path-text';

declare const absolute: unique symbol;

/**
 * The one name of a folder: absolute, without symbolic links, without a slash at its end. Paths are compared as texts (the
 * objects that a manifest lists with those on disk, `"$path"` with its bucket), so a folder must not have two names. Only
 * {@link absoluteFolder} and {@link folderIn} make this type.
 */
export type AbsoluteFolder = string & { readonly [absolute]: true };

/**
 * Resolves a folder as a person gives it. It need not exist: then the part of its path that does exist is resolved.
 *
 * @throws Error where the path cannot be followed, such as a loop of symbolic links, or where DuckDB cannot read below it: on
 * every system a backslash separates folders for it, and a question mark ends the name (DuckDB 1.5.6)
 */
export function absoluteFolder(path: string): AbsoluteFolder {
  const folder = realPath(resolve(path));
  const unreadable = /[?\\]/.exec(sep === '/' ? folder : '')?.[0];
  if (unreadable !== undefined)
    throw new Error(
      `${pathText(folder)}: a path with ${unreadable} cannot be that of a folder of nights; give another --folder`,
    );
  return folder as AbsoluteFolder;
}

/** A folder in another one. @param names parts of its path that are no symbolic links, as the product makes them */
export function folderIn(folder: AbsoluteFolder, ...names: readonly string[]): AbsoluteFolder {
  return join(folder, ...names) as AbsoluteFolder;
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    const parent = dirname(path);
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || parent === path) throw error;
    return join(realPath(parent), basename(path));
  }
}
