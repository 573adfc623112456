import { Duration, Names, RemovalPolicy, Resource, Stack } from 'aws-cdk-lib';
import { Metric, type Dashboard, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnDatabase } from 'aws-cdk-lib/aws-glue';
import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { ScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { COLUMNAR_PREFIX, EXPORT_PREFIX, MANIFEST_PREFIX } from '../lib/config';
import { NightlyExportBase } from './nightly-export-base';
import type { INightlyExport, NightlyExportOptions, NightlyExportProps } from './nightly-export-props';
import type {
  INightlyExports,
  NightlyExportsAttributes,
  NightlyExportsProps,
  NightsDashboardOptions,
} from './nightly-exports-props';
import { claimName } from './parts/claims';
import { NightsDashboard } from './parts/dashboard';
import { grantOperating, grantReading } from './parts/grants';
import { needKinds } from './parts/kinds';
import { Notifications } from './parts/notifications';
import { ATTRIBUTES, DASHBOARD, EXPORTS, NEEDED_ATTRIBUTES } from './parts/prop-kinds';
import { refuse, refuseElsewhere, refuseKey } from './parts/refuse';
import { findBucketOwner, findRolePath, nameDatabase, nameWorkgroups, refuseUnusable } from './parts/shared-names';
import type { SharedParts } from './parts/shared-parts';
import { Storage } from './parts/storage';
import { Workgroup } from './parts/workgroup';
import { readSettings } from './parts/write-settings';

abstract class NightlyExportsBase extends Resource implements INightlyExports {
  abstract readonly databaseName: string;
  abstract readonly workgroupName: string;
  abstract readonly bucket: IBucket;
  abstract readonly topic: ITopic;
  /** @internal */
  abstract readonly _parts: SharedParts;
  /** @internal */
  readonly _tables: NightlyExportBase[] = [];

  add(id: string, options: NightlyExportOptions): NightlyExport {
    const part = this.node.tryFindChild(id);
    if (part !== undefined && !(part instanceof NightlyExport))
      refuse(this, `add('${id}'): the exports have a part of this id; give another id, and viewName: '${id}'`);
    return new NightlyExport(this, id, { ...options, exports: this });
  }

  grantQuery(grantee: IGrantable): Grant {
    const own = [EXPORT_PREFIX, MANIFEST_PREFIX, COLUMNAR_PREFIX];
    const folders = () => [...own, ...this._tables.flatMap(({ _table: { exportPrefixes } }) => exportPrefixes)];
    return grantReading(this, this._parts, grantee, {
      tables: ['*'],
      partitioned: ['*_raw', '*_latest', '*_files'],
      folders,
    });
  }

  grantOperate(grantee: IGrantable): Grant {
    this.node.addValidation({
      validate: () =>
        this._tables.length > 0 ? [] : ['grantOperate is of the tables that were added, and there is none'],
    });
    return grantOperating(this, grantee, () => this._tables.map((table) => table._formatMachineArn()));
  }

  metricProcessedBytes(options?: MetricOptions): Metric {
    return new Metric({
      namespace: 'AWS/Athena',
      metricName: 'ProcessedBytes',
      dimensionsMap: { WorkGroup: this.workgroupName },
      statistic: 'Sum',
      period: Duration.days(1),
      ...options,
    }).attachTo(this);
  }
}

/** The bucket, Glue database, Athena workgroups, topic and schedule group of nightly exports. */
export class NightlyExports extends NightlyExportsBase {
  /** The exports of another stack or app, to add tables to them. */
  static fromAttributes(scope: Construct, id: string, attrs: NightlyExportsAttributes): INightlyExports {
    return new ImportedExports(scope, id, attrs);
  }

  /** The exports of the stack; created with all defaults if it has none yet. */
  static of(scope: Construct): NightlyExports {
    const stack = Stack.of(scope);
    const found = stack.node.tryFindChild('NightlyExports');
    return found instanceof NightlyExports ? found : new NightlyExports(stack, 'NightlyExports');
  }

  readonly databaseName: string;
  readonly workgroupName: string;
  /** Name of the Athena workgroup for the queries of the nights, which has no limit of bytes. */
  readonly nightWorkgroupName: string;
  readonly bucket: IBucket;
  readonly topic: ITopic;
  /** Receives starts that EventBridge Scheduler could not deliver. */
  readonly deadLetterQueue: IQueue;
  /** Name of the schedule group; `NightlyExports.fromAttributes` needs it. */
  readonly scheduleGroupName: string;
  /** @internal */
  readonly _parts: SharedParts;

  constructor(scope: Construct, id: string, props: NightlyExportsProps = {}) {
    super(scope, id);
    needKinds(this, props, EXPORTS);
    this.databaseName = nameDatabase(this, props);
    const unique = () => Names.uniqueResourceName(this, { maxLength: 60, separator: '-' });
    [this.workgroupName, this.nightWorkgroupName] = nameWorkgroups(
      this,
      props.workgroupName ?? unique(),
      props.nightWorkgroupName,
    );
    if (props.database === undefined) claimName(this, 'database', this.databaseName);
    for (const name of [this.workgroupName, this.nightWorkgroupName]) claimName(this, 'workgroup', name);
    const key = props.encryptionKey ?? props.bucket?.encryptionKey;
    refuseKey(this, 'encryptionKey', key);
    refuseUnusable(this, props);
    const bucketOwner = findBucketOwner(this, props.bucket, props.bucketOwner);
    const parts = readSettings(this, { ...props, ...(bucketOwner !== undefined && { bucketOwner }) });
    this.bucket =
      props.bucket ??
      new Storage(this, 'Storage', {
        bucketName: props.bucketName,
        resultRetentionDays: (props.resultRetention ?? Duration.days(30)).toDays(),
        removalPolicy: props.removalPolicy ?? RemovalPolicy.RETAIN,
        key,
      }).bucket;
    const database =
      props.database?.databaseName ??
      new CfnDatabase(this, 'Database', {
        catalogId: Stack.of(this).account,
        databaseInput: { name: this.databaseName, description: 'Exports of DynamoDB tables, one partition a night' },
      }).ref;
    const { bucketName } = this.bucket;
    const kmsKeyArn = key?.keyArn;
    const workgroup = new Workgroup(this, 'Workgroup', {
      workgroupName: this.workgroupName,
      description: 'Exports of DynamoDB tables: queries of people',
      bucketName,
      bytesScannedCutoff: props.bytesScannedCutoff ?? 1_000_000_000_000,
      bucketOwner,
      kmsKeyArn,
    });
    // Of its own, as a limit of bytes for people would end the night of a table that has outgrown it.
    new Workgroup(this, 'NightWorkgroup', {
      workgroupName: this.nightWorkgroupName,
      description: 'Exports of DynamoDB tables: queries of the nights',
      bucketName,
      bucketOwner,
      kmsKeyArn,
    });
    const { topic, deadLetters } = new Notifications(this, 'Notifications', {
      topic: props.topic,
      topicName: props.topicName,
      deadLettersName: props.deadLetterQueueName,
    });
    this.topic = topic;
    this.deadLetterQueue = deadLetters;
    const scheduleGroup = new ScheduleGroup(this, 'Schedules', {
      ...(props.scheduleGroupName !== undefined && { scheduleGroupName: props.scheduleGroupName }),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.scheduleGroupName = scheduleGroup.scheduleGroupName;
    this._parts = {
      ...parts,
      bucket: this.bucket,
      isBucketGiven: props.bucket !== undefined,
      key,
      topic,
      deadLetters,
      scheduleGroup,
      databaseReference: database,
      workgroupReference: workgroup.workgroupName,
      names: {
        bucket: bucketName,
        database: this.databaseName,
        workgroup: this.workgroupName,
        nightWorkgroup: this.nightWorkgroupName,
        rolePath: findRolePath(props, this.databaseName),
        topic: topic.topicName,
        deadLetters: deadLetters.queueName,
        scheduleGroup: this.scheduleGroupName,
      },
    };
  }

  /** Adds a dashboard: alarms, a row for each table, and the bytes that Athena reads. */
  addDashboard(id: string, options: NightsDashboardOptions = {}): Dashboard {
    needKinds(this, options, DASHBOARD, `addDashboard('${id}')`);
    const { dashboardName, tables = this._tables } = options;
    return new NightsDashboard(this, id, {
      dashboardName,
      workgroupName: this.workgroupName,
      nightWorkgroupName: this.nightWorkgroupName,
      tables,
    }).dashboard;
  }
}

class ImportedExports extends NightlyExportsBase {
  readonly databaseName: string;
  readonly workgroupName: string;
  readonly bucket: IBucket;
  readonly topic: ITopic;
  readonly _parts: SharedParts;

  constructor(scope: Construct, id: string, attrs: NightlyExportsAttributes) {
    super(scope, id);
    needKinds(this, attrs, ATTRIBUTES, '', NEEDED_ATTRIBUTES);
    for (const name of ['bucket', 'topic', 'deadLetterQueue'] as const)
      refuseElsewhere(this, name, { region: attrs[name].env.region });
    refuseKey(this, 'encryptionKey', attrs.encryptionKey);
    this.databaseName = nameDatabase(this, { databaseName: attrs.databaseName });
    const [workgroup, nightWorkgroup] = nameWorkgroups(this, attrs.workgroupName, attrs.nightWorkgroupName);
    this.workgroupName = workgroup;
    const bucketOwner = findBucketOwner(this, attrs.bucket, attrs.bucketOwner);
    this.bucket = attrs.bucket;
    this.topic = attrs.topic;
    this._parts = {
      ...readSettings(this, { ...attrs, ...(bucketOwner !== undefined && { bucketOwner }) }),
      bucket: attrs.bucket,
      isBucketGiven: attrs.bucketCreated !== true,
      key: attrs.encryptionKey,
      topic: attrs.topic,
      deadLetters: attrs.deadLetterQueue,
      scheduleGroup: ScheduleGroup.fromScheduleGroupName(this, 'Schedules', attrs.scheduleGroupName),
      databaseReference: this.databaseName,
      workgroupReference: this.workgroupName,
      names: {
        bucket: attrs.bucket.bucketName,
        database: this.databaseName,
        workgroup: this.workgroupName,
        nightWorkgroup,
        rolePath: findRolePath(attrs, this.databaseName),
        topic: attrs.topic.topicName,
        deadLetters: attrs.deadLetterQueue.queueName,
        scheduleGroup: attrs.scheduleGroupName,
      },
    };
  }
}

/** A DynamoDB table, every night exported, verified and published in Athena. */
export class NightlyExport extends NightlyExportBase implements INightlyExport {
  constructor(scope: Construct, id: string, props: NightlyExportProps) {
    super(scope, id, props, () => NightlyExports.of(scope));
  }
}
