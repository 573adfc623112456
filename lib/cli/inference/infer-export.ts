import { rmSync } from 'node:fs';
import { InferError, inferTable, tableIdentity, type GivenKeys, type TableProposal } from '../../infer';
import { absoluteFolder } from '../../athena-sql/engine/absolute-folder';
import { isUnreadable } from './is-unreadable';
import { temporaryFolder } from '../../files/leftovers';
import { FileStore, findExport, type ImportedExport } from '../../local/s3';
import { findImportedItems, withQueries } from './item-queries';
import { placeExport } from './place-export';
import { manifestWarnings } from '../nights/manifest-warnings';
import { note } from '../terminal/print';
import { pathText, shellWord } from '../../path-text';

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
    const imported = await placeExport(store, await findExport(directory), BUCKET);
    judgeManifest(imported);
    for (const warning of await manifestWarnings(store, imported)) note(warning);
    return await withQueries(store, await findImportedItems(store, imported, false), (query) =>
      inferTable(query, tableIdentity(imported.tableArn?.split('/').at(-1)), keys),
    );
  } catch (error) {
    if (!isUnreadable(error)) throw error;
    const reason = error.message.replaceAll(`s3://${BUCKET}`, pathText(directory));
    throw new InferError(
      'Infer.Unreadable',
      `The export cannot be read: ${reason}\nWhat else is wrong with it says "start --export ${shellWord(directory)}".`,
    );
  } finally {
    rmSync(root, { recursive: true });
  }
}

/**
 * A manifest that is refused says why. One that is missing tells nothing, and the items are read without it.
 *
 * @throws InferError where there are no items to read
 */
function judgeManifest({ refused, isIncremental, window }: ImportedExport): void {
  if (isIncremental === true) {
    const time = window ? ` (${window.exportFromTime} to ${window.exportToTime})` : '';
    throw new InferError(
      'Infer.Refused',
      `Manifest.Incremental: the export has only the changes of a time${time}: give the full export that they follow, which has the items.`,
    );
  }
  if (refused === undefined || refused.name === 'Manifest.Missing') return;
  const reason = `${refused.name}: ${refused.message}`;
  if (refused.name === 'Manifest.UnsupportedFormat') throw new InferError('Infer.Refused', reason);
  note(`Warning: ${reason} No night of it would be published; what follows is what its items say.`);
}
