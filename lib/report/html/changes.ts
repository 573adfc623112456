import { amount } from '../../amount';
import type { ChangesModel, Unread } from '../model';
import type { KeptRows } from '../rows';
import { answerTable } from './answer';
import { markup, type Html } from './markup';
import { showUnread } from './unread';

/** What differs from the night before. */
export function changesSection({ previousDate, twoTables, counts, attributes }: ChangesModel): Html {
  return markup`<section id="changes"><h2>What changed</h2>
${twoTables !== undefined && markup`<p>${twoTables}</p>`}
<p>${countsText(previousDate, counts)}</p>
${attributes && attributeTable(attributes)}
</section>`;
}

function countsText(previousDate: string, counts: ChangesModel['counts']): string {
  if (!counts)
    return `How many items were inserted, updated and deleted since ${previousDate} was not counted: export-to-athena diff ${previousDate} and this night compares them.`;
  const { inserted, updated, deleted } = counts;
  if (inserted + updated + deleted === 0) return `Since ${previousDate} nothing changed.`;
  return `Since ${previousDate}: ${amount(inserted, 'item')} inserted, ${amount(updated, 'item')} updated, ${amount(deleted, 'item')} deleted.`;
}

function attributeTable(attributes: KeptRows | Unread): Html {
  if ('error' in attributes) return showUnread(attributes);
  if (attributes.rows.length === 0) return markup`<p>No attribute differs in the items that both nights have.</p>`;
  return markup`<p>In the items that both nights have, these attributes differ:</p>
${answerTable('Attributes that changed', attributes)}`;
}
