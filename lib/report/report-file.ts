import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { glueName } from '../config';
import { wrapWriteErrors } from '../files/file-error';
import { writeWholeFile } from '../files/whole-file';
import type { ReportModel } from './model';

/** What files of a night's report are called, without an ending. */
export function fileName(table: string, date: string): string {
  return `${glueName(table)}-${date}`;
}

/** Where a report goes without `--out`: in a folder of nights into `reports`. */
export function reportFile({ table, date }: Pick<ReportModel, 'table' | 'date'>, folder: string | undefined): string {
  const name = `${fileName(table, date)}.html`;
  return folder === undefined ? name : join(folder, 'reports', name);
}

/** Where the pages of all nights of a table go without `--out`: a folder for each table. */
export function reportFolder(table: string, folder: string | undefined): string {
  const name = glueName(table);
  return folder === undefined ? `${name}-reports` : join(folder, 'reports', name);
}

/**
 * Writes a page. It shows items of the table, so that it and the folders that are made for it are readable by their owner
 * alone.
 *
 * @returns its absolute path
 */
export async function writePage(html: string, file: string): Promise<string> {
  const path = resolve(file);
  await wrapWriteErrors(path, () => makeFolder(dirname(path)));
  await writeWholeFile(path, (unfinished) => writeFile(unfinished, html, { mode: 0o600 }));
  return path;
}

async function makeFolder(folder: string): Promise<void> {
  const mode = 0o700;
  await mkdir(folder, { recursive: true, mode }).catch(async (error: unknown) => {
    // on a file system that is read-only, Node's recursive mkdir says ENOENT; a single one says EROFS
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    await mkdir(folder, { mode });
  });
}
