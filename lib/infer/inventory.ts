import { sum } from '../sum';

/** Runs a query and gives its rows, every value as Athena's text; NULL is undefined. */
export type Query = (sql: string) => Promise<readonly (readonly (string | undefined)[])[]>;

/** Values of an attribute that have one type descriptor and one shape; for the shapes see {@link inventoryQuery}. */
export interface Shape {
  readonly descriptor: string;
  readonly shape: string;
  /** Items that have such a value. */
  readonly items: number;
  /** The first of the values in the order of their texts, cut. */
  readonly example: string;
}

/** What one attribute is in all items. */
export interface AttributeInventory {
  readonly name: string;
  /** Items that have the attribute, of any type. */
  readonly items: number;
  /** Commonest first. */
  readonly shapes: readonly Shape[];
}

/**
 * The inventories that the rows of {@link inventoryQuery} tell, by group; attributes in most items come first.
 * A row with a group of NULL is of items that belong to none, and is left out.
 */
export function readInventory(rows: Awaited<ReturnType<Query>>): Map<string, AttributeInventory[]> {
  const groups = new Map<string, Map<string, Shape[]>>();
  for (const [group, name = '', descriptor = '', shape = '', items = '', example = ''] of rows) {
    if (group === undefined) continue;
    const attributes = groups.get(group) ?? new Map<string, Shape[]>();
    groups.set(group, attributes);
    const shapes = attributes.get(name) ?? [];
    attributes.set(name, shapes);
    shapes.push({ descriptor, shape, items: Number(items), example });
  }
  return new Map([...groups].map(([group, attributes]) => [group, [...attributes].map(toInventory).sort(byItems)]));
}

/** Whether SQL can name an attribute: no text in a statement can have a NUL character. */
export function isNameable(name: string): boolean {
  return !name.includes('\0');
}

/** The items of the shapes. */
export function itemsOf(shapes: readonly Shape[]): number {
  return sum(shapes.map(({ items }) => items));
}

function toInventory([name, shapes]: [string, Shape[]]): AttributeInventory {
  return { name, shapes, items: itemsOf(shapes) };
}

function byItems(a: AttributeInventory, b: AttributeInventory): number {
  return b.items - a.items || (a.name < b.name ? -1 : 1);
}
