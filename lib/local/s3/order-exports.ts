import type { ManifestSummary, WindowManifest } from '../../night';
import type { DownloadedExport } from './find-export';
import { ImportError } from './import-error';
import { pathText } from '../../path-text';

/** A full export that nights of changes can follow. */
interface FullExport extends DownloadedExport {
  readonly summary: ManifestSummary;
}

/** An incremental export that can be used. */
interface Increment extends DownloadedExport {
  readonly window: WindowManifest;
}

/**
 * Puts a full export and the incremental ones that follow it into their order, whatever the order in which they were given:
 * the changes of each begin where the one before ends, without a gap.
 *
 * @returns the full one first
 * @throws ImportError where they are not one chain; ManifestError of the first manifest that is refused
 */
export function orderExports(found: readonly DownloadedExport[]): readonly [DownloadedExport, ...DownloadedExport[]] {
  refuseSame(found);
  const fulls = found.filter(({ isIncremental }) => !isIncremental);
  const [full] = fulls;
  if (full === undefined)
    throw new ImportError(
      'Import.NoFullExport',
      `${list(found)}: only changes of a time, which need the full export that they follow: give it, too, with --export.`,
    );
  if (found.length === 1) return [full];
  // one whose manifest cannot be read need be no full export
  const [usable] = fulls.map(requireSummary) as [FullExport];
  if (fulls.length > 1)
    throw new ImportError(
      'Import.SeveralFullExports',
      `${list(fulls)}: full exports, of which one can be the beginning; the others must be incremental ones.`,
    );
  const increments = found.filter((each) => each !== full).map(requireWindow);
  increments.sort((a, b) => Date.parse(a.window.exportFromTime) - Date.parse(b.window.exportFromTime));
  for (const increment of increments) refuseOtherTable(usable, increment);
  let [before, end] = [usable.directory, usable.summary.exportTime];
  for (const { directory, window } of increments) {
    refuseGap({ before, end }, directory, window);
    [before, end] = [directory, window.exportToTime];
  }
  return [full, ...increments];
}

function refuseSame(found: readonly DownloadedExport[]): void {
  for (const [index, one] of found.entries()) {
    const other = found.slice(index + 1).find(({ layout }) => layout.exportId === one.layout.exportId);
    if (other)
      throw new ImportError(
        'Import.SameExport',
        `${pathText(one.directory)} and ${pathText(other.directory)} are the same export, ${one.layout.exportId}: give it once.`,
      );
  }
}

function requireSummary(full: DownloadedExport): FullExport {
  const { summary, refused } = full;
  if (summary) return { ...full, summary };
  throw refused ?? new Error(`${pathText(full.directory)} has no manifest`);
}

function requireWindow(increment: DownloadedExport): Increment {
  const { window, refused } = increment;
  if (window) return { ...increment, window };
  throw refused ?? new Error(`${pathText(increment.directory)} has no manifest`);
}

function refuseOtherTable(full: FullExport, { directory, window }: Increment): void {
  const refuse = (why: string) =>
    new ImportError(
      'Import.OtherTable',
      `${pathText(directory)} is an export of another table than the full export ${pathText(full.directory)}: ${why}.`,
    );
  if (window.tableArn !== full.summary.tableArn)
    throw refuse(`it is of ${window.tableArn}, the full export of ${full.summary.tableArn}`);
  const [mine, others] = [window.tableId, full.summary.tableId];
  if (typeof mine === 'string' && typeof others === 'string' && mine !== others)
    throw refuse(
      `the table was deleted and made anew under its name, as its tableId is ${mine}, that of the full export ${others}`,
    );
}

function refuseGap(
  { before, end }: { readonly before: string; readonly end: string },
  directory: string,
  { exportFromTime, exportToTime }: WindowManifest,
): void {
  const [from, to] = [Date.parse(exportFromTime), Date.parse(end)];
  if (from > to)
    throw new ImportError(
      'Import.WindowMissing',
      `The changes from ${end}, where ${pathText(before)} ends, to ${exportFromTime}, where ${pathText(directory)} begins, are missing: give the export that has them.`,
    );
  if (from < to)
    throw new ImportError(
      'Import.WindowsOverlap',
      `${pathText(directory)} has the changes from ${exportFromTime} to ${exportToTime}, but ${pathText(before)} has the items of ${end}: changes begin at the very time that the export before is of. DynamoDB exports the items of a whole second with --export-time.`,
    );
}

function list(found: readonly DownloadedExport[]): string {
  return found.map(({ directory }) => pathText(directory)).join(', ');
}
