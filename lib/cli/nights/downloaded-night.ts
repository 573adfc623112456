import { VirtualClock } from '../../asl';
import { parseConfig, resources, nameSharedResources, type Config, type Table } from '../../config';
import { InferError, inferTable, proposalSummary, tableIdentity, type ProposedTable } from '../../infer';
import type { AbsoluteFolder } from '../../athena-sql/engine/absolute-folder';
import { AthenaError } from '../../athena-sql/dialect';
import { makeNights } from '../../local/folder/new-nights';
import type { FileStore, ImportedExport } from '../../local/s3';
import { addExportPrefixes } from '../../local/s3/read-exports';
import { LocalSystem, localStore } from '../../local/system';
import { bytes, count } from '../terminal/format';
import { findImportedItems, withQueries } from '../inference/item-queries';
import { placeExport } from '../inference/place-export';
import { keepTables } from '../options/local-folder';
import { manifestWarnings } from './manifest-warnings';
import { print } from '../terminal/print';
import { runNight } from './run-night';
import { showNight, type RanNight } from './show-night';

/** Names of the key attributes of a table that is not configured; without them its items tell. */
export interface Keys {
  readonly key?: string | undefined;
  readonly sortKey?: string | undefined;
}

/** How a downloaded night is run. */
export interface DownloadedNightOptions extends Keys, Pick<RanNight, 'answers'> {}

/**
 * One night of a downloaded export: of a configured table, or of any other, whose key and attributes its items tell.
 *
 * @param folder whose nights it replaces
 * @param directory the export as it was downloaded
 * @returns whether it was published
 * @throws ImportError, InferError
 */
export async function runDownloadedNight(
  config: Config,
  folder: AbsoluteFolder,
  directory: string,
  options: DownloadedNightOptions,
): Promise<boolean> {
  const began = performance.now();
  const ran = await makeNights(folder, (next) => runInto(config, next, directory, options));
  return showNight(ran.result, { folder, ...ran, answers: options.answers, times: { began, night: ran.milliseconds } });
}

async function runInto(config: Config, folder: AbsoluteFolder, directory: string, keys: Keys) {
  const store = localStore(folder);
  const imported = await placeExport(store, directory, nameSharedResources(config).bucket);
  print(`${directory}: ${count(imported.files)} files, ${bytes(imported.bytes)}.`);
  for (const warning of await manifestWarnings(store, imported)) print(warning);
  const exported = await identifyExportedTable(config, store, imported, { folder, directory, keys });
  const clock = new VirtualClock(Date.now());
  const table = addExportPrefixes(exported.table, [imported.layout.manifestSummary]);
  const system = await LocalSystem.open({ folder, ...exported, table, clock, random: Math.random });
  try {
    const exportArn = system.adopt(imported);
    const started = performance.now();
    const result = await runNight(system, exported.config, clock, { exportArn });
    return { result, milliseconds: performance.now() - started, ...exported };
  } finally {
    await system.close();
  }
}

interface ExportedTable {
  readonly config: Config;
  readonly table: Table;
  readonly tableArn: string;
}

/** The table that an export says it is of. A manifest that cannot be read is for the workflow to judge. */
async function identifyExportedTable(
  config: Config,
  store: FileStore,
  imported: ImportedExport,
  { folder, directory, keys }: { readonly folder: AbsoluteFolder; readonly directory: string; readonly keys: Keys },
): Promise<ExportedTable> {
  const [first] = config.tables as [Table];
  const local = `arn:aws:dynamodb:${config.region}:000000000000:table/${resources(config, first).sourceTable}`;
  const tableArn = imported.tableArn ?? local;
  const name = tableArn.slice(tableArn.lastIndexOf('/') + 1);
  const configured = config.tables.find((table) => resources(config, table).sourceTable === name);
  if (configured) return { config, table: configured, tableArn };
  print(`\ncdk.json does not have the table ${name}; what its items say of it:`);
  const found = await proposeTable(name, store, imported, { directory, keys });
  const { tables } = parseConfig({ tables: [found] });
  keepTables(folder, [found]);
  const [table] = tables as [Table];
  return { config: { ...config, tables }, table, tableArn };
}

/** Key attribute of a table whose items do not tell: no item is without it where there is none. */
const UNKNOWN_KEY = 'unknown_key';

/**
 * The table that the items tell. Passes over a line that is no item; where none can be read at all, a table without
 * attributes: what is wrong with the export is for its night to find, and to say in its own words.
 *
 * @throws InferError where the items leave a choice of keys, or do not fit those that are given
 */
async function proposeTable(
  name: string,
  store: FileStore,
  imported: ImportedExport,
  { directory, keys: { key, sortKey } }: { readonly directory: string; readonly keys: Keys },
): Promise<ProposedTable> {
  const identity = tableIdentity(name);
  try {
    const inferFromItems = async (ignoreMalformed: boolean) =>
      withQueries(store, await findImportedItems(store, imported, ignoreMalformed), (query) =>
        inferTable(query, identity, { partitionKey: key, sortKey }),
      );
    // to read lines of any kind takes twice as long, and all memory where items are long
    const proposal = await inferFromItems(false).catch((error: unknown) => {
      if (error instanceof AthenaError) return inferFromItems(true);
      throw error;
    });
    print(`${proposalSummary(proposal)}\nFor cdk.json, and with all reasons: export-to-athena infer ${directory}`);
    return proposal.table;
  } catch (error) {
    const why = whyUnknown(error);
    if (why === undefined) throw error;
    const keyOf = (given: string) => ({ name: given, type: 'S' as const });
    print(
      `${why}, so no column is known, and the key ` +
        `${key === undefined ? `is not either: it is called ${UNKNOWN_KEY}` : 'is taken as it was given'}.`,
    );
    return {
      ...identity,
      partitionKey: keyOf(key ?? UNKNOWN_KEY),
      ...(sortKey !== undefined && { sortKey: keyOf(sortKey) }),
      attributes: [],
    };
  }
}

/** Why the items tell no table, which the night's verdict says better; undefined for any other error. */
function whyUnknown(error: unknown): string | undefined {
  if (error instanceof AthenaError) return 'they cannot be read';
  if (!(error instanceof InferError)) return undefined;
  if (error.name === 'Infer.NoItems') return 'there is no item';
  return error.name === 'Infer.NoKey' ? 'no attribute is in all items' : undefined;
}
