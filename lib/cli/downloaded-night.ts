import { VirtualClock } from '../asl';
import { ConfigError, parseConfig, resources, sharedResources, type Config, type Table } from '../config';
import { importExport, type ImportedExport } from '../local/store';
import { LocalSystem, localStore } from '../local/system';
import { bytes, count } from './format';
import { print } from './print';
import { runNight } from './run-night';
import { showAnswers } from './show-answers';

/** Names of the key attributes of a table that is not configured. */
export interface Keys {
  readonly key?: string | undefined;
  readonly sortKey?: string | undefined;
}

/**
 * One night of a downloaded export: of a configured table, or of any other with the keys given.
 *
 * @param folder an empty folder
 * @param directory the export as it was downloaded
 * @returns whether it was published
 * @throws ImportError, ConfigError
 */
export async function downloadedNight(config: Config, folder: string, directory: string, keys: Keys): Promise<boolean> {
  const store = localStore(folder);
  const imported = await importExport(store, directory, sharedResources(config).bucket);
  print(`${directory}: ${count(imported.files)} files, ${bytes(imported.bytes)}.`);
  const exported = exportedTable(config, imported, keys);
  const clock = new VirtualClock(Date.now());
  const system = await LocalSystem.open({ folder, ...exported, clock, random: Math.random });
  try {
    const exportArn = system.adopt(imported);
    const { status } = await runNight(system, exported.config, clock, { exportArn });
    if (status !== 'SUCCEEDED') return false;
    await showAnswers(system);
    return true;
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
function exportedTable(config: Config, { summary }: ImportedExport, keys: Keys): ExportedTable {
  const [first] = config.tables as [Table];
  const local = `arn:aws:dynamodb:${config.region}:000000000000:table/${resources(config, first).sourceTable}`;
  const tableArn = summary?.tableArn ?? local;
  const name = tableArn.slice(tableArn.lastIndexOf('/') + 1);
  const configured = config.tables.find((table) => resources(config, table).sourceTable === name);
  if (configured) return { config, table: configured, tableArn };
  if (keys.key === undefined)
    throw new ConfigError([
      `The export is of the table ${name}, which cdk.json does not have: give its key attributes with --key and --sort-key, or configure the table`,
    ]);
  const only = parseConfig({ tables: [withKeys(name, keys.key, keys.sortKey)] });
  const [table] = only.tables as [Table];
  return { config: only, table, tableArn };
}

function withKeys(existingTable: string, key: string, sortKey: string | undefined): object {
  return {
    name: existingTable
      .replaceAll('.', '_')
      .replace(/^[^A-Za-z]/, 't$&')
      .slice(0, 40),
    existingTable,
    partitionKey: keyOf(key, '--key'),
    ...(sortKey !== undefined && { sortKey: keyOf(sortKey, '--sort-key') }),
  };
}

/** `orderId` or, where it is no text, `orderId:N`. */
function keyOf(text: string, option: string): object {
  const [, name, type = 'S'] = /^(.+?)(?::([SNB]))?$/.exec(text) ?? [];
  if (name === undefined) throw new ConfigError([`${option} ${text}: give an attribute as NAME or NAME:N`]);
  return { name, type };
}
