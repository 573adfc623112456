import { CfnOutput, Stack, Tags, type StackProps } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { Config, Table } from '../lib/config';
import type { SavedCheck, SavedQuery } from '../lib/sql';
import { NightsDashboard } from './dashboard';
import { Shared, findSharedParts } from './shared';
import { TableNights } from './table-nights';

/** Properties of {@link ExportStack}. */
export interface ExportStackProps extends StackProps {
  readonly config: Config;
  /** The tables of this stack. */
  readonly tables: readonly Table[];
  /** Whether this is the stack that makes what all tables share. */
  readonly main: boolean;
  /** The saved queries of all tables. */
  readonly queries: readonly SavedQuery[];
  /** The checks of all tables' nights. */
  readonly checks: readonly SavedCheck[];
}

/** A stack of tables, each with its nights; the main one also has what they share. */
export class ExportStack extends Stack {
  constructor(scope: Construct, id: string, { config, tables, main, queries, checks, ...props }: ExportStackProps) {
    super(scope, id, { suppressTemplateIndentation: true, ...props });
    Tags.of(this).add('Cost', `${config.namePrefix}-${config.systemName}`);
    const shared = main ? new Shared(this, 'Shared', config) : findSharedParts(this, config);
    // A scope of their own: a table may be called Shared or Database.
    const scopeOfTables = new Construct(this, 'Tables');
    const watched = tables.map((table) => {
      const nights = new TableNights(scopeOfTables, table.name, { config, table, shared, queries, checks });
      return nights.watched;
    });
    new NightsDashboard(this, 'Nights', {
      dashboardName: id,
      workgroupName: shared.workgroupName,
      nightWorkgroupName: shared.nightWorkgroupName,
      tables: watched,
    });
    for (const { name, stateMachine } of watched)
      new CfnOutput(this, `StateMachine${name}`, { value: stateMachine.stateMachineArn });
    if (!main) return;
    new CfnOutput(this, 'Bucket', { value: shared.bucketName });
    new CfnOutput(this, 'Database', { value: shared.database.databaseName });
    new CfnOutput(this, 'Workgroup', { value: shared.workgroupName });
    new CfnOutput(this, 'NightWorkgroup', { value: shared.nightWorkgroupName });
    new CfnOutput(this, 'Topic', { value: shared.topic.topicArn });
  }
}
