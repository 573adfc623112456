import { relative } from 'node:path';
import type { AbsoluteFolder } from '../../athena-sql/engine/absolute-folder';
import { COLUMNAR_PREFIX } from '../../config';
import { partitionFile } from '../glue/file-names';
import type { Finding } from '../../operations';
import { shellWord } from '../../path-text';

/**
 * The remedy of a finding in a folder, where commands of AWS are no use. It never removes a night that can be queried.
 *
 * @returns the finding with its remedy on this machine
 */
export function localizeRemedy(finding: Finding, folder: AbsoluteFolder): Finding {
  return { ...finding, remedy: chooseRemedy(finding, folder) };
}

function chooseRemedy({ check, what, remedy, partition }: Finding, folder: AbsoluteFolder): string {
  // its export may be whole: what verify reads is not what a query of the night does
  if (what.includes('has other files than were published') && what.includes(`/${COLUMNAR_PREFIX}/`))
    return putBack(folder);
  if (remedy.startsWith('npx export-to-athena ')) return addFolder(remedy, folder);
  switch (check) {
    case 'partitions':
      if (!what.includes('has no objects') || !isPublished(partition)) return setAside(partition, folder);
      return putBack(folder);
    case 'views':
      return what.includes('are not those that were published')
        ? 'put the files of that partition back, as its own finding says'
        : adopt(folder);
    case 'objects':
    case 'retention':
      return remedy.replaceAll(
        /aws s3 (rm|ls) s3:\/\/(\S+?)\/?(?: --recursive| --dryrun| --region \S+)*(?= && |$)/g,
        (_, command: string, key: string) => `${command === 'rm' ? 'rm -r' : 'ls'} ${shellWord(`${folder}/s3/${key}`)}`,
      );
    case 'slots':
      // a night of changes is not published another time; the next one sets both slots
      return remedy.startsWith('aws glue ') ? addFolder('npx export-to-athena night', folder) : adopt(folder);
    case 'lost-nights':
      return remedy.startsWith('aws glue ')
        ? `put its partition's file back below ${shellWord(`${folder}/catalog`)}, from a backup; where there is none, leave it: it was made of changes, and other nights can be queried`
        : adopt(folder);
    default:
      return adopt(folder);
  }
}

function putBack(folder: AbsoluteFolder): string {
  return `put its files back below ${shellWord(`${folder}/s3`)}: a copy of the download, a backup; where there is none, leave it: other nights can be queried`;
}

/** Whether people query a partition: those of the other tables are the workflow's own. */
function isPublished(partition: Finding['partition']): boolean {
  return partition !== undefined && /_(raw|latest)$/.test(partition.table);
}

/**
 * In place of a command that removes or changes a partition of Glue: renames the partition's file, and registers its
 * export anew.
 */
function setAside(partition: Finding['partition'], folder: AbsoluteFolder): string {
  const { database = '', table = '', values = [] } = partition ?? {};
  const file = partitionFile(`${folder}/catalog`, database, table, values);
  return `mv ${shellWord(file)} ${shellWord(`${file}.broken`)} && ${adopt(folder)}`;
}

/** Puts tables, views and slots in order, registers the nights that are in no table, and removes nothing. */
export function adopt(folder: AbsoluteFolder): string {
  return addFolder('npx export-to-athena adopt', folder);
}

/** What to do about a night of a folder whose error is not told: nothing keeps what an execution on this machine said. */
export function notPublishedRemedy(folder: AbsoluteFolder): string {
  return `Run the night again, which tells its error and what to do about it: ${addFolder('npx export-to-athena night', folder)}, or of a download start --export DIR as before.`;
}

function addFolder(command: string, folder: AbsoluteFolder): string {
  const target = command.includes(' --target ') ? '' : ' --target local';
  const place = relative(process.cwd(), folder) === '.local' ? '' : ` --folder ${shellWord(folder)}`;
  return `${command}${target}${place}`;
}
