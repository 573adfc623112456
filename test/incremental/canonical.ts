import type { Item } from '../../lib/export';

const SETS = ['SS', 'NS', 'BS'];

/** An item as a text that is the same for the same items: the names of its maps and the elements of its sets in order. */
export function canonical(item: Item): string {
  return JSON.stringify(inOrder(item));
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [
        name,
        SETS.includes(name) && Array.isArray(inner) ? (inner as string[]).toSorted() : inOrder(inner),
      ]),
  );
}
