import { amount } from '../../amount';
import { VirtualClock } from '../../asl';
import { parseConfig, resources, nameSharedResources, type Config, type Table } from '../../config';
import { InferError, inferTable, proposalSummary, tableIdentity, type ProposedTable } from '../../infer';
import type { AbsoluteFolder } from '../../athena-sql/engine/absolute-folder';
import { makeNights } from '../../local/folder/new-nights';
import { findExports, orderExports, type DownloadedExport, type FileStore, type ImportedExport } from '../../local/s3';
import { CHECKS, readChecks } from '../../query-files';
import type { SavedCheck } from '../../sql';
import { requireApart } from '../../local/s3/apart-from-nights';
import { addExportPrefixes } from '../../local/s3/read-exports';
import { LocalSystem, localStore } from '../../local/system';
import { bytes } from '../terminal/format';
import { isUnreadable } from '../inference/is-unreadable';
import { findImportedItems, withQueries } from '../inference/item-queries';
import { keysOfChanges } from '../inference/keys-of-changes';
import { placeExport } from '../inference/place-export';
import { keepIncremental, keepTables, withIncremental } from '../options/local-folder';
import { manifestWarnings } from './manifest-warnings';
import { print } from '../terminal/print';
import { noteLostTables } from './note-lost-tables';
import { runNight } from './run-night';
import { showNight, type RanNight } from './show-night';
import { pathText, shellWord } from '../../path-text';

/** Names of the key attributes of a table that is not configured; without them its items tell. */
export interface Keys {
  readonly key?: string | undefined;
  readonly sortKey?: string | undefined;
}

/** How downloaded nights are run. */
export interface DownloadedNightOptions extends Keys, Pick<RanNight, 'answers' | 'say'> {}

/** The same, of which it is known where lines go. */
interface Told extends DownloadedNightOptions {
  readonly say: NonNullable<RanNight['say']>;
}

/**
 * Nights of downloaded exports: one of a full export, and one of each incremental export that follows it. They are those of a
 * configured table, or of any other, whose key and attributes the items of the full export tell.
 *
 * @param folder whose nights they replace
 * @param directories the exports as they were downloaded, in any order
 * @returns whether all were published; the first that is not is the last that is run
 * @throws ImportError, ManifestError, InferError
 */
export async function runDownloadedNights(
  config: Config,
  folder: AbsoluteFolder,
  directories: readonly string[],
  options: DownloadedNightOptions,
): Promise<boolean> {
  const began = performance.now();
  const found: DownloadedExport[] = [];
  for (const directory of directories) found.push(...(await findExports(directory)));
  requireApart(found, folder);
  const exports = orderExports(found);
  const { answers, say = print } = options;
  const ran = await makeNights(folder, (next) => runInto(config, next, exports, { ...options, say }), noteLostTables);
  return showNight(ran.result, { folder, ...ran, answers, say, times: { began, night: ran.milliseconds } });
}

async function runInto(
  config: Config,
  folder: AbsoluteFolder,
  [full, ...increments]: ReturnType<typeof orderExports>,
  options: Told,
) {
  const { say } = options;
  const store = localStore(folder);
  const { bucket } = nameSharedResources(config);
  const place = async (found: DownloadedExport): Promise<ImportedExport> => {
    const imported = await placeExport(store, found, bucket);
    say(`${pathText(found.directory)}: ${amount(imported.files, 'file')}, ${bytes(imported.bytes)}.`);
    for (const warning of await manifestWarnings(store, imported)) say(warning);
    return imported;
  };
  const first = await place(full);
  const exported = await identifyExportedTable(config, store, first, {
    folder,
    directory: full.directory,
    options,
    increments,
  });
  const imported = [first];
  for (const increment of increments) imported.push(await place(increment));
  const clock = new VirtualClock(Date.now());
  const table = addExportPrefixes(
    exported.table,
    imported.map(({ layout }) => layout.manifestSummary),
  );
  const system = await LocalSystem.open({ folder, ...exported, table, clock, random: Math.random });
  try {
    const arns = imported.map((each) => system.adopt(each));
    const started = performance.now();
    let result = await runNight(system, exported.config, clock, { exportArn: arns[0] }, say);
    for (const exportArn of arns.slice(1))
      if (result.status === 'SUCCEEDED') result = await runNight(system, exported.config, clock, { exportArn }, say);
    return { result, milliseconds: performance.now() - started, ...exported };
  } finally {
    await system.close();
  }
}

