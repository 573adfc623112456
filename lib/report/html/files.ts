import type { FilesModel, ReportModel, Unread } from '../model';
import { amount, count } from '../../amount';
import { markup, type Html } from './markup';
import { number, table } from './table';
import { showUnread } from './unread';

/** Files that are listed one by one; wrong ones come first. */
const LISTED = 200;

const COLUMNS = [
  { name: 'file' },
  { name: 'manifest', numeric: true },
  { name: 'lines', numeric: true },
  { name: 'items', numeric: true },
  { name: 'state' },
];

/** Every data file beside what the manifest says of it; of a night made of changes, the files of the changes. */
export function filesSection(model: FilesModel | Unread, { verdict }: Pick<ReportModel, 'verdict'>): Html {
  const isOfChanges = verdict.kind === 'published' && verdict.night.chain?.kind === 'changes';
  return markup`<section id="files"><h2>${isOfChanges ? 'Files of its changes' : 'Files'} against the manifest</h2>
${'error' in model ? showUnread(model) : counts(model, isOfChanges ? 'readable change' : 'readable item')}
</section>`;
}

function counts({ files, total, wrong, listedItems, items }: FilesModel, what: string): Html {
  const listed = files.slice(0, LISTED);
  const rows = listed.map((one) => [
    markup`<span title="${one.file}">${one.file.slice(one.file.lastIndexOf('/') + 1)}</span>`,
    one.listed === undefined ? 'not listed' : number(one.listed),
    number(one.lines),
    number(one.items),
    one.state,
  ]);
  const all = wrong === 0 ? 'All are as listed.' : `${amount(wrong, 'file')} not as listed.`;
  return markup`<p>${amount(total, 'file')} with ${amount(items, what)}; the manifest lists ${count(listedItems)}. ${all}</p>
${table('Files', COLUMNS, rows, (row) => listed[row]?.state !== 'as listed')}
${total > listed.length && markup`<p class="note">The first ${count(listed.length)} of ${amount(total, 'file')}.</p>`}`;
}
