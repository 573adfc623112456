import { ChartDrawer } from './chart';
import { gather, type ReportOptions, type ReportSource } from './gather';
import { renderReport, type Drawn } from './html';
import { chartsOf, type ChartModel, type ReportModel } from './model';
import { reportModel } from './report-model';

/** A written report. */
export interface Report {
  readonly model: ReportModel;
  readonly html: string;
}

/**
 * The report of one night, as one HTML file.
 *
 * @throws NoSuchNightError, Error naming the saved query whose chart cannot be read
 */
export async function report(source: ReportSource, options: ReportOptions): Promise<Report> {
  const drawer = new ChartDrawer();
  try {
    const model = reportModel(await gather(source, options));
    return { model, html: renderReport(model, await drawings(drawer, chartsOf(model))) };
  } finally {
    await drawer.close();
  }
}

/** Draws charts, each for a wide and a narrow screen. */
export async function drawings(drawer: ChartDrawer, charts: readonly ChartModel[]): Promise<Map<ChartModel, Drawn>> {
  const svgs = await drawer.draw(charts.flatMap(({ wide, narrow }) => [wide, narrow]));
  return new Map(
    charts.map((chart, index) => [chart, { wide: svgs[2 * index] ?? '', narrow: svgs[2 * index + 1] ?? '' }]),
  );
}
