import type { Table } from '../../config';

/**
 * A table whose nights also read exports where these lie: on a laptop people's exports keep the keys that they had in their
 * bucket, and no role has to be told of them.
 *
 * @param manifestKeys keys of manifest-summary.json files
 */
export function addExportPrefixes(table: Table, manifestKeys: readonly string[]): Table {
  const folders = manifestKeys.map((key) => key.split('/').slice(0, -2).join('/'));
  return { ...table, exportPrefixes: [...new Set([...table.exportPrefixes, ...folders])] };
}
