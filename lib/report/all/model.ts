import type { ChartModel } from '../model';

/** What is known of a night beside its partition, where a place knows it. */
export interface NightNumbers {
  /** Of its data files, or billed for its export. */
  readonly bytes?: number | undefined;
  /** From the begin of its execution to its end. */
  readonly seconds?: number | undefined;
  /** By the query that validated it. */
  readonly bytesScanned?: number | undefined;
  /** USD. */
  readonly cost?: number | undefined;
}

/** A night in the list of all. */
export interface IndexedNight extends NightNumbers {
  readonly date: string;
  readonly isPublished: boolean;
  /** Undefined of one that was not published; NaN where its partition does not say it. */
  readonly items: number | undefined;
  /** Than the published night before. */
  readonly more: number | undefined;
  readonly inserted: number | undefined;
  readonly updated: number | undefined;
  readonly deleted: number | undefined;
  readonly madeOf: 'full export' | 'changes' | undefined;
  readonly warnings: number | undefined;
  /** What each check of its validation found, as far as that is a number. */
  readonly found: Readonly<Record<string, number>>;
}

/** All nights of a table, and how its numbers went. */
export interface IndexModel {
  readonly table: string;
  readonly database: string;
  /** The newest first. */
  readonly nights: readonly IndexedNight[];
  /** Dates between published nights that have none, the newest last. */
  readonly missing: readonly string[];
  readonly trends: readonly ChartModel[];
}
