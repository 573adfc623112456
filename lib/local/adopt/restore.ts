import { tableInputs } from '../../catalog';
import { resources, nameSharedResources, type Config } from '../../config';
import type { Finding } from '../../operations';
import { folderIn, type AbsoluteFolder } from '../../athena-sql/engine/absolute-folder';
import { Catalog } from '../glue';
import { FileStore } from '../s3';
import { pathText } from '../../path-text';

/**
 * What keeps the catalog of a folder from being read, while the objects are there. With such a finding nothing else can be
 * looked at.
 */
export async function catalogFindings(folder: AbsoluteFolder, config: Config): Promise<Finding[]> {
  const catalog = Catalog.open(folderIn(folder, 'catalog'));
  const remedy = 'npx export-to-athena adopt';
  const about = { check: 'catalog', severity: 'error' as const, remedy };
  const broken = catalog.unreadable().map(({ file, message }) => ({
    ...about,
    what: message.replace(/\. The objects of .*$/, '.'),
    why: `What ${file.endsWith('table.json') ? 'the table' : 'the partition'} has cannot be queried. Its objects are all there, and are registered again.`,
  }));
  const isEmpty = !config.tables.some((table) => {
    const { database, raw } = resources(config, table);
    return broken.length > 0 || catalog.table(database, raw) !== undefined;
  });
  if (!isEmpty || !(await hasObjects(folder, config))) return broken;
  const what = `${pathText(folder)}/catalog has no table of ${config.systemName}, but there are exports in s3/.`;
  return [{ ...about, what, why: 'No night can be queried. The exports are verified again, and registered.' }];
}

/**
 * Makes the catalog readable: renames the files that cannot be read, and makes the configured tables. Nights are
 * registered again when they are adopted.
 *
 * @returns the files that were set aside, which are called `.broken` now
 */
export async function restoreCatalog(folder: AbsoluteFolder, config: Config): Promise<string[]> {
  if (!(await hasObjects(folder, config))) return [];
  const catalog = Catalog.open(folderIn(folder, 'catalog'));
  const broken = catalog.setUnreadableAside();
  for (const table of config.tables) {
    const names = resources(config, table);
    catalog.putTables(names.database, tableInputs(table, names));
  }
  return broken;
}

async function hasObjects(folder: AbsoluteFolder, config: Config): Promise<boolean> {
  const store = new FileStore(folderIn(folder, 's3'));
  const { bucket } = nameSharedResources(config);
  return (await store.hasBucket(bucket)) && (await store.list(bucket).next()).done !== true;
}
