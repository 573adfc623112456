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

/** What nights of several tables share, made here or by another stack or app. */
export interface INightlyExports extends IResource {
  /** Name of the Glue database; known when the app is synthesised, since views have it in their SQL. */
  readonly databaseName: string;
  /** Name of the Athena workgroup of people. */
  readonly workgroupName: string;
  /** The bucket of exports, manifests, Parquet files and query results. */
  readonly bucket: IBucket;
  /** Is told of nights that died, and of nights that did not come. */
  readonly topic: ITopic;
  /** Adds a table. */
  add(id: string, options: NightlyExportOptions): NightlyExport;
  /**
   * Lets a grantee ask the verified nights of all tables in Athena: workgroup, catalog, objects, results. Those who share a
   * workgroup see the statements and the results of each other.
   */
  grantQuery(grantee: IGrantable): Grant;
  /** Lets a grantee start and follow nights by hand, redrive them and read their history: of the tables that were added to these exports. */
  grantOperate(grantee: IGrantable): Grant;
  /** Bytes that queries in the workgroup read. */
  metricProcessedBytes(options?: MetricOptions): Metric;
}

/** A Glue database: a Database of aws-glue-alpha, or an object with the name of any. */
export interface INamedDatabase {
  /** Name of the database, or the reference to it. */
  readonly databaseName: string;
}

/** What is known of exports that another stack or app made; the settings must be those that they were made with. */
export interface NightlyExportsAttributes extends NightSettings {
  /** The Glue database, by its name as it is written. */
  readonly databaseName: string;
  /** The Athena workgroup of people, by its name as it is written. */
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
   * Whether the exports made the bucket.
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
   * An existing bucket, of which nothing is changed.
   *
   * @default - a new bucket: encrypted, not public, TLS only, with lifecycle rules for results and broken uploads
   */
  readonly bucket?: IBucket;
  /**
   * Name of the bucket that is made.
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
   * An existing Glue database; give its `databaseName` beside it where it is a reference.
   *
   * @default - a new database
   */
  readonly database?: INamedDatabase;
  /**
   * Name of the Glue database: 1 to 128 lower-case letters, digits and `_`, and no token.
   *
   * @default - that of `database`, or made of the construct's path, unique in account and region
   */
  readonly databaseName?: string;
  /**
   * Name of the Athena workgroup of people, and no token.
   *
   * @default - made of the construct's path
   */
  readonly workgroupName?: string;
  /**
   * Name of the Athena workgroup of the nights' own queries, and no token.
   *
   * @default - `workgroupName` and `-nights`
   */
  readonly nightWorkgroupName?: string;
  /**
   * Is told of nights that died or did not come.
   *
   * @default - a new topic
   */
  readonly topic?: ITopic;
  /**
   * Name of the topic that is made.
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
   * What removing the stack does with the bucket that was made here.
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
   * The tables that it has a row of; of other stacks too, as they are found by their names.
   *
   * @default - those that were added before
   */
  readonly tables?: INightlyExport[];
}
