import {
  BatchGetQueryExecutionCommand,
  GetWorkGroupCommand,
  type AthenaClient,
  type QueryExecution,
} from '@aws-sdk/client-athena';
import type { WorkgroupFacts } from '../../operations';

/** Queries that Athena describes in one call. */
const MAX_BATCH = 50;

/** What the doctor wants to know of a workgroup; undefined if there is none of that name. */
export async function workgroupFacts(client: AthenaClient, name: string): Promise<WorkgroupFacts | undefined> {
  let answer;
  try {
    answer = await client.send(new GetWorkGroupCommand({ WorkGroup: name }));
  } catch (error) {
    // Athena has no error of its own for it.
    if (error instanceof Error && error.name === 'InvalidRequestException' && /not found/i.test(error.message))
      return undefined;
    throw error;
  }
  const { State, Configuration } = answer.WorkGroup ?? {};
  return {
    enabled: State !== 'DISABLED',
    enforced: Configuration?.EnforceWorkGroupConfiguration === true,
    outputLocation: Configuration?.ResultConfiguration?.OutputLocation,
    bytesScannedCutoff: Configuration?.BytesScannedCutoffPerQuery,
    engine: Configuration?.EngineVersion?.EffectiveEngineVersion ?? Configuration?.EngineVersion?.SelectedEngineVersion,
  };
}

/** Queries by their ids, those that Athena still knows: it keeps them for 45 days ("Query history"). */
export async function queryExecutions(
  client: AthenaClient,
  ids: readonly string[],
): Promise<ReadonlyMap<string, QueryExecution>> {
  const found = new Map<string, QueryExecution>();
  for (let from = 0; from < ids.length; from += MAX_BATCH) {
    const batch = new BatchGetQueryExecutionCommand({ QueryExecutionIds: ids.slice(from, from + MAX_BATCH) });
    const { QueryExecutions = [] } = await client.send(batch);
    for (const query of QueryExecutions) found.set(query.QueryExecutionId ?? '', query);
  }
  return found;
}
