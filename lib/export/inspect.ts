import { amount } from '../amount';
import {
  isWindowManifest,
  ManifestError,
  parseManifestSummary,
  parseWindowManifest,
  type WindowManifest,
} from '../night';
import { inParallel } from '../in-parallel';
import { openGunzip } from './gunzip';
import { CHANGE_CHECKS, inspectChanges } from './inspect-changes';
import type { ExportLayout } from './layout';
import { type ManifestFile, parseManifestFiles } from './manifest-files';
import { BYTE_CHECKS, type ExportReader, type VerificationFinding, verifyExport, type VerifyOptions } from './verify';

/** An {@link ExportReader} that also gives the bytes of an object, which only files that are not as listed need. */
export interface ExportInspector extends ExportReader {
  open(key: string): AsyncIterable<Uint8Array>;
}

/**
 * What an inspection can find: what a byte check does, what the lines of a changed file tell, and that an export of a night
 * is not there at all.
 */
export const INSPECTION_CHECKS = [
  ...BYTE_CHECKS,
  'export_missing',
  'file_truncated',
  'file_unreadable',
  'item_count',
  ...CHANGE_CHECKS,
] as const;

type InspectionCheck = (typeof INSPECTION_CHECKS)[number];

/** What is wrong with an export, where the bytes of a changed file tell more than its md5. */
export type InspectionFinding = Omit<VerificationFinding, 'check'> & {
  readonly check: InspectionCheck;
  /** Whether a night is made of the export all the same. @default false */
  readonly isHarmless?: boolean;
};

/** What was read of an export, and what is wrong with it. */
export interface Inspection {
  readonly findings: readonly InspectionFinding[];
  /** Data files that were read. */
  readonly files: number;
  /** Bytes of the data files that were read. */
  readonly bytes: number;
  /** Items, or changes, that the list of data files counts; undefined where it cannot be read. */
  readonly items: number | undefined;
  /** Whether it has the changes of a time. */
  readonly isIncremental: boolean;
}

/**
 * {@link verifyExport}, and for a person: the items of the two manifests compared, and of every changed file whether it
 * was cut off, and after how many items. Files of a full export that are as listed are read once and never decompressed; of
 * an incremental one the lines are read, and those named that are no change of its window.
 */
export async function inspectExport(
  reader: ExportInspector,
  layout: ExportLayout,
  options: VerifyOptions = {},
): Promise<Inspection> {
  const { findings, files, bytes } = await verifyExport(reader, layout, options);
  const text = await reader.text(layout.manifestSummary);
  const isIncremental = text !== undefined && isWindowManifest(text);
  const window = isIncremental
    ? await usable(async () => parseWindowManifest(text, layout.manifestSummary))
    : undefined;
  const summary = window ?? (await usable(async () => parseManifestSummary(text, layout.manifestSummary)));
  const filesKey = summary?.manifestFilesS3Key ?? layout.manifestFiles;
  const listed = await usable(async () => parseManifestFiles(await reader.text(filesKey), filesKey));
  const items = listed?.reduce((total, { itemCount }) => total + itemCount, 0);
  const explained: InspectionFinding[] = [];
  for (const finding of findings) explained.push(await explain(reader, finding, listed ?? []));
  if (summary && items !== undefined && summary.itemCount !== items)
    explained.push({
      check: 'item_count',
      file: filesKey,
      expected: `${amount(summary.itemCount, 'item')}, as manifest-summary.json says`,
      found: amount(items, 'item'),
    });
  if (window) explained.push(...(await inspectLines(reader, window, listed ?? [], findings, options)));
  return { findings: explained, files, bytes, items, isIncremental };
}

/** What is wrong with the lines of an incremental export. */
async function inspectLines(
  reader: ExportInspector,
  window: WindowManifest,
  listed: readonly ManifestFile[],
  known: readonly VerificationFinding[],
  { concurrency = 2 }: VerifyOptions,
): Promise<InspectionFinding[]> {
  const isKnown = (file: string, ...checks: readonly string[]) =>
    known.some((finding) => finding.file === file && checks.includes(finding.check));
  const files = [...new Map(listed.map((file) => [file.dataFileS3Key, file])).values()].filter(
    ({ dataFileS3Key: key }) => !isKnown(key, 'file_missing'),
  );
  const found: InspectionFinding[][] = [];
  await inParallel(files.entries(), concurrency, async ([index, { dataFileS3Key: file, itemCount }]) => {
    const { findings, lines, problem } = await inspectChanges(file, reader.open(file), window);
    found[index] = [...findings];
    if (isKnown(file, 'file_changed')) return;
    if (problem !== undefined) found[index].push({ check: 'file_unreadable', file, expected: 'gzip', found: problem });
    else if (lines !== itemCount)
      found[index].push({
        check: 'item_count',
        file,
        expected: amount(itemCount, 'line'),
        found: amount(lines, 'line'),
      });
  });
  return found.flat();
}

async function usable<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof ManifestError) return undefined; // verifyExport has named it
    throw error;
  }
}

async function explain(
  reader: ExportInspector,
  finding: VerificationFinding,
  listed: readonly ManifestFile[],
): Promise<InspectionFinding> {
  if (finding.check !== 'file_changed') return finding;
  const expected = listed.find(({ dataFileS3Key }) => dataFileS3Key === finding.file)?.itemCount ?? 0;
  const { items, problem } = await readLines(reader.open(finding.file));
  const count = `${items} of ${amount(expected, 'item')}`;
  if (problem === 'unexpected end of file')
    return { ...finding, check: 'file_truncated', found: `${finding.found}, the file ends after ${count}` };
  return { ...finding, found: `${finding.found}, ${problem === undefined ? count : `${problem} after ${count}`}` };
}

/** Counts the lines of a gzip file up to where it cannot be read, and says why it ends there. */
async function readLines(
  bytes: AsyncIterable<Uint8Array>,
): Promise<{ readonly items: number; readonly problem: string | undefined }> {
  const gunzip = openGunzip();
  let items = 0;
  gunzip.on('data', (chunk: Buffer) => {
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) items++;
  });
  const ended = new Promise<string | undefined>((resolve) => {
    gunzip.once('end', () => {
      resolve(undefined);
    });
    gunzip.once('error', (error) => {
      resolve(error.message);
    });
  });
  let empty = true;
  for await (const chunk of bytes) {
    empty &&= chunk.byteLength === 0;
    if (gunzip.destroyed) break;
    if (!gunzip.write(chunk)) await Promise.race([ended, new Promise((resolve) => gunzip.once('drain', resolve))]);
  }
  gunzip.end();
  const problem = await ended;
  return { items, problem: empty ? 'unexpected end of file' : problem };
}
