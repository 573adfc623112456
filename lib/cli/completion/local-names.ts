import { join } from 'node:path';
import { absoluteFolder } from '../../athena-sql/engine/absolute-folder';
import { Catalog } from '../../local/glue/catalog';
import { QUERIES, readQueries } from '../../query-files';
import { visibleLine } from '../terminal/visible';
import type { NameKind } from './command-tree';

/**
 * Names of what this machine has; none where they cannot be read. An account is not asked: that would take seconds.
 *
 * @param words of the command line that is completed, of which `--folder` says where the nights are
 */
export function localNames(kind: NameKind, words: readonly string[]): string[] {
  try {
    return namesOf(kind, words).filter((name) => visibleLine(name) === name && !/[\s'"\\]/.test(name));
  } catch {
    return [];
  }
}

function namesOf(kind: NameKind, words: readonly string[]): string[] {
  if (kind === 'queries') return readQueries(QUERIES).map(({ name }) => name);
  const catalog = Catalog.open(join(absoluteFolder(folderIn(words)), 'catalog'));
  const tables = catalog.databaseNames().flatMap((database) => {
    return catalog.tableNames(database).map((name) => ({ database, name }));
  });
  const raw = tables.filter(({ name }) => name.endsWith('_raw'));
  switch (kind) {
    case 'tables':
      return tables.map(({ name }) => name).sort();
    case 'sources':
      return raw.map(({ name }) => name.slice(0, -'_raw'.length)).sort();
    case 'nights': {
      const partitions = raw.flatMap(({ database, name }) => catalog.table(database, name)?.partitions ?? []);
      return [...new Set(partitions.flatMap(({ Values }) => Values))].sort().reverse();
    }
  }
}

function folderIn(words: readonly string[]): string {
  const at = words.indexOf('--folder');
  const given = at < 0 ? undefined : words[at + 1] === '=' ? words[at + 2] : words[at + 1];
  const joined = words.find((word) => word.startsWith('--folder='))?.slice('--folder='.length);
  return given ?? joined ?? '.local';
}
