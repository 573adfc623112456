import type { TopLevelSpec } from 'vega-lite' with { 'resolution-mode': 'import' };
import type { Failure, NightProblem, PublishedNight } from '../night';
import type { ChartData, Series } from './chart';
import type { NoAnswer, Spent } from './outcome';
import type { KeptRows } from './rows';

/** The content of a report, ready to be written. */
export interface ReportModel {
  /** Name of the table. */
  readonly table: string;
  readonly database: string;
  readonly date: string;
  readonly timeZone: string;
  readonly verdict: Verdict;
  /** What a person should look at, a sentence each; empty where nothing is wrong and nothing unusual. */
  readonly lookAt: readonly string[];
  readonly problems: readonly ComparedProblem[];
  /** What differs from the night before; undefined for a night that was not published, or has none before. */
  readonly changes: ChangesModel | undefined;
  /** Name and text of what the night was made of. */
  readonly origin: readonly (readonly [name: string, text: string])[];
  /** Undefined where no export was registered. */
  readonly files: FilesModel | Unread | undefined;
  /** Undefined in a page that is one of all nights, where the index has it. */
  readonly growth: GrowthModel | undefined;
  /** Undefined for a night that was not published. */
  readonly drift: DriftModel | Unread | undefined;
  readonly answers: readonly AnswerModel[];
  /** What the answers took; undefined where nothing was asked. */
  readonly spent: Spent | undefined;
}

/** Facts that are not there, and why. */
export type Unread = NoAnswer;

/** A problem of the night, beside what the night before had. */
export interface ComparedProblem extends NightProblem {
  /** What the same check found in the night before; undefined where it found nothing, or there is no such night. */
  readonly before: string | undefined;
}

/** What differs between a night and the one before. */
export interface ChangesModel {
  readonly previousDate: string;
  /** That they are those of two tables, where they are. */
  readonly twoTables: string | undefined;
  /** Items; undefined where nothing that was asked counts them. */
  readonly counts: { readonly inserted: number; readonly updated: number; readonly deleted: number } | undefined;
  /** `attribute, change, items, example, before, after` of the items that both nights have; undefined where it was not asked. */
  readonly attributes: KeptRows | Unread | undefined;
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

/** The last nights and how many more items each has than the one before. */
export interface GrowthModel {
  /** Number of all nights up to the last. */
  readonly total: number;
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
  /** Of the files that its numbers and its drawing are saved in, without an ending. */
  readonly file: string;
  /** What is drawn, as a table. */
  readonly data: ChartData;
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
  return [growth?.chart, ...answers.map(({ chart }) => chart)].filter(
    (chart): chart is ChartModel => chart !== undefined && 'wide' in chart,
  );
}
