import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { folderIn, type AbsoluteFolder } from '../../athena-sql/engine/absolute-folder';
import { SCRATCH } from '../scratch';
import { Catalog } from '../glue/catalog';
import { IN_USE, makeOwnFolder, runWithoutNights } from './folder-in-use';
import { leftoversIn, removeLeftovers, removeLeftoversIn } from '../../files/leftovers';
import { pathText } from '../../path-text';

/** What a local system keeps in its folder, the objects first; `catalog.json` is that of earlier versions. */
const PARTS = [
  /^s3$/,
  /^catalog$/,
  /^reports$/,
  /^(tables|incremental)\.json(\.unfinished)?$/,
  /^catalog\.json(\.\d+)?$/,
];

/** Folders in it, with the id of the process: nights that are being made, and those that they replace. */
const [NEW, OLD] = ['.new-', '.old-'];

const isPart = (name: string): boolean => PARTS.some((part) => part.test(name));

/**
 * Makes the nights of a folder anew: beside those that it has, which are replaced when the new ones are there. Where that
 * fails, the folder has the nights that it had.
 *
 * @param make makes them in the folder that it is given
 * @param onLost is told of the tables and views of scratch that went with the nights which they were made of
 * @throws Error where the folder holds anything else, which is left alone, where a night runs in it, or where one was published
 *   in it meanwhile
 */
export async function makeNights<T>(
  folder: AbsoluteFolder,
  make: (next: AbsoluteFolder) => Promise<T>,
  onLost: (tables: readonly string[]) => void = () => undefined,
): Promise<T> {
  tidyFolder(folder);
  const strangers = existsSync(folder) ? readdirSync(folder).filter((name) => !isOwn(name)) : [];
  if (strangers.length > 0)
    throw new Error(
      `${pathText(folder)} has files that no night put there (${pathText(strangers.join(', '))}); give another --folder`,
    );
  const existed = existsSync(folder);
  makeOwnFolder(folder);
  // also asked before what takes long
  runWithoutNights(folder, () => undefined);
  const before = catalogState(folder);
  const next = folderIn(folder, `${NEW}${process.pid}`);
  let made: T;
  try {
    made = await make(next);
  } catch (error) {
    rmSync(next, { recursive: true, force: true });
    if (!existed) removeEmpty(folder);
    throw error;
  }
  runWithoutNights(folder, () => {
    if (catalogState(folder) !== before) {
      rmSync(next, { recursive: true, force: true });
      throw new Error(
        `A night was published in ${pathText(folder)}, or a table of scratch was made, while its nights were made anew, so nothing was replaced. Run the command again to replace that, too, or give another --folder.`,
      );
    }
    const scratch = scratchNames(folder);
    replaceNights(folder, process.pid);
    if (scratch.length > 0) onLost(scratch);
  });
  return made;
}

/** The tables and views that people have made of the nights. */
function scratchNames(folder: AbsoluteFolder): string[] {
  return Catalog.open(join(folder, 'catalog'))
    .tableNames(SCRATCH)
    .map((name) => `${SCRATCH}.${name}`);
}

/** Names and times of the catalog's files: another text where a partition or table was changed. */
function catalogState(folder: AbsoluteFolder): string {
  const catalog = join(folder, 'catalog');
  if (!existsSync(catalog)) return '';
  return readdirSync(catalog, { encoding: 'utf8', recursive: true })
    .sort()
    .map((name) => `${name} ${statSync(join(catalog, name)).mtimeMs}`)
    .join('\n');
}

/** Finishes or removes what processes that were killed have left, in the folder and in that for temporary files. */
export function tidyFolder(folder: AbsoluteFolder): void {
  removeLeftovers();
  for (const name of leftoversIn(folder, OLD))
    runWithoutNights(folder, () => {
      replaceNights(folder, Number(name.slice(OLD.length)));
    });
  removeLeftoversIn(folder, NEW);
  removeLeftoversIn(join(folder, 's3', '.unfinished'));
}

/** Removes a folder in which nothing was put meanwhile. */
function removeEmpty(folder: AbsoluteFolder): void {
  if (readdirSync(folder).every((name) => name === IN_USE)) rmSync(folder, { recursive: true });
}

function isOwn(name: string): boolean {
  return isPart(name) || name === IN_USE || name.startsWith(NEW) || name.startsWith(OLD);
}

/**
 * Puts new nights into their folder. Killed at any point, it can be called again: as long as the new objects are not
 * moved, everything in the folder is old; afterwards nothing is.
 */
function replaceNights(folder: AbsoluteFolder, id: number): void {
  const [next, old] = [join(folder, `${NEW}${id}`), join(folder, `${OLD}${id}`)];
  mkdirSync(old, { recursive: true, mode: 0o700 });
  if (existsSync(join(next, 's3')))
    for (const name of readdirSync(folder).filter(isPart)) renameSync(join(folder, name), join(old, name));
  const parts = existsSync(next) ? readdirSync(next).filter(isPart) : [];
  // the objects first: they tell how far this came
  for (const name of parts.sort((a, b) => Number(b === 's3') - Number(a === 's3')))
    renameSync(join(next, name), join(folder, name));
  rmSync(next, { recursive: true, force: true });
  rmSync(old, { recursive: true, force: true });
}
