import type { FilesModel, Unread } from '../model';
import { amount, count } from '../../amount';
import { markup, type Html } from './markup';
import { table } from './table';
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

/** Every data file beside what the manifest says of it. */
export function filesSection(model: FilesModel | Unread): Html {
  return markup`<section id="files"><h2>Files against the manifest</h2>
${'error' in model ? showUnread(model) : counts(model)}
</section>`;
}

function counts({ files, total, wrong, listedItems, items }: FilesModel): Html {
  const listed = files.slice(0, LISTED);
  const rows = listed.map((one) => [
    markup`<span title="${one.file}">${one.file.slice(one.file.lastIndexOf('/') + 1)}</span>`,
    one.listed === undefined ? 'not listed' : count(one.listed),
    count(one.lines),
    count(one.items),
    one.state,
  ]);
  const all = wrong === 0 ? 'All are as listed.' : `${amount(wrong, 'file')} not as listed.`;
  return markup`<p>${amount(total, 'file')} with ${amount(items, 'readable item')}; the manifest lists ${count(listedItems)}. ${all}</p>
${table('Files', COLUMNS, rows, (row) => listed[row]?.state !== 'as listed')}
${total > listed.length && markup`<p class="note">The first ${count(listed.length)} of ${amount(total, 'file')}.</p>`}`;
}
