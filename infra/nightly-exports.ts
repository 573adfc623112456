import { ArnFormat, Duration, Names, RemovalPolicy, Resource, Stack } from 'aws-cdk-lib';
import {
  MathExpression,
  Metric,
  type Alarm,
  type Dashboard,
  type MathExpressionOptions,
  type MetricOptions,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Rule, type OnEventOptions } from 'aws-cdk-lib/aws-events';
import { CfnDatabase } from 'aws-cdk-lib/aws-glue';
import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { ScheduleGroup } from 'aws-cdk-lib/aws-scheduler';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { tableInputs } from '../lib/catalog';
import {
  COLUMNAR_PREFIX,
  DESCRIPTION_PARAMETER,
  describeSystem,
  entityViews,
  EXPORT_PREFIX,
  MANIFEST_PREFIX,
  resources,
  type Resources,
  type Table,
} from '../lib/config';
import { isFor } from '../lib/sql';
import type { INightlyExport, NightlyExportOptions, NightlyExportProps } from './nightly-export-props';
import type {
  INightlyExports,
  NightlyExportsAttributes,
  NightlyExportsProps,
  NightsDashboardOptions,
} from './nightly-exports-props';
import { Catalog } from './parts/catalog';
import { claimViews, watchSize } from './parts/claims';
import { configure } from './parts/configure';
import { NightsDashboard } from './parts/dashboard';
import { grantOperating, grantReading } from './parts/grants';
import { Monitoring } from './parts/monitoring';
import { Nightly } from './parts/nightly';
import { Notifications } from './parts/notifications';
import { SavedQueries } from './parts/saved-queries';
import { NightlySchedule } from './parts/schedule';
import { findRolePath, nameDatabase, nameWorkgroups, refuseUnusable } from './parts/shared-names';
import type { SharedParts } from './parts/shared-parts';
import { Storage } from './parts/storage';
import { Workgroup } from './parts/workgroup';
import { findRegion, refuse, refuseElsewhere } from './parts/refuse';
import { readSettings } from './parts/write-settings';

abstract class NightlyExportsBase extends Resource implements INightlyExports {
  abstract readonly databaseName: string;
  abstract readonly workgroupName: string;
  abstract readonly bucket: IBucket;
  abstract readonly topic: ITopic;
  /** @internal */
  abstract readonly _parts: SharedParts;
  /** @internal */
  readonly _tables: NightlyExport[] = [];

