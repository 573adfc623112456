import { Duration, Stack, TimeZone, Token } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { NightFormat } from './formats';
import { RefusedError } from './parts/refused-error';

/** How often DynamoDB is asked whether an export is done. */
export interface Polling {
  /** @default Duration.minutes(2) */
  readonly first?: Duration;
  /**
   * Every later wait is a tenth of the time elapsed, at least this.
   *
   * @default Duration.minutes(3)
   */
  readonly shortest?: Duration;
  /** @default Duration.hours(3) */
  readonly longest?: Duration;
  /**
   * Every wait, in place of the three above.
   *
   * @default - waits grow with the export
   */
  readonly fixed?: Duration;
}

/** What holds for the nights of all tables that say nothing else. */
export interface NightSettings {
  /**
   * Local time of day at which nights start.
   *
   * @default '4:00'
   */
  readonly startTime?: string;
  /**
   * Zone of `startTime` and of `export_date`.
   *
   * @default TimeZone.ETC_UTC
   */
  readonly timeZone?: TimeZone;
  /**
   * Over which time the tables' starts are spread, as DynamoDB throttles exports that are asked for at once.
   *
   * @default Duration.minutes(15)
   */
  readonly startWindow?: Duration;
  /**
   * How long verified nights stay, in whole days; at least 2.
   *
   * @default - for ever
   */
  readonly retention?: Duration;
  /**
   * After which time a night without a finished export is given up, in whole hours.
   *
   * @default Duration.hours(24)
   */
  readonly deadline?: Duration;
  /**
   * How often DynamoDB is asked whether an export is done.
   *
   * @default - rarely, the longer it takes
   */
  readonly polling?: Polling;
  /**
   * How nights are kept.
   *
   * @default NightFormat.EXPORTED
   */
  readonly format?: NightFormat;
  /**
   * How long results of queries stay, in whole days.
   *
   * @default Duration.days(30)
   */
  readonly resultRetention?: Duration;
  /**
   * Bytes that a query of people may read before Athena cancels it.
   *
   * @default 1000000000000
   */
  readonly bytesScannedCutoff?: number;
  /**
   * Folder of saved queries, one .sql file each.
   *
   * @default - none
   */
  readonly queries?: string;
  /**
   * Folder of checks of the nights, one .sql file each.
   *
   * @default - none
   */
  readonly checks?: string;
  /**
   * Customer-managed key that the account's Data Catalog is encrypted with.
   *
   * @default - it is not encrypted with one
   */
  readonly catalogKey?: IKey;
  /**
   * Whether Lake Formation governs the database.
   *
   * @default false
   */
  readonly lakeFormation?: boolean;
  /**
   * The account that the bucket belongs to.
   *
   * @default - that of the stack
   */
  readonly bucketOwner?: string;
  /**
   * Path of the roles of nights, by which a policy of another account knows them.
   *
   * @default - /export-to-athena/ and the database's name
   */
  readonly rolePath?: string;
}

/** The settings as a configuration has them, without what may be a token. */
export function writeSettings(settings: NightSettings): Record<string, unknown> {
  const { startTime, timeZone, startWindow, retention, deadline, polling, format } = settings;
  return {
    timeZone: (timeZone ?? TimeZone.ETC_UTC).timezoneName,
    ...(startTime !== undefined && { schedule: startTime }),
    flexibleWindowMinutes: (startWindow ?? Duration.minutes(15)).toMinutes(),
    ...(retention && { retentionDays: retention.toDays() }),
    ...(deadline && { deadlineHours: deadline.toHours() }),
    ...(polling && { poll: writePolling(polling) }),
    columnar: format === NightFormat.PARQUET,
    ...(settings.resultRetention && { resultRetentionDays: settings.resultRetention.toDays() }),
    ...(settings.bytesScannedCutoff !== undefined && { bytesScannedCutoff: settings.bytesScannedCutoff }),
    lakeFormation: settings.lakeFormation ?? false,
  };
}

function writePolling({ first, shortest, longest, fixed }: Polling): Record<string, number> {
  return {
    ...(first && { firstSeconds: first.toSeconds() }),
    ...(shortest && { minSeconds: shortest.toSeconds() }),
    ...(longest && { maxSeconds: longest.toSeconds() }),
    ...(fixed && { fixedSeconds: fixed.toSeconds() }),
  };
}

/** A name that stands in SQL, which is written when the app is synthesised, so that a token would stay one. */
export function needConcrete(scope: Construct, setting: string, name: string): string {
  if (!Token.isUnresolved(name)) return name;
  throw new RefusedError(
    `${scope.node.path}: ${setting} is known only when it is deployed, and the views' SQL has it; give it as text, such as ${setting}: 'shop'`,
  );
}

/** Refuses what lies in another region or account than the stack, where both are known. */
export function refuseElsewhere(
  scope: Construct,
  what: string,
  place: { readonly region?: string | undefined; readonly account?: string | undefined },
): void {
  const stack = Stack.of(scope);
  for (const kind of ['region', 'account'] as const) {
    const [own, other] = [stack[kind], place[kind]];
    if (other === undefined || Token.isUnresolved(own) || Token.isUnresolved(other) || own === other) continue;
    throw new RefusedError(
      `${scope.node.path}: ${what} lies in the ${kind} ${other}, the stack in ${own}; use one of ${own}, or make the exports in a stack of ${other}`,
    );
  }
}
