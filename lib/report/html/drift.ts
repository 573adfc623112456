import type { AttributeDrift, DriftModel, Unread } from '../model';
import { amount, count } from '../../amount';
import { formatSigned } from './format';
import { markup, type Html } from './markup';
import { number, table } from './table';
import { showUnread } from './unread';

/** Attributes and types that came and went. */
export function driftSection(model: DriftModel | Unread): Html {
  return markup`<section id="drift"><h2>Attributes and their drift</h2>
${'error' in model ? showUnread(model) : attributeTable(model)}
</section>`;
}

function attributeTable({ previousDate, twoTables, attributes, total }: DriftModel): Html {
  const compared = previousDate !== undefined;
  const columns = [
    { name: 'attribute' },
    { name: 'type' },
    { name: 'items', numeric: true },
    ...(compared ? [{ name: 'before', numeric: true }, { name: 'change', numeric: true }, { name: 'state' }] : []),
    { name: 'example' },
  ];
  const rows = attributes.map(({ attribute, type, now, before, example, state }) => [
    attribute,
    type,
    number(now),
    ...(compared
      ? [
          number(before),
          { shown: formatSigned(now - before), value: String(now - before) },
          state === 'there' ? '' : state,
        ]
      : []),
    example,
  ]);
  return markup`<p>${amount(total, 'attribute')} with their types. ${summary(previousDate, attributes)}${twoTables !== undefined && ` ${twoTables}`}</p>
${table('Attributes', columns, rows, (row) => attributes[row]?.state !== 'there')}
${total > attributes.length && markup`<p class="note">The first ${count(attributes.length)} of ${count(total)}.</p>`}`;
}

function summary(previousDate: string | undefined, attributes: readonly AttributeDrift[]): string {
  if (previousDate === undefined) return 'There is no night before to compare with.';
  const number = (state: AttributeDrift['state']) => count(attributes.filter((one) => one.state === state).length);
  return `Since ${previousDate}: ${number('new')} new, ${number('gone')} gone.`;
}
