import { readFileSync } from 'node:fs';
import { AthenaClient } from '@aws-sdk/client-athena';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GlueClient } from '@aws-sdk/client-glue';
import { S3Client } from '@aws-sdk/client-s3';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { parseConfig, resources, stackName, type Config, type Resources, type Table } from '../../lib/config';
import type { Context, OwnTableName, TableName } from './configuration';

/** Where the suite runs: the systems that were deployed for it, reached as AWS's SDKs are always told (AWS_REGION ...). */
const { INTEGRATION_CONTEXTS, INTEGRATION_OUTPUTS, AWS_ENDPOINT_URL } = process.env;

/** Seconds after which DynamoDB's export has what was written: none at an emulator. */
export const SETTLE_SECONDS = Number(process.env.INTEGRATION_SETTLE_SECONDS ?? 0);

/** How long something may take that takes long. */
export const PATIENCE_SECONDS = Number(process.env.INTEGRATION_PATIENCE_SECONDS ?? 180);

/** Milliseconds between two questions whether something is done. */
export const POLL_MS = AWS_ENDPOINT_URL === undefined ? 5_000 : 100;

/** A folder whose files say which tables' exports are to fail, or not to end: the lab's alone. */
export const FAULTS_FOLDER = process.env.INTEGRATION_FAULTS;

export const athena = new AthenaClient();
export const cloudFormation = new CloudFormationClient();
export const dynamoDb = new DynamoDBClient();
export const glue = new GlueClient();
// An emulator has one host name for all buckets.
export const s3 = new S3Client({ forcePathStyle: AWS_ENDPOINT_URL !== undefined });
export const scheduler = new SchedulerClient();
export const sfn = new SFNClient();
export const sns = new SNSClient();
export const sqs = new SQSClient();

/** A system as it was deployed. */
interface Deployed {
  /** Its configuration as CDK's context took it. */
  readonly context: Context;
  /** The same, with the account that the outputs' ARNs are of. */
  readonly config: Config;
  /** The outputs of all of its stacks. */
  readonly outputs: Readonly<Record<string, string>>;
}

const [main, own] = [deployedSystem(0), deployedSystem(1)] as const;

export const { context: CONTEXT, config } = main;

/** The second system, which uses a table, a bucket and a key that were there before. */
export const { context: OWN_CONTEXT, config: ownConfig } = own;

/** The name of a system that is not deployed. */
export const NOWHERE = config.systemName.replace('it-', 'no-');

/** The name of the stack that has a table's resources. */
export function nameStackOf(table: Pick<Table, 'name'>): string {
  return stackName(config, table);
}

/** The name of the stack that has what the tables share. */
export const MAIN_STACK = stackName(config);

/** A table of the system with the names of all that belongs to it. */
export interface TableUnderTest extends Resources {
  readonly table: Table;
  readonly stateMachineArn: string;
  readonly topicArn: string;
  readonly tableArn: string;
}

/** @throws Error when the system has no such table */
export function tableUnderTest(name: TableName): TableUnderTest {
  return tableOf(main, name);
}

/** A table of the second system. */
export function ownTable(name: OwnTableName): TableUnderTest {
  return tableOf(own, name);
}

function tableOf({ config: deployed, outputs }: Deployed, name: string): TableUnderTest {
  const table = deployed.tables.find((candidate) => candidate.name === name);
  if (!table) throw new Error(`The configuration has no table ${name}`);
  const names = resources(deployed, table);
  const stateMachineArn = require(`output StateMachine${name}`, outputs[`StateMachine${name}`]);
  const [, partition, , region, account] = stateMachineArn.split(':');
  return {
    ...names,
    table,
    stateMachineArn,
    topicArn: require('output Topic', outputs.Topic),
    tableArn: `arn:${partition ?? ''}:dynamodb:${region ?? ''}:${account ?? ''}:table/${names.sourceTable}`,
  };
}

function deployedSystem(index: number): Deployed {
  const contexts = JSON.parse(require('INTEGRATION_CONTEXTS', INTEGRATION_CONTEXTS)) as readonly Context[];
  const files = JSON.parse(require('INTEGRATION_OUTPUTS', INTEGRATION_OUTPUTS)) as readonly string[];
  const stacks = JSON.parse(readFileSync(files[index] ?? '', 'utf8')) as Record<string, Record<string, string>>;
  const outputs = Object.assign({}, ...Object.values(stacks)) as Record<string, string>;
  const context = contexts[index] ?? {};
  const account = outputs.Topic?.split(':')[4];
  return { context, config: { ...parseConfig(context), ...(account !== undefined && { account }) }, outputs };
}

function require(what: string, value: string | undefined): string {
  if (value !== undefined) return value;
  throw new Error(`${what} is missing: start the suite with npm run test:lab, or npm run test:aws -- --profile NAME`);
}
