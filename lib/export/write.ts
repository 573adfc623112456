import type { Writable } from 'node:stream';
import {
  formatManifestSummary,
  formatWindowManifest,
  FULL_EXPORT_VERSION,
  INCREMENTAL_EXPORT_VERSION,
  WINDOW_VIEW,
  type ManifestSummary,
  type WindowManifest,
} from '../night';
import { md5Base64 } from './checksum';
import { DataFileWriter } from './data-file';
import type { ExportLayout } from './layout';
import { checksumKeys, newDataFileKey } from './layout';
import { changeLine, exportLine, type Item, type ItemChangeRecord } from './line';
import { formatManifestFiles, type ManifestFile } from './manifest-files';

/** Takes the objects of an export. */
export interface ExportWriter {
  put(key: string, body: string): Promise<void>;
  /** A stream whose object exists, whole, once it has finished; destroyed before, it leaves nothing. */
  createWriteStream(key: string): Writable;
}

type FoundByWriting = 'version' | 'manifestFilesS3Key' | 'billedSizeBytes' | 'itemCount' | 'outputFormat';

/** What the manifest summary says beyond what writing finds out. */
export type ExportFacts = Omit<ManifestSummary, FoundByWriting>;

/** What the manifest summary of an incremental export says beyond that. */
export type WindowFacts = Omit<WindowManifest, FoundByWriting>;

interface WriteOptions<Facts> {
  readonly layout: ExportLayout;
  readonly facts: Facts;
  /** Number of data files: one for each of the table's internal partitions. */
  readonly files: number;
  /** The data file of an item, from 0 to `files - 1`. */
  readonly partitionOf: (item: Readonly<Item>) => number;
  /** Numbers in [0, 1) for the data files' names. */
  readonly random: () => number;
}

export type WriteExportOptions = WriteOptions<ExportFacts>;

export type WriteIncrementOptions = WriteOptions<WindowFacts>;

/** The least that DynamoDB bills for an incremental export, in bytes; recorded of one without a change. */
export const LEAST_BILLED_BYTES = 10_000_000;

/** An export that was written. */
export interface WrittenExport {
  readonly summary: ManifestSummary;
  readonly files: readonly ManifestFile[];
}

/**
 * Writes items as a full export in AWS's layout: `_started`, the data files, both manifests and their md5. The items
 * are read as fast as they can be stored; memory does not grow with their number. `billedSizeBytes` is the length of
 * the lines: close to what DynamoDB bills for a large table (it says 0 for toys).
 */
export async function writeExport(
  writer: ExportWriter,
  items: AsyncIterable<Readonly<Item>>,
  options: WriteExportOptions,
): Promise<WrittenExport> {
  const { layout, facts } = options;
  await writer.put(layout.started, '');
  const { files, bytes, records } = await writeDataFiles(writer, linesOf(items), options);
  const summary: ManifestSummary = {
    version: FULL_EXPORT_VERSION,
    ...facts,
    manifestFilesS3Key: layout.manifestFiles,
    billedSizeBytes: bytes,
    itemCount: records,
    outputFormat: 'DYNAMODB_JSON',
  };
  await putWithChecksum(writer, layout.manifestFiles, formatManifestFiles(files));
  await putWithChecksum(writer, layout.manifestSummary, formatManifestSummary(summary));
  return { summary, files };
}

/** An incremental export that was written. */
export interface WrittenIncrement {
  readonly summary: WindowManifest;
  readonly files: readonly ManifestFile[];
}

/**
 * Writes the changes of a window as an incremental export in AWS's layout, as {@link writeExport} does a full one.
 * `billedSizeBytes` is the length of the lines, and at least {@link LEAST_BILLED_BYTES}.
 */
export async function writeIncrement(
  writer: ExportWriter,
  records: AsyncIterable<ItemChangeRecord>,
  options: WriteIncrementOptions,
): Promise<WrittenIncrement> {
  const { layout, facts } = options;
  await writer.put(layout.started, '');
  const lines = changeLinesOf(records, facts.outputView === WINDOW_VIEW);
  const { files, bytes, records: count } = await writeDataFiles(writer, lines, options);
  const summary: WindowManifest = {
    version: INCREMENTAL_EXPORT_VERSION,
    ...facts,
    manifestFilesS3Key: layout.manifestFiles,
    billedSizeBytes: Math.max(bytes, LEAST_BILLED_BYTES),
    itemCount: count,
    outputFormat: 'DYNAMODB_JSON',
  };
  await putWithChecksum(writer, layout.manifestFiles, formatManifestFiles(files));
  await putWithChecksum(writer, layout.manifestSummary, formatWindowManifest(summary));
  return { summary, files };
}

/** A line, and the item that says which data file it belongs to. */
interface Line {
  readonly item: Readonly<Item>;
  readonly text: string;
}

async function* linesOf(items: AsyncIterable<Readonly<Item>>): AsyncGenerator<Line> {
  for await (const item of items) yield { item, text: exportLine(item) };
}

async function* changeLinesOf(records: AsyncIterable<ItemChangeRecord>, withOld: boolean): AsyncGenerator<Line> {
  for await (const record of records) yield { item: record.keys, text: changeLine(record, withOld) };
}

async function writeDataFiles(
  writer: ExportWriter,
  lines: AsyncIterable<Line>,
  { layout, files: count, partitionOf, random }: WriteOptions<unknown>,
): Promise<{ files: ManifestFile[]; bytes: number; records: number }> {
  const files = Array.from({ length: count }, () => {
    const key = newDataFileKey(layout, random);
    return new DataFileWriter(key, writer.createWriteStream(key));
  });
  let [bytes, records] = [0, 0];
  try {
    for await (const { item, text } of lines) {
      const partition = partitionOf(item);
      const file = files[partition];
      if (!file) throw new RangeError(`partitionOf gave ${partition}; expected 0 to ${count - 1}`);
      bytes += Buffer.byteLength(text);
      records++;
      await file.add(text);
    }
    return { files: await Promise.all(files.map((file) => file.close())), bytes, records };
  } catch (error) {
    await Promise.all(files.map((file) => file.abort(error as Error)));
    throw error;
  }
}

async function putWithChecksum(writer: ExportWriter, key: string, body: string): Promise<void> {
  await writer.put(key, body);
  await writer.put(checksumKeys(key)[0], md5Base64(body));
}