interface ExportedTable {
  readonly config: Config;
  readonly table: Table;
  readonly tableArn: string;
  /** The checks of its nights. @default those of queries/checks */
  readonly checks?: readonly SavedCheck[];
}

/** The table that an export says it is of. A manifest that cannot be read is for the workflow to judge. */
async function identifyExportedTable(
  config: Config,
  store: FileStore,
  imported: ImportedExport,
  {
    folder,
    directory,
    options,
    increments,
  }: {
    readonly folder: AbsoluteFolder;
    readonly directory: string;
    readonly options: Told;
    /** The changes that follow. */
    readonly increments: readonly DownloadedExport[];
  },
): Promise<ExportedTable> {
  const withChanges = increments.length > 0;
  const [first] = config.tables as [Table];
  const local = `arn:aws:dynamodb:${config.region}:000000000000:table/${resources(config, first).sourceTable}`;
  const tableArn = imported.tableArn ?? local;
  const name = tableArn.slice(tableArn.lastIndexOf('/') + 1);
  const configured = config.tables.find((table) => resources(config, table).sourceTable === name);
  if (configured) {
    if (!withChanges) return { config, table: configured, tableArn };
    keepIncremental(folder, { [configured.name]: OF_DOWNLOADS });
    return { config, table: withIncremental(configured, OF_DOWNLOADS), tableArn };
  }
  options.say(`\ncdk.json does not have the table ${name}; what its items say of it:`);
  const proposed = await proposeTable(name, store, imported, {
    directory,
    keys: options.key === undefined ? await addNamedKeys(options, increments) : options,
    say: options.say,
  });
  const found = withChanges ? { ...proposed, incremental: OF_DOWNLOADS } : proposed;
  const { tables } = parseConfig({ tables: [found] });
  keepTables(folder, [found]);
  const [table] = tables as [Table];
  return { config: { ...config, tables }, table, tableArn, checks: checksOfOthers(config) };
}

/** With the key attributes that the records of changes name, if there are any. */
async function addNamedKeys({ sortKey }: Keys, increments: readonly DownloadedExport[]): Promise<Keys> {
  const [first, second] = (await keysOfChanges(increments)) ?? [];
  return sortKey === first ? { key: second, sortKey } : { key: first, sortKey: sortKey ?? second };
}

/** The checks that are not of a table of cdk.json, which has columns that another of its name need not have. */
function checksOfOthers(config: Config): SavedCheck[] {
  const configured = config.tables.map((table) => resources(config, table).newest);
  return readChecks(CHECKS).filter(({ table }) => table === undefined || !configured.includes(table));
}

/** Downloaded exports are all there are: none is asked for to reconcile them with. */
const OF_DOWNLOADS = { reconcile: 'never', maxCatchUpDays: 7 } as const;

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
  {
    directory,
    keys: { key, sortKey },
    say,
  }: { readonly directory: string; readonly keys: Keys; readonly say: Told['say'] },
): Promise<ProposedTable> {
  const identity = tableIdentity(name);
  try {
    const inferFromItems = async (ignoreMalformed: boolean) =>
      withQueries(store, await findImportedItems(store, imported, ignoreMalformed), (query) =>
        inferTable(query, identity, { partitionKey: key, sortKey }),
      );
    // to read lines of any kind takes twice as long, and all memory where items are long
    const proposal = await inferFromItems(false).catch((error: unknown) => {
      if (isUnreadable(error)) return inferFromItems(true);
      throw error;
    });
    say(
      `${proposalSummary(proposal)}\nFor cdk.json, and with all reasons: export-to-athena infer ${shellWord(directory)}`,
    );
    return proposal.table;
  } catch (error) {
    const why = whyUnknown(error);
    if (why === undefined) throw error;
    const keyOf = (given: string) => ({ name: given, type: 'S' as const });
    say(
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
  if (isUnreadable(error)) return 'they cannot be read';
  if (!(error instanceof InferError)) return undefined;
  if (error.name === 'Infer.NoItems') return 'there is no item';
  return error.name === 'Infer.NoKey' ? 'no attribute is in all items' : undefined;
}
