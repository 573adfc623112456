import { EXPORT_PREFIX, resources, nameSharedResources, type Table } from '../../config';
import { s3Location } from '../../export';
import { inParallel } from '../../in-parallel';
import type { CatalogPartition } from '../../night';
import {
  readDeployedChecks,
  strayIds,
  getValue,
  type Fact,
  type StrayExport,
  type SystemFacts,
  type TableFacts,
} from '../../operations';
import type { AccountClients } from '../account/account-clients';
import { bucketFacts } from '../s3/bucket-facts';
import { catalogPartitions, catalogTables } from '../glue/catalog';
import { listExports } from '../dynamodb/dynamodb';
import { machineArns } from '../step-functions/executions';
import { exportManifests, findExports } from '../s3/export-folders';
import { factOf, needFactOf } from './fact';
import { quotaFacts } from './quotas';
import { hasObjects } from '../s3/s3';
import { tableServices, type DoctorOptions } from './table-services';
import { workgroupFacts } from '../athena/workgroup-facts';

/** Folders that are looked into at the same time. */
const AT_ONCE = 16;

/** The time at which facts are gathered. */
export interface DoctorTimes {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** When the schedule last started a night. */
  readonly lastScheduledTime: number;
}

/**
 * The facts of a system in an account. It reads one row of each view; nothing else that it does costs more than its
 * requests.
 */
export async function doctorFacts(
  options: DoctorOptions,
  times: DoctorTimes,
): Promise<{ readonly system: SystemFacts; readonly tables: readonly TableFacts[] }> {
  const { config, clients } = options;
  const { bucket, database, workgroup, nightWorkgroup } = nameSharedResources(config);
  const [catalog, machines] = await Promise.all([
    needFactOf(() => catalogTables(clients.glue, database)),
    factOf(() => machineArns(clients.stepFunctions)),
  ]);
  const tables: TableFacts[] = [];
  for (const table of config.tables) tables.push(await tableFacts(options, table, catalog, machines));
  const partitions = tables.flatMap((facts) => Object.values(facts.partitions).flatMap((fact) => getValue(fact) ?? []));
  return {
    system: {
      config,
      ...times,
      checks: options.checks ?? readDeployedChecks(tables),
      bucket: await factOf(() => bucketFacts(clients.s3, bucket)),
      workgroup: await factOf(() => workgroupFacts(clients.athena, workgroup)),
      nightWorkgroup: await factOf(() => workgroupFacts(clients.athena, nightWorkgroup)),
      strays: await factOf(() => strays(options, bucket, partitions)),
      runningExports: await factOf(async () => {
        const exports = await listExports(clients.dynamoDb);
        return exports.filter(
          ({ ExportStatus, ExportType }) => ExportStatus === 'IN_PROGRESS' && ExportType !== 'INCREMENTAL_EXPORT',
        ).length;
      }),
      quotas: await quotaFacts(clients.serviceQuotas),
    },
    tables,
  };
}

async function tableFacts(
  options: DoctorOptions,
  table: Table,
  catalog: TableFacts['catalog'],
  machines: Fact<ReadonlyMap<string, string>>,
): Promise<TableFacts> {
  const { config, clients } = options;
  const names = resources(config, table);
  const read = (name: string) => factOf(() => catalogPartitions(clients.glue, names.database, name));
  const [raw, staged, files, latest] = await Promise.all(
    [names.raw, names.staged, names.files, names.latest].map(read) as [Read, Read, Read, Read],
  );
  const partitions = { raw, staged, files, latest };
  const locations = Object.values(partitions).flatMap((fact) =>
    (getValue(fact) ?? []).map(({ StorageDescriptor }) => StorageDescriptor?.Location ?? ''),
  );
  return {
    table,
    names,
    catalog,
    partitions,
    hasObjects: await locationsWithObjects(clients, locations),
    ...(await tableServices(options, table, catalog, machines, getValue(raw) ?? [])),
  };
}

type Read = Promise<Fact<readonly CatalogPartition[]>>;

/** Whether folders have objects; those that cannot be listed are left out. */
async function locationsWithObjects(
  { s3 }: AccountClients,
  locations: readonly string[],
): Promise<ReadonlyMap<string, boolean>> {
  const answers = new Map<string, boolean>();
  await inParallel(new Set(locations), AT_ONCE, async (location) => {
    const place = s3Location(location);
    if (!place) return;
    const fact = await factOf(() => hasObjects(s3, place.bucket, place.key));
    if (fact.is === 'found') answers.set(location, fact.value);
  });
  return answers;
}

async function strays(
  { clients }: DoctorOptions,
  bucket: string,
  partitions: readonly CatalogPartition[],
): Promise<readonly StrayExport[] | undefined> {
  const exports = await findExports(clients.s3, bucket, [`${EXPORT_PREFIX}/`]);
  if (!exports) return undefined;
  const layouts = strayIds([...exports.keys()], partitions).flatMap((id) => exports.get(id) ?? []);
  const manifests = await exportManifests(clients.s3, bucket, layouts);
  return layouts.map(({ exportId, folder }) => ({
    exportId,
    folder,
    manifest: manifests.get(exportId) ?? 'missing',
  }));
}
