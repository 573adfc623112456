import type { Duration, TimeZone } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { NightFormat } from './formats';

/** How often DynamoDB is asked whether an export is done. */
export interface Polling {
  /**
   * The first wait.
   *
   * @default Duration.minutes(2)
   */
  readonly first?: Duration;
  /**
   * Every later wait is a tenth of the time elapsed, at least this.
   *
   * @default Duration.minutes(3)
   */
  readonly shortest?: Duration;
  /**
   * The longest wait.
   *
   * @default Duration.hours(3)
   */
  readonly longest?: Duration;
  /**
   * Every wait, instead of the three above.
   *
   * @default - waits grow with the export
   */
  readonly fixed?: Duration;
}

/** Settings of the nights of all tables; some can be overridden for a table. */
export interface NightSettings {
  /**
   * Local time of day at which nights start.
   *
   * @default '4:00'
   */
  readonly startTime?: string;
  /**
   * Time zone of `startTime` and of `export_date`.
   *
   * @default TimeZone.ETC_UTC
   */
  readonly timeZone?: TimeZone;
  /**
   * The time over which the starts of the tables are spread, because DynamoDB throttles exports that are requested at
   * once.
   *
   * @default Duration.minutes(15)
   */
  readonly startWindow?: Duration;
  /**
   * How long verified nights are kept, in whole days; at least 2.
   *
   * @default - for ever
   */
  readonly retention?: Duration;
  /**
   * A night fails if its export is not finished after this time; in whole hours.
   *
   * @default Duration.hours(24)
   */
  readonly deadline?: Duration;
  /**
   * How often DynamoDB is asked whether an export is done.
   *
   * @default - waits grow with the export
   */
  readonly polling?: Polling;
  /**
   * How nights are stored.
   *
   * @default NightFormat.EXPORTED
   */
  readonly format?: NightFormat;
  /**
   * How long query results are kept, in whole days; for an existing bucket, its own lifecycle rules decide.
   *
   * @default Duration.days(30)
   */
  readonly resultRetention?: Duration;
  /**
   * Bytes that an analyst's query may read before Athena cancels it.
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
   * @default - the account of the bucket if it is known, otherwise that of the stack
   */
  readonly bucketOwner?: string;
  /**
   * Path of the roles of nights, to match them in a policy of another account.
   *
   * @default - /export-to-athena/ and the database's name
   */
  readonly rolePath?: string;
}
