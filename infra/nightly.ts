import { RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import {
  type CfnStateMachine,
  DefinitionBody,
  LogLevel,
  StateMachine,
  StateMachineType,
} from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { resources, type Config, type Table } from '../lib/config';
import type { SavedCheck } from '../lib/sql';
import { definition } from '../lib/workflow';
import { skipChecks } from './checkov';
import { NightlyRole } from './nightly-role';

/** Properties of {@link Nightly}. */
export interface NightlyProps {
  readonly config: Config;
  readonly table: Table;
  readonly sourceTableArn: string;
  readonly bucketArn: string;
  /** The users' checks of the nights, of all tables. */
  readonly checks: readonly SavedCheck[];
}

/** The state machine of a table's night, its role and its log. */
export class Nightly extends Construct {
  readonly stateMachine: StateMachine;

  constructor(scope: Construct, id: string, { config, table, sourceTableArn, bucketArn, checks }: NightlyProps) {
    super(scope, id);
    const names = resources(config, table);
    const { role } = new NightlyRole(this, 'Permissions', {
      names,
      sourceTableArn,
      bucketArn,
      expires: config.retentionDays !== undefined,
      columnar: table.columnar,
      kmsKeyArn: config.kmsKeyArn,
      catalogKeyArn: config.catalogKeyArn,
      lakeFormation: config.lakeFormation,
    });
    const log = new LogGroup(this, 'Log', {
      logGroupName: names.logGroup,
      retention: RetentionDays.ONE_YEAR,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    skipChecks(log, {
      id: 'CKV_AWS_158',
      reason:
        'CloudWatch Logs encrypts with its own key; with another one, logs stop where its policy forgets the service.',
    });
    this.stateMachine = new StateMachine(this, 'StateMachine', {
      stateMachineName: names.stateMachine,
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromString(
        Stack.of(this).toJsonString(definition(config, table, sourceTableArn, checks)),
      ),
      // The role itself lists, in one place, everything that the machine may do.
      role: role.withoutPolicyUpdates(),
      tracingEnabled: true,
      logs: {
        destination: log,
        level: LogLevel.ERROR,
        includeExecutionData: true,
      },
    });
    // The machine refers to the role, whose policies are its own: nothing else to wait for.
    (this.stateMachine.node.defaultChild as CfnStateMachine).addDeletionOverride('DependsOn');
    Validations.of(this.stateMachine).acknowledge({
      id: 'AwsSolutions-SF1',
      reason: 'The history of a STANDARD execution has every event for 90 days; the log keeps what failed, for a year.',
    });
  }
}
