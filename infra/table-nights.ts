import { Construct } from 'constructs';
import { tableInputs } from '../lib/catalog';
import { resources, type Config, type Table } from '../lib/config';
import { isFor, type SavedCheck, type SavedQuery } from '../lib/sql';
import { Catalog } from './catalog';
import type { WatchedTable } from './dashboard';
import { Monitoring } from './monitoring';
import { Nightly } from './nightly';
import { SavedQueries } from './saved-queries';
import { NightlySchedule } from './schedule';
import { removalPolicy, type SharedParts } from './shared';
import { SourceTable } from './source-table';

/** Properties of {@link TableNights}. */
export interface TableNightsProps {
  readonly config: Config;
  readonly table: Table;
  readonly shared: SharedParts;
  /** The saved queries of all tables. */
  readonly queries: readonly SavedQuery[];
  /** The checks of all tables' nights. */
  readonly checks: readonly SavedCheck[];
}

/** Everything that one table has for itself. */
export class TableNights extends Construct {
  readonly watched: WatchedTable;

  constructor(scope: Construct, id: string, { config, table, shared, queries, checks }: TableNightsProps) {
    super(scope, id);
    const names = resources(config, table);
    const source = new SourceTable(this, 'Source', {
      tableName: names.sourceTable,
      exists: table.existingTable !== undefined,
      partitionKey: table.partitionKey,
      sortKey: table.sortKey,
      removalPolicy: removalPolicy(config),
    });
    new Catalog(this, 'Catalog', { database: shared.database, tables: tableInputs(table, names) });
    const { stateMachine } = new Nightly(this, 'Nightly', {
      config,
      table,
      sourceTableArn: source.tableArn,
      bucketArn: shared.bucketArn,
      checks,
    });
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
    const monitoring = new Monitoring(this, 'Monitoring', {
      tableName: table.name,
      stateMachine,
      stateMachineName: names.stateMachine,
      topic: shared.topic,
    });
    new SavedQueries(this, 'Queries', {
      queries: queries.filter((query) => isFor(query, table)),
      table,
      databaseName: shared.database.databaseName,
      workgroupName: shared.workgroupName,
    });
    this.watched = { name: table.name, stateMachine, alarms: monitoring.alarms };
  }
}
