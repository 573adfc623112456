import type { TextRow } from '../../target';

/** A value of an attribute, and the nights, each after the other, in which it was so. */
export interface KeptValue {
  readonly from: string;
  readonly to: string;
  /** DynamoDB's type; undefined where the item had no such attribute, or was not there. */
  readonly type?: string;
  readonly value?: string;
}

/** What became of an item from night to night. */
export interface ItemHistory {
  /** When it was there, and when not. */
  readonly item: readonly { readonly from: string; readonly to: string; readonly isThere: boolean }[];
  /** Its attributes by name. */
  readonly attributes: readonly { readonly attribute: string; readonly values: readonly KeptValue[] }[];
}

/**
 * Folds the rows of a history: nights in which nothing changed become one entry.
 *
 * @param rows `export_date, attribute, type, value`
 * @param dates of all nights, the oldest first
 */
export function foldHistory(rows: readonly TextRow[], dates: readonly string[]): ItemHistory {
  const byAttribute = new Map<string, Map<string, Pick<KeptValue, 'type' | 'value'>>>();
  const there = new Set<string>();
  for (const [date = '', attribute = '', type = '', value] of rows) {
    there.add(date);
    const values = byAttribute.get(attribute) ?? new Map<string, Pick<KeptValue, 'type' | 'value'>>();
    byAttribute.set(attribute, values.set(date, { type, ...(value !== undefined && { value }) }));
  }
  return {
    item: fold(dates, (date) => ({ isThere: there.has(date) })),
    attributes: [...byAttribute]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([attribute, values]) => ({ attribute, values: fold(dates, (date) => values.get(date) ?? {}) })),
  };
}

function fold<T extends object>(dates: readonly string[], at: (date: string) => T) {
  const folded: (T & { readonly from: string; readonly to: string })[] = [];
  for (const date of dates) {
    const value = at(date);
    const last = folded.at(-1);
    const isSame =
      last !== undefined && JSON.stringify(last) === JSON.stringify({ from: last.from, to: last.to, ...value });
    if (isSame) folded[folded.length - 1] = { ...last, to: date };
    else folded.push({ from: date, to: date, ...value });
  }
  return folded;
}
