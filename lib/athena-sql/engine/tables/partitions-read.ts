import { translate, type ScanPlan, type TranslateOptions } from '../../dialect';
import { unlistedShape } from './scan';
import type { TableResolver } from './table-source';
import { resolveTables, type Lookup } from './tables';

/** Of tables with no more partitions, to list the files of all takes less than to translate a statement once more. */
const FEW = 30;

/**
 * Which partitions a statement may read, by their keys: to list the files of 400 nights takes longer than to read one. A
 * statement that fails is left to the translation that knows all files.
 *
 * @returns undefined where all partitions are to be listed
 */
export async function partitionsRead(
  sql: string,
  resolver: TableResolver,
  options: Omit<TranslateOptions, 'catalog'>,
): Promise<Lookup['mayRead']> {
  let most = 0;
  const unlisted: TableResolver = {
    names: (database) => resolver.names(database),
    find: async (database, table) => {
      const source = await resolver.find(database, table, () => false);
      if (source !== undefined && source.kind !== 'view') most = Math.max(most, source.partitions.length);
      return source;
    },
  };
  const catalog = await resolveTables(sql, options.database, { resolver: unlisted, shapeOf: unlistedShape });
  if (most <= FEW) return undefined;
  const scans = scansOf(sql, { ...options, catalog });
  const read = new Set(
    scans?.flatMap(({ name, partitions }) => partitions.map(({ constants }) => keyOf(name, [...constants.values()]))),
  );
  return scans && ((table, values) => read.has(keyOf(table, values)));
}

function scansOf(sql: string, options: TranslateOptions): readonly ScanPlan[] | undefined {
  try {
    return translate(sql, options).scans;
  } catch {
    return undefined;
  }
}

const keyOf = (table: string, values: readonly string[]): string => JSON.stringify([table, ...values]);
