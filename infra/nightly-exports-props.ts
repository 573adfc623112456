import type { IResource, RemovalPolicy } from 'aws-cdk-lib';
import type { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { NightSettings } from './night-settings';
import type { INightlyExport, NightlyExportOptions } from './nightly-export-props';
import type { NightlyExport } from './nightly-exports';

/** The resources that several tables share, created here or by another stack or app. */
export interface INightlyExports extends IResource {
  /** Name of the Glue database; it must be known at synth, because the SQL of the views contains it. */
  readonly databaseName: string;
  /** Name of the Athena workgroup for analysts. */
  readonly workgroupName: string;
  /** The bucket of exports, manifests, Parquet files and query results. */
  readonly bucket: IBucket;
  /** Receives messages about failed and about missing nights. */
  readonly topic: ITopic;
  /** Adds a table. */
  add(id: string, options: NightlyExportOptions): NightlyExport;
  /**
   * Allows a grantee to query the verified nights of all tables in Athena: workgroup, catalog, objects, results.
   * Everyone in a workgroup sees the statements and results of the others.
   */
  grantQuery(grantee: IGrantable): Grant;
  /**
   * Allows a grantee to start, follow and redrive nights and read their history, for the tables that were added to
   * these exports.
   */
  grantOperate(grantee: IGrantable): Grant;
  /** Bytes that queries in the workgroup read. */
  metricProcessedBytes(options?: MetricOptions): Metric;
}

/** A Glue database: a Database of aws-glue-alpha, or any object with a database name. */
export interface INamedDatabase {
  /** Name of the database, or the reference to it. */
  readonly databaseName: string;
}

/** The exports of another stack or app; the settings must be the same as there. */
export interface NightlyExportsAttributes extends NightSettings {
  /** Name of the Glue database; no token. */
  readonly databaseName: string;
  /** Name of the Athena workgroup for analysts; no token. */
  readonly workgroupName: string;
  /**
   * The Athena workgroup of the nights.
   *
   * @default - `workgroupName` and `-nights`
   */
  readonly nightWorkgroupName?: string;
  /** The bucket. */
  readonly bucket: IBucket;
  /**
   * Whether those exports created the bucket.
   *
   * @default false
   */
  readonly bucketCreated?: boolean;
  /** The topic. */
  readonly topic: ITopic;
  /** The queue of starts that could not be delivered. */
  readonly deadLetterQueue: IQueue;
  /** Name of the schedule group. */
  readonly scheduleGroupName: string;
  /**
   * Customer-managed key of the bucket's objects.
   *
   * @default - S3's own keys
   */
  readonly encryptionKey?: IKey;
}

/** Properties of {@link NightlyExports}. */
export interface NightlyExportsProps extends NightSettings {
  /**
   * An existing bucket; it is not changed.
   *
   * @default - a new bucket: encrypted, not public, TLS only, with lifecycle rules for results and broken uploads
   */
  readonly bucket?: IBucket;
  /**
   * Name of the new bucket.
   *
   * @default - CloudFormation makes it
   */
  readonly bucketName?: string;
  /**
   * Customer-managed key of exports and query results, in the stack's region.
   *
   * @default - the key of `bucket`, or S3's own keys
   */
  readonly encryptionKey?: IKey;
  /**
   * An existing Glue database; if its name is a token, also give `databaseName`.
   *
   * @default - a new database
   */
  readonly database?: INamedDatabase;
  /**
   * Name of the Glue database: 1 to 128 lower-case letters, digits and `_`; no token.
   *
   * @default - that of `database`, or made of the construct's path, unique in account and region
   */
  readonly databaseName?: string;
  /**
   * Name of the Athena workgroup for analysts; no token.
   *
   * @default - made of the construct's path
   */
  readonly workgroupName?: string;
  /**
   * Name of the Athena workgroup for the queries of the nights; no token.
   *
   * @default - `workgroupName` and `-nights`
   */
  readonly nightWorkgroupName?: string;
  /**
   * Receives messages about failed and about missing nights.
   *
   * @default - a new topic
   */
  readonly topic?: ITopic;
  /**
   * Name of the new topic.
   *
   * @default - CloudFormation makes it
   */
  readonly topicName?: string;
  /**
   * Name of the queue of starts that could not be delivered.
   *
   * @default - CloudFormation makes it
   */
  readonly deadLetterQueueName?: string;
  /**
   * Name of the schedule group.
   *
   * @default - made of the construct's path
   */
  readonly scheduleGroupName?: string;
  /**
   * What happens to the new bucket when the stack is removed.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;
}

/** Options of a dashboard. */
export interface NightsDashboardOptions {
  /**
   * Name of the dashboard.
   *
   * @default - CloudFormation makes it
   */
  readonly dashboardName?: string;
  /**
   * The tables that have a row; they may be in other stacks, because they are found by name.
   *
   * @default - those that were added before
   */
  readonly tables?: INightlyExport[];
}
