import type { DriftModel, FilesModel, GrowthModel, Unread } from '../model';
import { figure, type Drawn } from './figure';
import { count, counted, percent, signed } from './format';
import { html, type Html } from './html';
import { table } from './table';

/** Files of the largest exports that are listed one by one; wrong ones come first. */
const LISTED_FILES = 200;

/** Missing nights that are named. */
const NAMED_NIGHTS = 7;

/** Every data file beside the manifest. */
export function filesSection(model: FilesModel | Unread): Html {
  return html`<section id="files">
    <h2>Files against the manifest</h2>
    ${'error' in model ? unread(model) : filesOf(model)}
  </section>`;
}

/** Attributes and types that came and went. */
export function driftSection(model: DriftModel | Unread): Html {
  return html`<section id="drift">
    <h2>Attributes and their drift</h2>
    ${'error' in model ? unread(model) : driftOf(model)}
  </section>`;
}

function unread({ error }: Unread): Html {
  return html`<p class="problem">Could not be read: ${error}</p>`;
}

function filesOf({ files, total, wrong, listedItems, items }: FilesModel): Html {
  const listed = files.slice(0, LISTED_FILES);
  const all = wrong === 0 ? 'All of them are as listed.' : `${counted(wrong, 'file')} not as listed.`;
  return html`<section id="files">
    <h2>Files against the manifest</h2>
    <p>
      ${counted(total, 'file')} with ${counted(items, 'readable item')}; the manifest lists ${count(listedItems)}.
      ${all}
    </p>
    ${table(
      'Files',
      [
        { name: 'file' },
        { name: 'manifest', numeric: true },
        { name: 'lines', numeric: true },
        { name: 'items', numeric: true },
        { name: 'state' },
      ],
      listed.map((one) => [
        html`<span title="${one.file}">${one.file.slice(one.file.lastIndexOf('/') + 1)}</span>`,
        one.listed === undefined ? 'not listed' : count(one.listed),
        count(one.lines),
        count(one.items),
        one.state,
      ]),
      (row) => listed[row]?.state !== 'as listed',
    )}
    ${total > listed.length && html`<p class="note">${count(total - listed.length)} more files, all as listed.</p>`}
  </section>`;
}

/** Nights and their items. */
export function growthSection({ nights, missing, chart }: GrowthModel, drawn: Drawn | undefined): Html {
  const named = missing.slice(-NAMED_NIGHTS);
  return html`<section id="growth">
    <h2>Growth</h2>
    <p>
      ${nights.length === 0 ? 'No night has been published yet.' : nights.length === 1 ? 'This is the first night.' : `${counted(nights.length, 'published night')} up to this one.`}${
        missing.length > 0 &&
        ` Without a published night: ${missing.length > named.length ? `${counted(missing.length, 'day')}, the last of them ` : ''}${named.join(', ')}.`
      }
    </p>
    ${chart && drawn && figure(chart, drawn, 'growth-chart')}
    ${
      nights.length > 0 &&
      table(
        'Nights',
        [
          { name: 'night' },
          { name: 'items', numeric: true },
          { name: 'change', numeric: true },
          { name: 'change in %', numeric: true },
          { name: 'warnings', numeric: true },
        ],
        nights.map(({ exportDate, itemCount, more, warnings }) => [
          exportDate,
          count(itemCount),
          more === undefined ? '' : signed(more),
          more === undefined ? '' : percent(more, itemCount - more).replace('-', '−'),
          count(warnings),
        ]),
      )
    }
  </section>`;
}

function driftOf({ previousDate, attributes, total }: DriftModel): Html {
  const number = (state: string) => attributes.filter((one) => one.state === state).length;
  const since =
    previousDate === undefined
      ? 'There is no night before to compare with.'
      : `Since ${previousDate}: ${number('new')} new, ${number('gone')} gone.`;
  return html`<section id="drift">
    <h2>Attributes and their drift</h2>
    <p>${counted(total, 'attribute')}, each type counted by itself. ${since}</p>
    ${table(
      'Attributes',
      [
        { name: 'attribute' },
        { name: 'type' },
        { name: 'items', numeric: true },
        ...(previousDate === undefined
          ? []
          : [{ name: 'before', numeric: true }, { name: 'change', numeric: true }, { name: 'state' }]),
        { name: 'example' },
      ],
      attributes.map(({ attribute, type, now, before, example, state }) => [
        attribute,
        type,
        count(now),
        ...(previousDate === undefined ? [] : [count(before), signed(now - before), state === 'there' ? '' : state]),
        example,
      ]),
      (row) => attributes[row]?.state !== 'there',
    )}
    ${total > attributes.length && html`<p class="note">The first ${count(attributes.length)} of ${count(total)}.</p>`}
  </section>`;
}
