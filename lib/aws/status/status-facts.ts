import { resources, type Config, type Table } from '../../config';
import { inParallel } from '../../in-parallel';
import { readPublishedNights } from '../../night';
import { type NightExecution, type QueryFacts, type StatusFacts } from '../../operations';
import type { AccountClients } from '../account/account-clients';
import { catalogPartitions } from '../glue/catalog';
import { queryCost } from '../athena/cost';
import { describeExport } from '../dynamodb/dynamodb';
import { describeNight, listExecutions } from '../step-functions/executions';
import { queryExecutions } from '../athena/workgroup-facts';

/** Executions that are described at the same time. */
const AT_ONCE = 16;

/**
 * What an account says of a table's last nights. Step Functions keeps executions for 90 days, Athena queries for 45 and
 * DynamoDB exports for 90; what is older has its partition alone.
 *
 * @param limit nights that are wanted
 */
export async function statusFacts(
  clients: AccountClients,
  config: Config,
  table: Table,
  machineArn: string,
  { limit, now }: { readonly limit: number; readonly now: number },
): Promise<StatusFacts> {
  const names = resources(config, table);
  const listed = await listExecutions(clients.stepFunctions, machineArn, limit);
  const executions: NightExecution[] = [];
  await inParallel(listed, AT_ONCE, async ({ executionArn = '' }) => {
    executions.push(await describeNight(clients.stepFunctions, executionArn));
  });
  const partitions = (await catalogPartitions(clients.glue, names.database, names.raw)) ?? [];
  const nights = readPublishedNights(partitions).slice(-limit);
  const ids = [
    ...executions.map(({ output }) => output.validationQueryId),
    ...nights.map(({ validationQueryId }) => validationQueryId),
  ].filter((id): id is string => typeof id === 'string' && id !== '');
  const queries = new Map<string, QueryFacts>();
  for (const [id, { Statistics, StatementType }] of await queryExecutions(clients.athena, [...new Set(ids)])) {
    const bytesScanned = Statistics?.DataScannedInBytes ?? 0;
    queries.set(id, { bytesScanned, cost: queryCost(bytesScanned, { StatementType }) });
  }
  const exported = executions.map(({ output }) => output.exportArn);
  const arns = [...exported, ...nights.map(({ exportArn }) => exportArn)].filter(
    (arn): arn is string => typeof arn === 'string' && arn !== '',
  );
  const billedBytes = new Map<string, number>();
  // One after the other: DynamoDB throttles some fifteen at once.
  for (const arn of new Set(arns)) {
    const description = await describeExport(clients.dynamoDb, arn);
    if (description?.BilledSizeBytes !== undefined) billedBytes.set(arn, description.BilledSizeBytes);
  }
  return { table: table.name, timeZone: config.timeZone, executions, nights, queries, billedBytes, now };
}
