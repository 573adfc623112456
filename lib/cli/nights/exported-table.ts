import { parseConfig, resources, type Config, type Table } from '../../config';
import { InferError, inferTable, proposalSummary, tableIdentity, type ProposedTable } from '../../infer';
import type { AbsoluteFolder } from '../../athena-sql/engine/absolute-folder';
import type { DownloadedExport, FileStore, ImportedExport } from '../../local/s3';
import { CHECKS, readChecks } from '../../query-files';
import type { SavedCheck } from '../../sql';
import { isUnreadable } from '../inference/is-unreadable';
import { findImportedItems, withQueries } from '../inference/item-queries';
import { keysOfChanges } from '../inference/keys-of-changes';
import { keepIncremental, keepTables, withIncremental } from '../options/local-folder';
import { shellWord } from '../../path-text';

/** Names of the key attributes of a table that is not configured; without them its items tell. */
export interface Keys {
  readonly key?: string | undefined;
  readonly sortKey?: string | undefined;
}

/** The keys that were given, and where lines go. */
interface Telling extends Keys {
  readonly say: (line: string) => void;
}

/** The table that an export is of, as its nights are run. */
export interface ExportedTable {
  readonly config: Config;
  readonly table: Table;
  readonly tableArn: string;
  /** The checks of its nights. @default those of queries/checks */
  readonly checks?: readonly SavedCheck[];
}

/** The table that an export says it is of. A manifest that cannot be read is for the workflow to judge. */
export async function identifyExportedTable(
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
    readonly options: Telling;
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
  }: { readonly directory: string; readonly keys: Keys; readonly say: Telling['say'] },
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
