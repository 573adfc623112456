import { rmSync } from 'node:fs';
import { amount, count } from '../../amount';
import { InferError, inferTable, tableIdentity, type GivenKeys, type TableProposal } from '../../infer';
import { absoluteFolder } from '../../athena-sql/engine/absolute-folder';
import { RefusedError } from '../../athena-sql/dialect';
import { isUnreadable } from './is-unreadable';
import { temporaryFolder } from '../../files/leftovers';
import { FileStore, findExport, type DownloadedExport, type ImportedExport } from '../../local/s3';
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
  const found = await findExport(directory);
  const root = absoluteFolder(temporaryFolder());
  try {
    const store = new FileStore(root);
    const imported = await placeExport(store, found, BUCKET);
    judgeManifest(imported);
    for (const warning of await manifestWarnings(store, imported)) note(warning);
    const proposal = await withQueries(store, await findImportedItems(store, imported, false), (query) =>
      inferTable(query, tableIdentity(imported.tableArn?.split('/').at(-1)), keys),
    );
    if (found.missing.length > 0) note(`Warning: ${missingFiles(found)}`);
    return proposal;
  } catch (error) {
    if (error instanceof InferError && error.name === 'Infer.NoItems') throw noItems(error, found);
    if (!isUnreadable(error)) throw error;
    const reason = error instanceof RefusedError ? `The laptop does not read ${error.construct}.` : error.message;
    throw new InferError(
      'Infer.Unreadable',
      `The export cannot be read: ${nameFiles(reason, found)}\n` +
        `What else is wrong with it says "start --export ${shellWord(directory)}".`,
    );
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** The files of a message where they lie, not where they were placed. */
function nameFiles(message: string, { files }: DownloadedExport): string {
  return files.reduce((text, { key, path }) => text.replaceAll(`s3://${BUCKET}/${key}`, pathText(path)), message);
}

/** Why an export has no items: what was not downloaded, or what its manifest counts. */
function noItems(error: InferError, found: DownloadedExport): InferError {
  const { directory, summary, missing } = found;
  if (missing.length > 0) return new InferError('Infer.NoItems', `No item is there: ${missingFiles(found)}`);
  const counted = summary?.itemCount ?? 0;
  return counted === 0
    ? error
    : new InferError(
        'Infer.NoItems',
        `${pathText(directory)} has no items, and its manifest counts ${count(counted)}: the files are not those of DynamoDB. Download the export again.`,
      );
}

function missingFiles({ directory, layout, summary, missing }: DownloadedExport): string {
  const [first = ''] = missing;
  const source = `s3://${summary?.s3Bucket ?? 'BUCKET'}/${layout.folder}`;
  return (
    `${amount(missing.length, 'data file is', 'data files are')} missing that manifest-files.json lists, ` +
    `such as ${pathText(first.slice(first.lastIndexOf('/') + 1))}. ` +
    `Download what is missing: aws s3 sync ${shellWord(source)} ${shellWord(directory)}`
  );
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
