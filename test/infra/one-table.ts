import { parseConfig, resources, type Config, type Resources, type Table } from '../../lib/config';

/** A configuration with one table, and what its resources are called. */
export function oneTable(table: Readonly<Record<string, unknown>> = {}): {
  readonly config: Config;
  readonly table: Table;
  readonly names: Resources;
} {
  const config = parseConfig({ tables: [{ name: 'Orders', partitionKey: { name: 'id' }, ...table }] });
  const [only] = config.tables;
  if (only === undefined) throw new Error('no table');
  return { config, table: only, names: resources(config, only) };
}
