import { twoTablesText } from '../night';
import type { Gathered } from './gather';
import type { AttributeDrift, DriftModel, Unread } from './model';

const ORDER = { new: 0, gone: 1, there: 2 };

/** Attributes of the night and the one before, from rows `attribute, type, items_before, items_after, example`. */
export function driftModel({ attributes, nights, date }: Gathered): DriftModel | undefined | Unread {
  if (!attributes || 'error' in attributes) return attributes;
  const previousDate = nights.findLast(({ exportDate }) => exportDate < date)?.exportDate;
  const [previous, night] = nights.slice(-2);
  const all = attributes.rows.map(
    ([attribute = '', type = '', earlier = '0', later = '0', example]): AttributeDrift => {
      const [before, now] = [Number(earlier), Number(later)];
      const state = previousDate === undefined ? 'there' : before === 0 ? 'new' : now === 0 ? 'gone' : 'there';
      return { attribute, type, before, now, example, state };
    },
  );
  return {
    previousDate,
    twoTables: previous && night && twoTablesText(previous, night),
    attributes: all.sort((a, b) => ORDER[a.state] - ORDER[b.state]),
    total: attributes.total,
  };
}
