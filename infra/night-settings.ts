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
   * What no wait is longer than.
   *
   * @default Duration.hours(3)
   */
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
   * How long results of queries stay, in whole days; in a given bucket its own lifecycle rules decide.
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
   * @default - that which the bucket is known to be of, or else the stack's
   */
  readonly bucketOwner?: string;
  /**
   * Path of the roles of nights, by which a policy of another account knows them.
   *
   * @default - /export-to-athena/ and the database's name
   */
  readonly rolePath?: string;
}
