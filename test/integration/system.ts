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
import type { Context, TableName } from './configuration';

/** Where the suite runs: the system that was deployed for it, reached as AWS's SDKs are always told (AWS_REGION ...). */
const { INTEGRATION_CONTEXT, INTEGRATION_OUTPUTS, AWS_ENDPOINT_URL } = process.env;

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

/** The configuration that was deployed, as CDK's context took it. */
export const CONTEXT = JSON.parse(needed('INTEGRATION_CONTEXT', INTEGRATION_CONTEXT)) as Context;

export const config: Config = { ...parseConfig(CONTEXT), ...deployedAccount() };

/** The name of a system that is not deployed. */
export const NOWHERE = config.systemName.replace('it-', 'no-');

/** The name of the stack that has a table's resources: the main one, which has what all share, or the one that the table names. */
export function stackOf({ stack }: Pick<Table, 'stack'>): string {
  return stackName(config, stack);
}

/** A table of the system with the names of all that belongs to it. */
export interface TableUnderTest extends Resources {
  readonly table: Table;
  readonly stateMachineArn: string;
  readonly topicArn: string;
  readonly tableArn: string;
}

/** @throws Error when the system has no such table */
export function tableUnderTest(name: TableName): TableUnderTest {
  const table = config.tables.find((candidate) => candidate.name === name);
  if (!table) throw new Error(`The configuration has no table ${name}`);
  const outputs = stackOutputs();
  const names = resources(config, table);
  const stateMachineArn = needed(`output StateMachine${name}`, outputs[`StateMachine${name}`]);
  const [, partition, , region, account] = stateMachineArn.split(':');
  return {
    ...names,
    table,
    stateMachineArn,
    topicArn: needed('output Topic', outputs.Topic),
    tableArn: `arn:${partition ?? ''}:dynamodb:${region ?? ''}:${account ?? ''}:table/${names.sourceTable}`,
  };
}

/** The account that the outputs' ARNs are of. */
function deployedAccount(): Pick<Config, 'account'> | undefined {
  const account = INTEGRATION_OUTPUTS === undefined ? undefined : stackOutputs().Topic?.split(':')[4];
  return account === undefined ? undefined : { account };
}

function stackOutputs(): Readonly<Record<string, string>> {
  const file = needed('INTEGRATION_OUTPUTS', INTEGRATION_OUTPUTS);
  const stacks = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Record<string, string>>;
  return Object.assign({}, ...Object.values(stacks)) as Record<string, string>;
}

function needed(what: string, value: string | undefined): string {
  if (value !== undefined) return value;
  throw new Error(`${what} is missing: start the suite with npm run test:lab, or npm run test:aws -- --profile NAME`);
}
