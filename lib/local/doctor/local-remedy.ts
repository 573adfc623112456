import { relative } from 'node:path';
import type { AbsoluteFolder } from '../../athena-sql/engine/absolute-folder';
import type { Finding } from '../../operations';

/**
 * What mends a finding of a folder, for commands of AWS do not. It never removes a night that can be queried.
 *
 * @returns the finding with its remedy on this machine
 */
export function mendingHere(finding: Finding, folder: AbsoluteFolder): Finding {
  return { ...finding, mend: remedy(finding, folder) };
}

function remedy({ check, what, mend }: Finding, folder: AbsoluteFolder): string {
  if (mend.startsWith('npx export-to-athena ')) return here(mend, folder);
  switch (check) {
    case 'partitions':
      if (what.includes('is ahead of its time')) return setAside(mend, folder);
      return what.includes('has no objects')
        ? `put its files back below ${word(`${folder}/s3`)}: a copy of the download, a backup; where there is none, leave it: other nights can be queried`
        : `set its file in ${word(`${folder}/catalog`)} aside (mv FILE FILE.broken), then ${adopt(folder)}`;
    case 'views':
      return what.includes('are not those that were published')
        ? 'put the files of that partition back, as its own finding says'
        : adopt(folder);
    case 'objects':
    case 'retention':
      return mend.replaceAll(
        /aws s3 (rm|ls) s3:\/\/(\S+?)\/?(?: --recursive| --dryrun| --region \S+)*(?= && |$)/g,
        (_, command: string, key: string) => `${command === 'rm' ? 'rm -r' : 'ls'} ${word(`${folder}/s3/${key}`)}`,
      );
    default:
      return adopt(folder);
  }
}

/** What removes a partition from Glue sets its file aside; the export is then registered with the date of its items. */
function setAside(mend: string, folder: AbsoluteFolder): string {
  const [, database = '', table = '', date = ''] =
    /--database-name (\S+) --table-name (\S+) --partition-values (\S+) /.exec(mend) ?? [];
  const file = `${folder}/catalog/${database}/${table}/partitions/${date}.json`;
  return `mv ${word(file)} ${word(`${file}.broken`)} && ${adopt(folder)}`;
}

/** Puts tables, views and slots in order, registers the nights that are in no table, and removes nothing. */
export function adopt(folder: AbsoluteFolder): string {
  return here('npx export-to-athena adopt', folder);
}

function here(command: string, folder: AbsoluteFolder): string {
  const target = command.includes(' --target ') ? '' : ' --target local';
  const place = relative(process.cwd(), folder) === '.local' ? '' : ` --folder ${word(folder)}`;
  return `${command}${target}${place}`;
}

/** A text as one word of a shell. */
function word(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
