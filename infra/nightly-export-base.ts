import { ArnFormat, Resource, Stack } from 'aws-cdk-lib';
import {
  MathExpression,
  type Alarm,
  type MathExpressionOptions,
  type Metric,
  type MetricOptions,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Rule, type OnEventOptions } from 'aws-cdk-lib/aws-events';
import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { tableInputs } from '../lib/catalog';
import {
  COLUMNAR_PREFIX,
  DESCRIPTION_PARAMETER,
  describeSystem,
  entityViews,
  MANIFEST_PREFIX,
  resources,
  type Resources,
  type Table,
} from '../lib/config';
import { isFor } from '../lib/sql';
import type { INightlyExport, NightlyExportProps } from './nightly-export-props';
import type { INightlyExports } from './nightly-exports-props';
import { Catalog } from './parts/catalog';
import { claimFolder, claimName, claimViews, watchSize } from './parts/claims';
import { configure } from './parts/configure';
import { grantOperating, grantReading } from './parts/grants';
import { needKinds } from './parts/kinds';
import { Monitoring } from './parts/monitoring';
import { Nightly } from './parts/nightly';
import { TABLE_AND_EXPORTS } from './parts/prop-kinds';
import { refuse, refuseElsewhere } from './parts/refuse';
import { SavedQueries } from './parts/saved-queries';
import { NightlySchedule } from './parts/schedule';
import type { SharedParts } from './parts/shared-parts';
import { sum } from '../lib/sum';

/**
 * What {@link NightlyExport} is but for one thing, which it leaves to that: the exports of a stack that has none yet, which
 * make a NightlyExport themselves.
 */
export abstract class NightlyExportBase extends Resource implements INightlyExport {
  readonly viewName: string;
  readonly newestView: string;
  readonly historyView: string;
  readonly stateMachineName: string;
  /** The state machine of a night. */
  readonly stateMachine: IStateMachine;
  /** The alarm that there was no verified night for 26 hours. */
  readonly overdueAlarm: Alarm;
  /** @internal */
  readonly _table: Table;
  private readonly shared: SharedParts;
  private readonly names: Resources;

  /** @param findExports gives the exports where the props name none; asked once this construct is there */
  constructor(scope: Construct, id: string, props: NightlyExportProps, findExports: () => INightlyExports) {
    super(scope, id);
    needKinds(this, props, TABLE_AND_EXPORTS);
    const exports = asOwn(this, props.exports ?? findExports());
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
    claimFolder(this, names);
    claimName(this, 'stateMachine', names.stateMachine);
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
    const bytes = sum([inputs, nightly.definition].map((part) => JSON.stringify(part).length));
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
    return grantOperating(this, grantee, () => [this._formatMachineArn()]);
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

type OwnExports = INightlyExports & { readonly _parts: SharedParts; readonly _tables: NightlyExportBase[] };

function asOwn(scope: Construct, exports: INightlyExports): OwnExports {
  refuseElsewhere(scope, 'what the given exports share', exports.env);
  if ('_parts' in exports && '_tables' in exports) return exports as OwnExports;
  return refuse(
    scope,
    `exports are those of NightlyExports or NightlyExports.fromAttributes; another implementation lacks what a night needs`,
  );
}
