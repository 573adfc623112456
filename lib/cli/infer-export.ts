import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { InferError, inferTable, tableIdentity, type GivenKeys, type TableProposal } from '../infer';
import { absoluteFolder } from '../local/absolute-folder';
import { AthenaError } from '../local/dialect';
import { temporaryFolder } from '../local/leftovers';
import { FileStore, importExport } from '../local/store';
import { importedItems, withQueries } from './item-queries';

const BUCKET = 'export';

/**
 * What a downloaded export says about its table; its files are linked or copied to a folder that is gone afterwards.
 *
 * @throws ImportError, InferError
 */
export async function inferExport(directory: string, keys: GivenKeys): Promise<TableProposal> {
  const root = absoluteFolder(temporaryFolder());
  try {
    const store = new FileStore(root);
    const imported = await importExport(store, directory, BUCKET);
    return await withQueries(store, await importedItems(store, imported, false), (query) =>
      inferTable(query, tableIdentity(imported.summary?.tableArn.split('/').at(-1)), keys),
    );
  } catch (error) {
    if (!(error instanceof AthenaError)) throw error;
    const reason = error.message.replaceAll(join(root, BUCKET), directory);
    throw new InferError(
      'Infer.Unreadable',
      `The export cannot be read: ${reason}\nWhat else is wrong with it says "start --export ${directory}".`,
    );
  } finally {
    rmSync(root, { recursive: true });
  }
}
