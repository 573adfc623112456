import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { glueName } from '../config';
import type { Report } from '../report';
import { writeWholeFile } from './whole-file';

/** Where a report goes that nobody gave a place: in a folder of nights into `reports`. */
export function reportFile({ model }: Report, folder: string | undefined): string {
  const name = `${glueName(model.table)}-${model.date}.html`;
  return folder === undefined ? name : join(folder, 'reports', name);
}

/** Writes a report. @returns its absolute path */
export async function writeReport({ html }: Report, file: string): Promise<string> {
  const path = resolve(file);
  await mkdir(dirname(path), { recursive: true });
  await writeWholeFile(path, (unfinished) => writeFile(unfinished, html));
  return path;
}
