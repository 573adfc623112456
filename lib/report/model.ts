import type { TopLevelSpec } from 'vega-lite' with { 'resolution-mode': 'import' };
import type { Failure, NightProblem, PublishedNight } from '../night';
import type { Series } from './chart';
import type { KeptRows } from './rows';

/** The content of a report, ready to be written. */
export interface ReportModel {
  /** Name of the table. */
  readonly table: string;
  readonly database: string;
  readonly date: string;
  readonly timeZone: string;
  readonly verdict: Verdict;
  readonly problems: readonly NightProblem[];
  /** Undefined where no export was registered. */
  readonly files: FilesModel | Unread | undefined;
  readonly growth: GrowthModel;
  /** Undefined for a night that was not published. */
  readonly drift: DriftModel | Unread | undefined;
  readonly answers: readonly AnswerModel[];
}

/** Facts that could not be read, and what the engine said. */
export interface Unread {
  readonly error: string;
}

/** What came of the night. */
export type Verdict =
  | { readonly kind: 'published'; readonly night: PublishedNight; readonly previous: PublishedNight | undefined }
  | {
      readonly kind: 'failed';
      readonly failure: Failure;
      readonly exportId: string | undefined;
      /** What analysts read meanwhile. */
      readonly newest: PublishedNight | undefined;
    };

/** A data file beside what the manifest says of it. */
export interface FileCount {
  readonly file: string;
  /** Items according to the manifest; undefined for a file that it does not list. */
  readonly listed: number | undefined;
  readonly lines: number;
  readonly items: number;
  readonly state: 'as listed' | 'not as listed';
}

export interface FilesModel {
  /** Those that are wrong first. */
  readonly files: readonly FileCount[];
  readonly total: number;
  readonly wrong: number;
  readonly listedItems: number;
  readonly items: number;
}

/** Nights and how many more items each has than the one before. */
export interface GrowthModel {
  /** The newest first. */
  readonly nights: readonly (PublishedNight & {
    readonly more: number | undefined;
    /** Whether it is the first one of a table that was made anew under its name. */
    readonly isOfNewTable: boolean;
  })[];
  /** Dates in between without a night, the newest last. */
  readonly missing: readonly string[];
  readonly chart: ChartModel | undefined;
}

/** An attribute of one type, in this night and the one before. */
export interface AttributeDrift {
  readonly attribute: string;
  readonly type: string;
  readonly now: number;
  readonly before: number;
  readonly example: string | undefined;
  readonly state: 'new' | 'gone' | 'there';
}

export interface DriftModel {
  readonly previousDate: string | undefined;
  /** That this night and the one before are those of two tables, where they are. */
  readonly twoTables: string | undefined;
  /** What is new and what is gone first. */
  readonly attributes: readonly AttributeDrift[];
  readonly total: number;
}

/** A drawing to be made, for a wide and for a narrow screen. */
export interface ChartModel {
  readonly title: string;
  /** For those who do not see it. */
  readonly description: string;
  readonly wide: TopLevelSpec;
  readonly narrow: TopLevelSpec;
  /** Empty where there is one series. */
  readonly legend: readonly Series[];
}

/** A saved query with its answer. */
export interface AnswerModel {
  /** File name without `.sql`. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** Values that its question marks were given. */
  readonly parameters: readonly string[];
  readonly sql: string;
  /** Of a comparison: that the two nights are those of two tables, where they are. */
  readonly twoTables: string | undefined;
  readonly outcome: KeptRows | Unread;
  readonly chart: ChartModel | { readonly problem: string } | undefined;
}

/** All drawings of a report. */
export function chartsOf({ growth, answers }: ReportModel): ChartModel[] {
  return [growth.chart, ...answers.map(({ chart }) => chart)].filter(
    (chart): chart is ChartModel => chart !== undefined && 'wide' in chart,
  );
}
