import type { Duration, IResource } from 'aws-cdk-lib';
import type { MathExpression, MathExpressionOptions, Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { Attribute, ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { OnEventOptions, Rule } from 'aws-cdk-lib/aws-events';
import type { Grant, IGrantable, IRole } from 'aws-cdk-lib/aws-iam';
import type { Column } from './column';
import type { Entity } from './entity';
import type { NightFormat, Reconcile, TypeConformance } from './formats';
import type { INightlyExports } from './nightly-exports-props';

/** How nights are made of the night before and the changes since. */
export interface IncrementalNights {
  /**
   * How often a full export of the same instant is compared with the night.
   *
   * @default Reconcile.WEEKLY
   */
  readonly reconcile?: Reconcile;
  /**
   * Whose changes one night makes up for at the most, in whole days; after a longer gap it is a full export again.
   *
   * @default Duration.days(7)
   */
  readonly maxCatchUp?: Duration;
}

/** What is exported, and how it looks in Athena. */
export interface NightlyExportOptions {
  /** The table, in the stack's region and account, with point-in-time recovery, which is checked where the app makes the table. */
  readonly table: ITable;
  /**
   * What the table's views are called: 1 to 40 letters, digits, - and _, a letter first.
   *
   * @default - the construct's id
   */
  readonly viewName?: string;
  /**
   * The table's partition key; needed for an imported table.
   *
   * @default - that of the table
   */
  readonly partitionKey?: Attribute;
  /**
   * The table's sort key.
   *
   * @default - that of the table; none for an imported one
   */
  readonly sortKey?: Attribute;
  /**
   * Attributes that become typed columns; all others stay in the raw table.
   *
   * @default - the key alone
   */
  readonly columns?: Column[];
  /**
   * Entities of a single-table design; each gets views of its own.
   *
   * @default - none
   */
  readonly entities?: Entity[];
  /**
   * How nights are kept.
   *
   * @default - as the exports say
   */
  readonly format?: NightFormat;
  /**
   * Makes nights of the night before and the changes since, which cost by the changes; such nights are Parquet.
   *
   * @default - every night is exported whole
   */
  readonly incremental?: IncrementalNights;
  /**
   * What a value does that does not fit its column's type.
   *
   * @default TypeConformance.WARN
   */
  readonly typeConformance?: TypeConformance;
  /**
   * Whether keys that occur twice are looked for.
   *
   * @default false
   */
  readonly checkDuplicateKeys?: boolean;
  /**
   * More folders of the bucket that finished exports of the table are read from, at any depth.
   *
   * @default - none
   */
  readonly exportPrefixes?: string[];
  /**
   * Local time of day at which the table's nights start.
   *
   * @default - as the exports say
   */
  readonly startTime?: string;
  /**
   * After which time a night without a finished export is given up, in whole hours.
   *
   * @default - as the exports say
   */
  readonly deadline?: Duration;
  /**
   * Role of the state machine; it gets all statements that a night needs.
   *
   * @default - a new role
   */
  readonly role?: IRole;
  /**
   * Whether the schedule is on.
   *
   * @default true
   */
  readonly enabled?: boolean;
  /**
   * Name of the state machine, and no token.
   *
   * @default - made of the construct's path
   */
  readonly stateMachineName?: string;
  /**
   * Name of the schedule.
   *
   * @default - made of the construct's path
   */
  readonly scheduleName?: string;
}

/** Properties of {@link NightlyExport}. */
export interface NightlyExportProps extends NightlyExportOptions {
  /**
   * What the nights share with those of other tables.
   *
   * @default - NightlyExports.of(this)
   */
  readonly exports?: INightlyExports;
}

/** The nights of a table. */
export interface INightlyExport extends IResource {
  /** What the table's views are called. */
  readonly viewName: string;
  /** The view of the newest verified night, with its database. */
  readonly newestView: string;
  /** The view of all verified nights, with its database. */
  readonly historyView: string;
  /** Name of the state machine of a night. */
  readonly stateMachineName: string;
  /**
   * Lets a grantee ask this table's verified nights alone. The workgroup is that of all tables, so statements and results of
   * others in it are seen too: what some people must not see of another table belongs to other `NightlyExports`.
   */
  grantQuery(grantee: IGrantable): Grant;
  /** Lets a grantee start and follow this table's nights by hand, redrive them and read their history. */
  grantOperate(grantee: IGrantable): Grant;
  /** Nights that were verified and published. */
  metricPublished(options?: MetricOptions): Metric;
  /** Nights that were not published: failed, timed out or aborted. */
  metricFailed(options?: MathExpressionOptions): MathExpression;
  /** How long nights take. */
  metricDuration(options?: MetricOptions): Metric;
  /** Runs a target when a night is published. */
  onPublished(id: string, options?: OnEventOptions): Rule;
}
