import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { resources } from '../../config';
import { ChartDrawer } from '../chart';
import {
  datesOf,
  gather,
  gatherCatalogued,
  readCatalogued,
  type Catalogued,
  type Gathered,
  type ReportOptions,
  type ReportSource,
} from '../gather';
import { exportIdOf, linkAgain, renderReport, type Neighbours } from '../html';
import { renderIndex } from '../html/nights-page';
import { chartsOf, type ReportModel } from '../model';
import { drawings } from '../report';
import { writePage } from '../report-file';
import { reportModel } from '../report-model';
import { notPublished } from '../validate-again';
import { indexModel } from './index-model';
import type { IndexModel, NightNumbers } from './model';

/** What the pages of all nights are made from. */
export interface AllNightsOptions extends Omit<ReportOptions, 'date' | 'failure'> {
  /** Where the pages go. */
  readonly folder: string;
  /** How many of the newest nights are asked; of the others the pages have what the catalog says. */
  readonly asked: number;
  /** What else is known of nights, by their dates. */
  readonly numbers: ReadonlyMap<string, NightNumbers>;
  /** Called with how many pages of nights are written, and of how many. */
  readonly onPage?: (written: number, of: number) => void;
}

/** What was written. */
export interface WrittenNights {
  readonly index: IndexModel;
  /** Absolute path of the index. */
  readonly file: string;
  /** The reports of the nights that were asked, the newest first. */
  readonly reports: readonly ReportModel[];
}

/**
 * Writes a page for each night of a table, with links to those beside it, and an index of them. A page with answers that is
 * there already, of the same export, is kept, and linked anew; so those who write them every morning have answers for every
 * night, and each night is asked once.
 *
 * @throws NoSuchNightError where there is no night; Error naming the saved query whose chart cannot be read
 */
export async function writeAllNights(source: ReportSource, options: AllNightsOptions): Promise<WrittenNights> {
  const { config, table, folder, asked, numbers } = options;
  const names = resources(config, table);
  const drawer = new ChartDrawer();
  try {
    const catalogued = await readCatalogued(source, names);
    const dates = datesOf(catalogued);
    const there = await existingPages(folder);
    const reports: ReportModel[] = [];
    for (const [index, date] of dates.entries()) {
      const neighbours = { previous: dates[index - 1], next: dates[index + 1] };
      const file = join(folder, `${date}.html`);
      if (dates.length - index <= asked) {
        const model = reportModel(await gather(source, { ...options, date }, catalogued), true);
        reports.unshift(model);
        await writePage(renderReport(model, await drawings(drawer, chartsOf(model)), neighbours), file);
      } else {
        const known = withFailure(gatherCatalogued(options, catalogued, date), catalogued, options);
        const before = there.has(`${date}.html`) ? await readFile(file, 'utf8') : undefined;
        const page = pageOf(known, before, neighbours);
        if (page !== before) await writePage(page, file);
      }
      options.onPage?.(index + 1, dates.length);
    }
    // asked nothing of, so that an empty table says so
    if (dates.length === 0) await gather(source, { ...options }, catalogued);
    const index = indexModel({ config, table, names }, catalogued, numbers);
    const file = await writePage(renderIndex(index, await drawings(drawer, index.trends)), join(folder, 'index.html'));
    return { index, file, reports };
  } finally {
    await drawer.close();
  }
}

/** With what the catalog alone says of a night that was not published. */
function withFailure(
  known: Gathered,
  { nights }: Catalogued,
  { notPublishedRemedy }: Pick<AllNightsOptions, 'notPublishedRemedy'>,
): Gathered {
  if (nights.some(({ exportDate }) => exportDate === known.date)) return known;
  return { ...known, failure: notPublished(known.names, known.registered, known.date, notPublishedRemedy) };
}

/** A page with what the catalog says, or the one that is there where it says more. */
function pageOf(known: Gathered, before: string | undefined, neighbours: Neighbours): string {
  const model = reportModel(known, true);
  const isKept = before?.includes(` data-night="${exportIdOf(model)}" data-asked="yes"`) === true;
  return isKept ? linkAgain(before, neighbours) : renderReport(model, new Map(), neighbours);
}

async function existingPages(folder: string): Promise<ReadonlySet<string>> {
  try {
    return new Set(await readdir(folder));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Set();
    throw error;
  }
}