  add(id: string, options: NightlyExportOptions): NightlyExport {
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
    return grantOperating(grantee, () => this._tables.map((table) => table._formatMachineArn()));
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
  /** The exports that another stack or app made, to which tables can be added. */
  static fromAttributes(scope: Construct, id: string, attrs: NightlyExportsAttributes): INightlyExports {
    return new ImportedExports(scope, id, attrs);
  }

  /** The exports of the stack; made with all defaults where it has none yet. */
  static of(scope: Construct): NightlyExports {
    const stack = Stack.of(scope);
    const found = stack.node.tryFindChild('NightlyExports');
    return found instanceof NightlyExports ? found : new NightlyExports(stack, 'NightlyExports');
  }

  readonly databaseName: string;
  readonly workgroupName: string;
  /** Name of the Athena workgroup of the nights' own queries, which have no limit of bytes. */
  readonly nightWorkgroupName: string;
  readonly bucket: IBucket;
  readonly topic: ITopic;
  /** Gets starts that EventBridge Scheduler could not deliver. */
  readonly deadLetterQueue: IQueue;
  /** @internal */
  readonly _parts: SharedParts;

  constructor(scope: Construct, id: string, props: NightlyExportsProps = {}) {
    super(scope, id);
    this.databaseName = nameDatabase(this, props);
    const unique = () => Names.uniqueResourceName(this, { maxLength: 60, separator: '-' });
    [this.workgroupName, this.nightWorkgroupName] = nameWorkgroups(
      this,
      props.workgroupName ?? unique(),
      props.nightWorkgroupName,
    );
    const key = props.encryptionKey ?? props.bucket?.encryptionKey;
    if (key !== undefined) refuseElsewhere(this, 'encryptionKey', { region: findRegion(key.keyArn) });
    refuseUnusable(this, props);
    const parts = readSettings(this, props);
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
    const { bucketOwner } = props;
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
        scheduleGroup: scheduleGroup.scheduleGroupName,
      },
    };
  }

  /** A dashboard: alarms, a row a table, and the bytes that Athena reads. */
  addDashboard(id: string, options: NightsDashboardOptions = {}): Dashboard {
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
    this.databaseName = nameDatabase(this, { databaseName: attrs.databaseName });
    const [workgroup, nightWorkgroup] = nameWorkgroups(this, attrs.workgroupName, attrs.nightWorkgroupName);
    this.workgroupName = workgroup;
    this.bucket = attrs.bucket;
    this.topic = attrs.topic;
    this._parts = {
      ...readSettings(this, attrs),
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
export class NightlyExport extends Resource implements INightlyExport {
  readonly viewName: string;
  readonly newestView: string;
  readonly historyView: string;
  readonly stateMachineName: string;
  /** The state machine of a night. */
  readonly stateMachine: IStateMachine;
  /** No verified night for 26 hours. */
  readonly overdueAlarm: Alarm;
  /** @internal */
  readonly _table: Table;
  private readonly shared: SharedParts;
  private readonly names: Resources;

  constructor(scope: Construct, id: string, props: NightlyExportProps) {
    super(scope, id);
    const exports = asOwn(this, props.exports ?? NightlyExports.of(this));
    const shared = exports._parts;
    this.shared = shared;
    this.viewName = props.viewName ?? id;
    const { config, table } = configure(this, this.viewName, props, shared);
    const names = resources(config, table);
    this.names = names;
    this._table = table;
    this.stateMachineName = names.stateMachine;
    this.newestView = `${names.database}.${names.newest}`;
    this.historyView = `${names.database}.${names.history}`;
    claimViews(this, names, table);
    const stack = Stack.of(this);
    const description = stack.toJsonString(describeSystem(config, table));
    const inputs = tableInputs(table, names).map((input) =>
      input.Name === names.raw
        ? { ...input, Parameters: { ...input.Parameters, [DESCRIPTION_PARAMETER]: description } }
        : input,
    );
    new Catalog(this, 'Catalog', { catalogId: stack.account, databaseName: shared.databaseReference, tables: inputs });
    const nightly = new Nightly(this, 'Nightly', {
      config,
      table,
      sourceTableArn: props.table.tableArn,
      bucketArn: shared.bucket.bucketArn,
      checks: shared.checks,
      role: props.role,
    });
    const { stateMachine } = nightly;
    this.stateMachine = stateMachine;
    new NightlySchedule(this, 'Schedule', {
      scheduleName: names.schedule,
      rolePath: names.rolePath,
      scheduleGroup: shared.scheduleGroup,
      time: table.schedule,
      enabled: table.enabled,
      timeZone: config.timeZone,
      flexibleWindowMinutes: config.flexibleWindowMinutes,
      stateMachine,
      deadLetters: shared.deadLetters,
    });
    this.overdueAlarm = new Monitoring(this, 'Monitoring', {
      table,
      stateMachine,
      stateMachineName: names.stateMachine,
      topic: shared.topic,
    }).overdue;
    const queries = shared.queries.filter((query) => isFor(query, table));
    new SavedQueries(this, 'Queries', {
      queries,
      table,
      databaseName: names.database,
      workgroupName: shared.workgroupReference,
    });
    const bytes = [inputs, nightly.definition].reduce((sum, part) => sum + JSON.stringify(part).length, 0);
    watchSize(stack, { bytes });
    exports._tables.push(this);
  }

  grantQuery(grantee: IGrantable): Grant {
    const { raw, latest, files, history, newest, exportFolders } = this.names;
    const views = this._table.entities.flatMap(({ name }) => {
      const entity = entityViews(this.viewName, name);
      return [entity.newest, entity.history];
    });
    return grantReading(this, this.shared, grantee, {
      tables: [raw, latest, files, history, newest, ...views],
      partitioned: [raw, latest, files],
      folders: () => [
        ...exportFolders.map((folder) => folder.slice(0, -1)),
        `${MANIFEST_PREFIX}/${files}`,
        `${COLUMNAR_PREFIX}/${raw}`,
      ],
    });
  }

  grantOperate(grantee: IGrantable): Grant {
    return grantOperating(grantee, () => [this._formatMachineArn()]);
  }

  metricPublished(options?: MetricOptions): Metric {
    return this.stateMachine.metricSucceeded(options);
  }

  metricFailed(options?: MathExpressionOptions): MathExpression {
    return new MathExpression({
      expression: 'FILL(failed, 0) + FILL(timedOut, 0) + FILL(aborted, 0)',
      usingMetrics: {
        failed: this.stateMachine.metricFailed(),
        timedOut: this.stateMachine.metricTimedOut(),
        aborted: this.stateMachine.metricAborted(),
      },
      label: `${this.viewName}: nights that were not published`,
      ...options,
    });
  }

  metricDuration(options?: MetricOptions): Metric {
    return this.stateMachine.metricTime(options);
  }

  onPublished(id: string, options: OnEventOptions = {}): Rule {
    const { target, eventPattern, ...rest } = options;
    const rule = new Rule(this, id, {
      description: `A night of ${this.viewName} was published`,
      ...rest,
      eventPattern: {
        source: ['aws.states'],
        detailType: ['Step Functions Execution Status Change'],
        detail: { stateMachineArn: [this.stateMachine.stateMachineArn], status: ['SUCCEEDED'] },
      },
    });
    rule.addEventPattern(eventPattern);
    rule.addTarget(target);
    return rule;
  }

  /**
   * The machine's ARN by its name, which stands also in another stack.
   *
   * @internal
   */
  _formatMachineArn(): string {
    return Stack.of(this).formatArn({
      service: 'states',
      resource: 'stateMachine',
      resourceName: this.stateMachineName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  }
}

type OwnExports = INightlyExports & { readonly _parts: SharedParts; readonly _tables: NightlyExport[] };

function asOwn(scope: Construct, exports: INightlyExports): OwnExports {
  refuseElsewhere(scope, 'what the given exports share', exports.env);
  if ('_parts' in exports && '_tables' in exports) return exports as OwnExports;
  return refuse(
    scope,
    `exports are those of NightlyExports or NightlyExports.fromAttributes; another implementation lacks what a night needs`,
  );
}
