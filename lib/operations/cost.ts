import { GIGABYTE, PRICES } from './prices';

/** What a table is like, of which nights are to be made. */
export interface CostedTable {
  /** In the GB that DynamoDB bills. */
  readonly gigabytes: number;
  /** The part of its items that is changed in a day: 0.02 for 2 %. */
  readonly changes: number;
  /** Items; without it a change is counted by the size of the items alone. */
  readonly items?: number | undefined;
  /** How often a night of changes is compared with a full export. */
  readonly reconcile: keyof typeof RECONCILED_A_MONTH;
  /** Checks in queries/checks. */
  readonly checks: number;
}

/** The kinds of nights: a full export as lines or as Parquet, or the night before and the changes since. */
export const NIGHT_KINDS = ['lines', 'columnar', 'changes'] as const;

export type NightKind = (typeof NIGHT_KINDS)[number];

/** What a night costs and a month of them, in USD. */
export interface NightCost {
  readonly dynamoDb: number;
  readonly athena: number;
  readonly transitions: number;
  readonly night: number;
  /** Thirty nights, without what reconciles them. */
  readonly nights: number;
  /** The full exports of a month that nights of changes are compared with. */
  readonly reconciling: number;
  readonly recovery: number;
  /** All of a month but the nights that are kept. */
  readonly month: number;
  /** A month of a night that is kept in S3. */
  readonly kept: number;
  /** GB that Athena reads for a night. */
  readonly gigabytesRead: number;
}

const NIGHTS_OF_A_MONTH = 30;
const RECONCILED_A_MONTH = { weekly: NIGHTS_OF_A_MONTH / 7, monthly: 1, never: 0 };

/** An export's lines to their size as gzip: the sample orders' (586 MB to 82 MB). */
export const GZIP = 7;

/** A night's Parquet to the gzip of its lines; measured with items of some 1,200 bytes. */
export const PARQUET = 1.1;

/** What is read of a night's Parquet by its validation, and by that of a night of changes with its base; measured likewise. */
const [VALIDATED, VALIDATED_WITH_BASE] = [1, 1.1];

/** What a check reads of a night's Parquet: some columns (docs/columnar.md, Measured). */
const CHECKED = 0.15;

/** The changes are read when they are validated, when they are merged, and when the night is validated. */
const CHANGES_READ = 3;

/** A change of an item is counted twice, with what it was and what it became; AWS does not say how it counts. */
const IMAGES = 2;

/** Bytes of a change's keys and time. */
const RECORD_BYTES = 150;

/** An incremental export is billed as 10 MB at least (recorded). */
const LEAST_CHANGES = 10_000_000 / GIGABYTE;

/** Transitions of a usual night, with two checks and an export that is done after twelve minutes. */
export const TRANSITIONS: Readonly<Record<NightKind, number>> = { lines: 42, columnar: 47, changes: 59 };

/** What the nights of a table cost, by what they are made of. */
export function estimateCosts(table: CostedTable): Readonly<Record<NightKind, NightCost>> {
  const columnar = costOf('columnar', table, table.gigabytes, 0);
  const month = RECONCILED_A_MONTH[table.reconcile] * columnar.night;
  return {
    lines: costOf('lines', table, table.gigabytes, 0),
    columnar,
    changes: costOf('changes', table, estimateChanges(table), month),
  };
}

/** GB that DynamoDB bills for the changes of a day. */
export function estimateChanges({ gigabytes, changes, items = 0 }: CostedTable): number {
  const bytes = IMAGES * gigabytes * changes + (items * changes * RECORD_BYTES) / GIGABYTE;
  return Math.max(bytes, LEAST_CHANGES);
}

function costOf(kind: NightKind, table: CostedTable, exported: number, reconciling: number): NightCost {
  const gzip = table.gigabytes / GZIP;
  const parquet = gzip * PARQUET;
  const gigabytesRead = {
    lines: gzip * (1 + table.checks),
    columnar: gzip + parquet * (VALIDATED + CHECKED * table.checks),
    changes: parquet * (1 + VALIDATED_WITH_BASE + CHECKED * table.checks) + (CHANGES_READ * exported) / GZIP,
  }[kind];
  const dynamoDb = exported * PRICES.exportedGigabyte;
  const athena = (gigabytesRead / 1000) * PRICES.readTerabyte;
  const transitions = (TRANSITIONS[kind] / 1000) * PRICES.thousandTransitions;
  const night = dynamoDb + athena + transitions;
  const recovery = table.gigabytes * PRICES.recoverableGigabyte;
  const nights = NIGHTS_OF_A_MONTH * night;
  return {
    dynamoDb,
    athena,
    transitions,
    night,
    nights,
    reconciling,
    recovery,
    month: nights + reconciling + recovery,
    kept:
      (kind === 'lines' ? gzip : kind === 'columnar' ? gzip + parquet : parquet + exported / GZIP) *
      PRICES.storedGigabyte,
    gigabytesRead,
  };
}
