import { basename, relative, sep } from 'node:path';
import {
  exportLayout,
  type ExportLayout,
  isExportId,
  layoutOfKey,
  type ManifestFile,
  parseExportArn,
  parseManifestFiles,
  withSharedData,
} from '../../export';
import {
  isWindowManifest,
  ManifestError,
  type ManifestSummary,
  parseManifestSummary,
  parseWindowManifest,
  tableArnIn,
  type WindowManifest,
} from '../../night';
import { type DownloadedFile, requireInside, textOf } from './downloaded-files';

/** Which export a downloaded one is, and what its manifests say. */
export interface ExportIdentity {
  readonly layout: ExportLayout;
  /** What the manifest-summary.json of a full export says; undefined if that cannot be used. */
  readonly summary: ManifestSummary | undefined;
  /** What that of an incremental one says, if it can be used. */
  readonly window: WindowManifest | undefined;
  /** Whether it has the changes of a time, whatever else its manifest says. */
  readonly isIncremental: boolean;
  /** Why its manifest-summary.json cannot be used, `Manifest.Missing` where there is none. */
  readonly refused: ManifestError | undefined;
  /** The table that manifest-summary.json names, one that is refused too. */
  readonly tableArn: string | undefined;
}

/**
 * What the manifests say. Where neither can be read, the layout follows from the place of the folder in what was given.
 *
 * @throws ImportError `Import.KeyOutside`, `Import.TooLarge`
 */
export async function identifyExport(
  files: readonly DownloadedFile[],
  folder: string,
  root: string,
): Promise<ExportIdentity & { readonly listed: readonly ManifestFile[] }> {
  const summaryText = await textIn(files, 'manifest-summary.json');
  const isIncremental = summaryText.text !== undefined && isWindowManifest(summaryText.text);
  const { value: summary, refused } = isIncremental ? {} : readable(summaryText, parseManifestSummary);
  const { value: window, refused: windowRefused } = isIncremental ? readable(summaryText, parseWindowManifest) : {};
  const { value: listed } = readable(await textIn(files, 'manifest-files.json'), parseManifestFiles);
  const manifest = summary ?? window;
  // the list of an incremental export names a folder that several share
  const key = manifest?.manifestFilesS3Key ?? listed?.[0]?.dataFileS3Key;
  if (key !== undefined) requireInside(key, manifest ? 'manifest-summary.json' : 'manifest-files.json');
  const found = key === undefined ? undefined : layoutOfKey(key);
  const layout = found && isExportId(found.exportId) ? found : layoutByPlace(folder, root, manifest);
  return {
    layout: isIncremental ? withSharedData(layout) : layout,
    isIncremental,
    summary,
    window,
    refused: refused ?? windowRefused,
    tableArn: manifest?.tableArn ?? (summaryText.text === undefined ? undefined : tableArnIn(summaryText.text)),
    listed: listed ?? [],
  };
}

function layoutByPlace(
  folder: string,
  root: string,
  manifest: Pick<ManifestSummary, 'exportArn' | 's3Prefix'> | undefined,
): ExportLayout {
  const exportId = (manifest && parseExportArn(manifest.exportArn)?.exportId) ?? basename(folder);
  const inside = relative(root, folder).split(sep);
  const prefix = inside.slice(0, Math.max(inside.lastIndexOf('AWSDynamoDB'), 0)).join('/');
  return exportLayout(manifest?.s3Prefix ?? prefix, exportId);
}

/** A text of a download, and its path for errors. */
interface FoundText {
  readonly path: string;
  readonly text: string | undefined;
}

async function textIn(files: readonly DownloadedFile[], name: string): Promise<FoundText> {
  const file = files.find((each) => each.name === name);
  return { path: file?.path ?? name, text: file && (await textOf(file)) };
}

function readable<T>(
  { path, text }: FoundText,
  parse: (text: string | undefined, file: string) => T,
): { readonly value?: T; readonly refused?: ManifestError } {
  try {
    return { value: parse(text, path) };
  } catch (error) {
    if (error instanceof ManifestError) return { refused: error };
    throw error;
  }
}
