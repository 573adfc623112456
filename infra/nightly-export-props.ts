import type { Duration, IResource } from 'aws-cdk-lib';
import type { MathExpression, MathExpressionOptions, Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { Attribute, ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { OnEventOptions, Rule } from 'aws-cdk-lib/aws-events';
import type { Grant, IGrantable, IRole } from 'aws-cdk-lib/aws-iam';
import type { Column } from './column';
import type { Entity } from './entity';
import type { NightFormat, Reconcile, TypeConformance } from './formats';
import type { INightlyExports } from './nightly-exports-props';

/** How nights are made from the night before and the changes since. */
export interface IncrementalNights {
  /**
   * How often a full export of the same instant is compared with the night.
   *
   * @default Reconcile.WEEKLY
   */
  readonly reconcile?: Reconcile;
  /**
   * The longest gap that a night of changes can cover, in whole days; after a longer gap the night is a full export.
   *
   * @default Duration.days(7)
   */
  readonly maxCatchUp?: Duration;
}

/** What is exported, and how it looks in Athena. */
export interface NightlyExportOptions {
  /**
   * The table, in the stack's region and account, with point-in-time recovery. This is checked if the app creates the
   * table.
   */
  readonly table: ITable;
  /**
   * Name of the table's views: 1 to 40 letters, digits, - and _, beginning with a letter.
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
   * How nights are stored.
   *
   * @default - as the exports say
   */
  readonly format?: NightFormat;
  /**
   * Makes nights from the night before and the changes since, so that their cost depends on the changes. Such nights
   * are Parquet.
   *
   * @default - every night is a full export
   */
  readonly incremental?: IncrementalNights;
  /**
   * What happens if a value does not fit the type of its column.
   *
   * @default TypeConformance.WARN
   */
  readonly typeConformance?: TypeConformance;
  /**
   * Whether the validation looks for duplicate keys.
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
   * A night fails if its export is not finished after this time; in whole hours.
   *
   * @default - as the exports say
   */
  readonly deadline?: Duration;
  /**
   * Role of the state machine; the permissions that a night needs are added to it.
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
   * Name of the state machine; no token.
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
   * The resources that the tables share.
   *
   * @default - NightlyExports.of(this)
   */
  readonly exports?: INightlyExports;
}

/** The nights of a table. */
export interface INightlyExport extends IResource {
  /** Name of the table's views. */
  readonly viewName: string;
  /** The view of the newest verified night, with its database. */
  readonly newestView: string;
  /** The view of all verified nights, with its database. */
  readonly historyView: string;
  /** Name of the state machine of a night. */
  readonly stateMachineName: string;
  /**
   * Allows a grantee to query the verified nights of this table only. All tables share the workgroup, so the grantee
   * also sees statements and results of others in it: put a table that some people must not see into another
   * `NightlyExports`.
   */
  grantQuery(grantee: IGrantable): Grant;
  /** Allows a grantee to start nights of this table, follow and redrive them, and read their history. */
  grantOperate(grantee: IGrantable): Grant;
  /** Nights that were verified and published. */
  metricPublished(options?: MetricOptions): Metric;
  /** Nights that were not published: failed, timed out or aborted. */
  metricFailed(options?: MathExpressionOptions): MathExpression;
  /** The duration of nights. */
  metricDuration(options?: MetricOptions): Metric;
  /** Runs a target when a night is published. */
  onPublished(id: string, options?: OnEventOptions): Rule;
}
