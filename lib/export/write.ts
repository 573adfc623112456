import type { Writable } from 'node:stream';
import { formatManifestSummary, FULL_EXPORT_VERSION, type ManifestSummary } from '../night';
import { md5Base64 } from './checksum';
import { DataFileWriter } from './data-file';
import type { ExportLayout } from './layout';
import { checksumKeys, newDataFileKey } from './layout';
import { exportLine, type Item } from './line';
import { formatManifestFiles, type ManifestFile } from './manifest-files';

/** Takes the objects of an export. */
export interface ExportWriter {
  put(key: string, body: string): Promise<void>;
  /** A stream whose object exists, whole, once it has finished; destroyed before, it leaves nothing. */
  createWriteStream(key: string): Writable;
}

/** What the manifest summary says beyond what writing finds out. */
export type ExportFacts = Omit<
  ManifestSummary,
  'version' | 'manifestFilesS3Key' | 'billedSizeBytes' | 'itemCount' | 'outputFormat'
>;

export interface WriteExportOptions {
  readonly layout: ExportLayout;
  readonly facts: ExportFacts;
  /** Number of data files: one for each of the table's internal partitions. */
  readonly files: number;
  /** The data file of an item, from 0 to `files - 1`. */
  readonly partitionOf: (item: Readonly<Item>) => number;
  /** Numbers in [0, 1) for the data files' names. */
  readonly random: () => number;
}

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
  const { files, bytes } = await writeDataFiles(writer, items, options);
  const summary: ManifestSummary = {
    version: FULL_EXPORT_VERSION,
    ...facts,
    manifestFilesS3Key: layout.manifestFiles,
    billedSizeBytes: bytes,
    itemCount: files.reduce((total, file) => total + file.itemCount, 0),
    outputFormat: 'DYNAMODB_JSON',
  };
  await putWithChecksum(writer, layout.manifestFiles, formatManifestFiles(files));
  await putWithChecksum(writer, layout.manifestSummary, formatManifestSummary(summary));
  return { summary, files };
}

async function writeDataFiles(
  writer: ExportWriter,
  items: AsyncIterable<Readonly<Item>>,
  { layout, files: count, partitionOf, random }: WriteExportOptions,
): Promise<{ files: ManifestFile[]; bytes: number }> {
  const files = Array.from({ length: count }, () => {
    const key = newDataFileKey(layout, random);
    return new DataFileWriter(key, writer.createWriteStream(key));
  });
  let bytes = 0;
  try {
    for await (const item of items) {
      const partition = partitionOf(item);
      const file = files[partition];
      if (!file) throw new RangeError(`partitionOf gave ${partition}; expected 0 to ${count - 1}`);
      const line = exportLine(item);
      bytes += Buffer.byteLength(line);
      await file.add(line);
    }
    return { files: await Promise.all(files.map((file) => file.close())), bytes };
  } catch (error) {
    await Promise.all(files.map((file) => file.abort(error as Error)));
    throw error;
  }
}

async function putWithChecksum(writer: ExportWriter, key: string, body: string): Promise<void> {
  await writer.put(key, body);
  await writer.put(checksumKeys(key)[0], md5Base64(body));
}
