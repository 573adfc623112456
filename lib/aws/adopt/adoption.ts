import type { Clock } from '../../asl';
import { resources, type Config, type Table } from '../../config';
import { exportArn, parseExportArn, startTimeOf } from '../../export';
import { readPublishedNights } from '../../night';
import {
  adoptionInput,
  toKnownNight,
  type AdoptionActions,
  type AdoptionFacts,
  type KnownExport,
  type NightExecution,
} from '../../operations';
import type { AccountClients } from '../account/account-clients';
import { catalogPartitions, noGlueTable } from '../glue/catalog';
import { describeExport, listExports, sourceTable } from '../dynamodb/dynamodb';
import { describeNight, listExecutions, startNamed } from '../step-functions/executions';
import { exportManifests, findExports } from '../s3/export-folders';

const DAY = 86_400_000;

/** Pause between two looks at an execution; one that adopts takes a minute at least. */
const PAUSE_MILLISECONDS = 10_000;

/** Executions that can be under way for one table at most, as far as adoption looks. */
const MAX_RUNNING = 1_000;

export interface AdoptionSource {
  readonly config: Config;
  readonly table: Table;
  readonly clients: AccountClients;
  readonly machineArn: string;
  readonly now: number;
  /** First date that is wanted. */
  readonly since: string | undefined;
  /** Called while manifests are read, with those done and all. */
  readonly onProgress: (done: number, total: number) => void;
}

/**
 * What an account has for a plan: exports that DynamoDB lists, folders in the bucket, published nights, running executions.
 *
 * @throws Error where the table, the database or the bucket is not there
 */
export async function adoptionFacts(source: AdoptionSource): Promise<AdoptionFacts> {
  const { config, table, clients, machineArn, now, since, onProgress } = source;
  const names = resources(config, table);
  const tableArn = (await sourceTable(clients.dynamoDb, names.sourceTable))?.TableArn;
  if (tableArn === undefined)
    throw new Error(
      `There is no DynamoDB table ${names.sourceTable} in ${config.region}: correct existingTable or region in the configuration`,
    );
  const partitions = await catalogPartitions(clients.glue, names.database, names.raw);
  if (!partitions) throw noGlueTable(config, names);
  const [listed, folders, running] = await Promise.all([
    listExports(clients.dynamoDb, tableArn),
    findExports(clients.s3, names.bucket, names.exportFolders),
    listExecutions(clients.stepFunctions, machineArn, MAX_RUNNING, 'RUNNING'),
  ]);
  if (!folders)
    throw new Error(
      `There is no bucket ${names.bucket}: deploy the stack first, or correct existingBucket in the configuration`,
    );
  const nights = readPublishedNights(partitions).map(toKnownNight);
  const listings = new Map(
    listed.map(({ ExportArn = '', ExportStatus = '', ExportType }) => [
      parseExportArn(ExportArn)?.exportId ?? '',
      { status: ExportStatus, type: ExportType },
    ]),
  );
  // A day more, as the date is local and the id's time is not.
  const from = since === undefined ? 0 : Date.parse(since) - DAY;
  const ids = [...new Set([...listings.keys(), ...folders.keys()])]
    .filter((id) => (startTimeOf(id) ?? Infinity) >= from)
    .sort();
  const layouts = ids.flatMap((id) => folders.get(id) ?? []);
  const manifests = await exportManifests(clients.s3, names.bucket, layouts, (read) => {
    onProgress(read, layouts.length);
  });
  const exports: KnownExport[] = [];
  for (const exportId of ids) {
    const manifestKey = folders.get(exportId)?.manifestSummary;
    const listed = listings.get(exportId);
    exports.push({
      exportId,
      listed,
      manifest: manifests.get(exportId) ?? 'missing',
      manifestKey,
      // One after the other: DynamoDB throttles some fifteen at once.
      ...(listed?.status === 'COMPLETED' &&
        !nights.some((night) => night.exportId === exportId) &&
        (await describeListed(clients, exportArn(tableArn, exportId)))),
    });
  }
  const executions = await Promise.all(
    running.map(({ executionArn = '' }) => describeNight(clients.stepFunctions, executionArn)),
  );
  const worked = executions.flatMap(({ input }) => parseExportArn(String(input.exportArn))?.exportId ?? []);
  const { bucket, exportFolders } = names;
  const isIncremental = table.incremental !== undefined;
  return {
    config,
    isIncremental,
    tableArn,
    bucket,
    exportFolders,
    exports,
    nights,
    running: new Set(worked),
    now,
    since,
  };
}

/** What ListExports does not tell of an export: its filter, and where its manifest lies, as `s3://bucket/key`. */
async function describeListed(
  { dynamoDb }: AccountClients,
  arn: string,
): Promise<Pick<KnownExport, 'filter' | 'elsewhere'>> {
  const { S3Bucket, ExportManifest, FilterSpecification } = (await describeExport(dynamoDb, arn)) ?? {};
  return {
    ...(FilterSpecification !== undefined && { filter: JSON.stringify(FilterSpecification) }),
    ...(S3Bucket !== undefined && ExportManifest !== undefined && { elsewhere: `s3://${S3Bucket}/${ExportManifest}` }),
  };
}

/** Starts executions of the deployed machine, and waits for them. */
export function makeDeployedActions(
  { stepFunctions }: Pick<AccountClients, 'stepFunctions'>,
  machineArn: string,
  { clock, signal }: { readonly clock: Clock; readonly signal?: AbortSignal | undefined },
): AdoptionActions {
  return {
    start: (step, name) => startNamed(stepFunctions, machineArn, name, adoptionInput(step)),
    awaitEnd: async (executionArn): Promise<NightExecution> => {
      for (;;) {
        const execution = await describeNight(stepFunctions, executionArn);
        if (execution.status !== 'RUNNING' || signal?.aborted === true) return execution;
        await clock.sleep(PAUSE_MILLISECONDS, signal).catch((error: unknown) => {
          if (signal?.aborted !== true) throw error;
        });
      }
    },
  };
}
