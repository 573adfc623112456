import { resources, type Config, type Table } from '../../config';
import { type CatalogPartition, readPublishedNights } from '../../night';
import { getValue, type ExecutionFacts, type Fact, type TableFacts, type ValidationFacts } from '../../operations';
import { identifier, type SavedCheck } from '../../sql';
import type { Target } from '../../target';
import type { AccountClients } from '../account/account-clients';
import { continuousBackups, sourceTable } from '../dynamodb/dynamodb';
import { describeMachine, describeNight, listExecutions } from '../step-functions/executions';
import { factOf } from './fact';
import { awsFailure } from '../account/failure';
import { schedule } from '../step-functions/scheduler';
import { queryExecutions } from '../athena/workgroup-facts';

/** Whom to ask about what. */
export interface DoctorOptions {
  readonly config: Config;
  readonly clients: AccountClients;
  /** Answers statements, to see whether views can be read. */
  readonly target: Target;
  /** The users' checks of the nights. @default - those that the deployed state machines run, as they are not known here */
  readonly checks?: readonly SavedCheck[] | undefined;
}

type Services = Pick<
  TableFacts,
  'source' | 'recovery' | 'machine' | 'executions' | 'schedule' | 'views' | 'validation'
>;

/** What the services around a table say: DynamoDB, Step Functions, EventBridge Scheduler, Athena. */
export async function tableServices(
  options: DoctorOptions,
  table: Table,
  catalog: TableFacts['catalog'],
  machines: Fact<ReadonlyMap<string, string>>,
  nights: readonly CatalogPartition[],
): Promise<Required<Services>> {
  const { clients, config } = options;
  const names = resources(config, table);
  const machineArn = getValue(machines)?.get(names.stateMachine);
  const ofMachine = <T>(look: (arn: string) => Promise<T | undefined>): Promise<Fact<T>> =>
    machines.is === 'unreadable'
      ? Promise.resolve(machines)
      : factOf(async () => (machineArn === undefined ? undefined : look(machineArn)));
  const [source, recovery, machine, executions, scheduled, validation] = await Promise.all([
    factOf(() => sourceFacts(clients, names.sourceTable)),
    factOf(() => recoveryFacts(clients, names.sourceTable)),
    ofMachine(async (arn) => {
      const there = await describeMachine(clients.stepFunctions, arn);
      return there && { arn, definition: there.definition ?? '' };
    }),
    ofMachine((arn) => executionFacts(clients, arn)),
    factOf(() => scheduleFacts(clients, names.scheduleGroup, names.schedule)),
    factOf(() => validationFacts(clients, nights)),
  ]);
  // One after the other: two queries of a doctor are no reason to stand in a queue.
  const view = async (name: string, sql: string): Promise<Fact<true>> =>
    getValue(catalog)?.has(name) === true ? readable(options, sql) : { is: 'missing' };
  const newest = await view(names.newest, `SELECT * FROM ${identifier(names.newest)} LIMIT 1`);
  const history = await view(names.history, historyQuery(names.history, nights));
  return { source, recovery, machine, executions, schedule: scheduled, validation, views: { newest, history } };
}

/** A row of the newest night, so that no more than that is read. */
function historyQuery(view: string, partitions: readonly CatalogPartition[]): string {
  const night = readPublishedNights(partitions).at(-1);
  return `SELECT * FROM ${identifier(view)} WHERE export_date = '${night?.exportDate ?? ''}' LIMIT 1`;
}

/** Why a statement is not answered is what is found out here; why AWS is not reached is none of the view's. */
function readable({ target }: DoctorOptions, sql: string): Promise<Fact<true>> {
  const read = async (): Promise<Fact<true>> => {
    try {
      const answer = await target.query(sql);
      for await (const batch of answer.rows) if (batch.length > 0) break;
      return { is: 'found', value: true };
    } catch (error) {
      if (!(error instanceof Error) || awsFailure(error) !== undefined) throw error;
      return { is: 'unreadable', why: error.message };
    }
  };
  return factOf(read).then((fact) => (fact.is === 'found' ? fact.value : fact));
}

async function sourceFacts({ dynamoDb }: AccountClients, name: string) {
  const table = await sourceTable(dynamoDb, name);
  if (!table) return undefined;
  const types = new Map(table.AttributeDefinitions?.map((one) => [one.AttributeName, one.AttributeType]));
  const schema = [...(table.KeySchema ?? [])].sort((a, b) =>
    a.KeyType === 'HASH' ? -1 : b.KeyType === 'HASH' ? 1 : 0,
  );
  return {
    arn: table.TableArn ?? '',
    keys: schema.map(({ AttributeName = '' }) => ({ name: AttributeName, type: types.get(AttributeName) ?? '' })),
  };
}

async function recoveryFacts({ dynamoDb }: AccountClients, name: string) {
  const backups = await continuousBackups(dynamoDb, name);
  const recovery = backups?.PointInTimeRecoveryDescription;
  return (
    backups && {
      enabled: recovery?.PointInTimeRecoveryStatus === 'ENABLED',
      earliest: recovery?.EarliestRestorableDateTime?.toISOString(),
      latest: recovery?.LatestRestorableDateTime?.toISOString(),
      periodDays: recovery?.RecoveryPeriodInDays,
    }
  );
}

/** More than `adopt` lets run at the same time. */
const MOST_RUNNING = 30;

async function executionFacts({ stepFunctions }: AccountClients, machineArn: string): Promise<ExecutionFacts> {
  const [newest] = await listExecutions(stepFunctions, machineArn, 1);
  const failures = await Promise.all(
    (['FAILED', 'TIMED_OUT', 'ABORTED'] as const).map((status) => listExecutions(stepFunctions, machineArn, 1, status)),
  );
  const [failed] = failures.flat().sort((a, b) => Number(b.startDate) - Number(a.startDate));
  const describe = (one: { executionArn?: string | undefined } | undefined) =>
    one?.executionArn === undefined ? undefined : describeNight(stepFunctions, one.executionArn);
  const running = await listExecutions(stepFunctions, machineArn, MOST_RUNNING, 'RUNNING');
  return {
    newest: await describe(newest),
    failed: await describe(failed),
    running: await Promise.all(running.map(({ executionArn = '' }) => describeNight(stepFunctions, executionArn))),
  };
}

async function scheduleFacts({ scheduler }: AccountClients, group: string, name: string) {
  const there = await schedule(scheduler, group, name);
  return (
    there && {
      enabled: there.State !== 'DISABLED',
      expression: there.ScheduleExpression,
      timeZone: there.ScheduleExpressionTimezone,
      targetArn: there.Target?.Arn,
    }
  );
}

async function validationFacts(
  { athena }: AccountClients,
  partitions: readonly CatalogPartition[],
): Promise<ValidationFacts | undefined> {
  const id = readPublishedNights(partitions).at(-1)?.validationQueryId ?? '';
  if (id === '') return undefined;
  const statistics = (await queryExecutions(athena, [id])).get(id)?.Statistics;
  return (
    statistics && {
      bytesScanned: statistics.DataScannedInBytes ?? 0,
      milliseconds: statistics.TotalExecutionTimeInMillis ?? 0,
    }
  );
}
