import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import {
  type CfnStateMachine,
  DefinitionBody,
  LogLevel,
  StateMachine,
  StateMachineType,
} from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { resources, type Config, type Table } from '../../lib/config';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { SavedCheck } from '../../lib/sql';
import { definition, moveToPartition, type Definition } from '../../lib/workflow';
import { NightlyRole } from './nightly-role';
import { findPartition } from './partition';
import { refuse } from './refuse';

/** Properties of {@link Nightly}. */
export interface NightlyProps {
  readonly config: Config;
  readonly table: Table;
  readonly sourceTableArn: string;
  readonly bucketArn: string;
  /** The users' checks of the nights, of all tables. */
  readonly checks: readonly SavedCheck[];
  /**
   * Who the machine is; it gets the statements of a night.
   *
   * @default - a role of its own
   */
  readonly role?: IRole | undefined;
}

/** The state machine of a table's night, its role and its log. */
export class Nightly extends Construct {
  readonly stateMachine: StateMachine;
  readonly definition: Definition;

  constructor(
    scope: Construct,
    id: string,
    { config, table, sourceTableArn, bucketArn, checks, role: given }: NightlyProps,
  ) {
    super(scope, id);
    const stack = Stack.of(this);
    const names = resources(config, table);
    const permissions = new NightlyRole(this, 'Permissions', {
      role: given,
      names,
      sourceTableArn,
      bucketArn,
      expires: config.retentionDays !== undefined,
      columnar: table.columnar,
      incremental: table.incremental !== undefined,
      kmsKeyArn: config.kmsKeyArn,
      catalogKeyArn: config.catalogKeyArn,
      lakeFormation: config.lakeFormation,
    });
    const log = new LogGroup(this, 'Log', {
      logGroupName: names.logGroup,
      retention: RetentionDays.ONE_YEAR,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.definition = this.define(() => definition(config, table, sourceTableArn, checks));
    this.stateMachine = new StateMachine(this, 'StateMachine', {
      stateMachineName: names.stateMachine,
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromString(
        stack.toJsonString(moveToPartition(this.definition, findPartition(stack))),
      ),
      role: permissions.assumed,
      tracingEnabled: true,
      logs: {
        destination: log,
        level: LogLevel.ERROR,
        includeExecutionData: true,
      },
    });
    // The machine refers to the role, whose policies are its own: nothing else to wait for. Those of a given role are
    // resources beside it, and Step Functions refuses a machine whose role may not deliver logs.
    if (given === undefined) (this.stateMachine.node.defaultChild as CfnStateMachine).addDeletionOverride('DependsOn');
    else this.stateMachine.node.addDependency(permissions);
  }

  private define(make: () => Definition): Definition {
    try {
      return make();
    } catch (error) {
      return refuse(this, (error as Error).message);
    }
  }
}
