import type { TableInput } from '@aws-sdk/client-glue';
import { CHECKS, readChecks } from '../../query-files';
import type { Resources, Table } from '../../config';
import type { CatalogPartition } from '../../night';
import { strayIds, type Fact, type StrayExport, type SystemFacts, type TableFacts } from '../../operations';
import { identifier, literal } from '../../sql';
import { StatementError, type Target } from '../../target';
import { parseLocation, recordOfFiles } from '../athena';
import { filesChange, type FilesRecord } from '../glue';
import { ListedStore } from '../s3';
import { partitionsOf, listStoredExports, readStoredManifest, type LocalFolder } from './open-folder';

/** What a folder says of its nights: catalog, objects and views. It has no schedule, no machine and no workgroup. */
export async function localDoctorFacts(
  folder: LocalFolder,
  target: Target,
  times: { readonly now: number; readonly lastScheduledTime: number },
): Promise<{ readonly system: SystemFacts; readonly tables: readonly TableFacts[] }> {
  const store = new ListedStore(folder.store);
  const tables: TableFacts[] = [];
  for (const { table, names } of folder.tables) tables.push(await tableFacts(folder, store, target, table, names));
  const { database } = folder.tables[0]?.names ?? { database: '' };
  const all = folder.catalog
    .tableNames(database)
    .flatMap((name): readonly CatalogPartition[] => folder.catalog.table(database, name)?.partitions ?? []);
  return {
    system: {
      config: folder.config,
      checks: readChecks(CHECKS),
      ...times,
      hasVirtualTime: true,
      strays: makeFound(await strays(folder, store, all)),
    },
    tables,
  };
}

async function tableFacts(
  folder: LocalFolder,
  store: ListedStore,
  target: Target,
  table: Table,
  names: Resources,
): Promise<TableFacts> {
  const read = (name: string) => makeFound(partitionsOf(folder, names, name));
  const partitions = {
    raw: read(names.raw),
    staged: read(names.staged),
    files: read(names.files),
    latest: read(names.latest),
  };
  const hasObjects = new Map<string, boolean>();
  const records = new Map<string, FilesRecord>();
  const changedFiles = new Map<string, string>();
  const unrecordedFiles = new Set<string>();
  for (const { value } of Object.values(partitions))
    for (const { StorageDescriptor, Files } of value) {
      const location = StorageDescriptor?.Location ?? '';
      if (!hasObjects.has(location)) {
        const { bucket, key } = parseLocation(location);
        const first = await store.list(bucket, key).next();
        hasObjects.set(location, first.done !== true);
      }
      if (Files === undefined) {
        unrecordedFiles.add(location);
        continue;
      }
      // several tables have the partitions of a night
      let record = records.get(location);
      if (record === undefined) records.set(location, (record = await recordOfFiles(location, store)));
      const changed = filesChange(Files, record);
      if (changed !== undefined) changedFiles.set(location, changed);
    }
  return {
    table,
    names,
    catalog: makeFound(
      new Map(
        folder.catalog.tableNames(names.database).flatMap((name): [string, TableInput][] => {
          const there = folder.catalog.table(names.database, name);
          return there ? [[name, there.input]] : [];
        }),
      ),
    ),
    partitions,
    hasObjects,
    changedFiles,
    unrecordedFiles,
    views: {
      newest: await readable(target, `SELECT * FROM ${identifier(names.newest)} LIMIT 1`),
      // of the newest night alone: to plan the scans of 400 takes seconds
      history: await readable(
        target,
        `SELECT * FROM ${identifier(names.history)} WHERE ${isNewest(partitions.raw.value)} LIMIT 1`,
      ),
    },
  };
}

/** SQL text that holds for the newest night, or for nothing where there is none. */
function isNewest(nights: readonly CatalogPartition[]): string {
  const dates = nights.map(({ Values }) => Values?.[0] ?? '').sort();
  return `export_date = ${literal(dates.at(-1) ?? '')}`;
}

async function strays(
  folder: LocalFolder,
  store: ListedStore,
  partitions: readonly CatalogPartition[],
): Promise<StrayExport[]> {
  const layouts = await listStoredExports({ ...folder, listed: store });
  const ids = strayIds([...layouts.keys()], partitions);
  return Promise.all(
    ids.map(async (exportId) => {
      const layout = layouts.get(exportId);
      return {
        exportId,
        folder: layout?.folder ?? '',
        manifest: layout ? await readStoredManifest(folder, layout) : 'missing',
      };
    }),
  );
}

async function readable(target: Target, sql: string): Promise<Fact<true>> {
  try {
    const answer = await target.query(sql);
    for await (const batch of answer.rows) if (batch.length > 0) break;
    return { is: 'found', value: true };
  } catch (error) {
    if (error instanceof StatementError) return { is: 'unreadable', why: error.message };
    throw error;
  }
}

function makeFound<T>(value: T): { readonly is: 'found'; readonly value: T } {
  return { is: 'found', value };
}
