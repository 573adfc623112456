import { amount } from '../amount';
import { byAttribute, byPrefix, isNamedAsDiscriminator, type Condition, type Discriminator } from './discriminator';
import { entityNames } from './entity-names';
import { isNameable, readInventory, type AttributeInventory, type Query } from './inventory';
import { inventoryQuery } from './inventory-query';
import type { InferredKeys } from './keys';
import { sum } from '../sum';

/** The entities that a table holds, and why they are thought to be some. */
export interface InferredEntities {
  readonly entities: readonly InferredEntity[];
  readonly reason: string;
}

export interface InferredEntity {
  readonly name: string;
  readonly where: readonly Condition[];
  readonly items: number;
  /** What its items have. */
  readonly inventory: readonly AttributeInventory[];
}

/** More groups are no entities but customers, days or the like. */
const MAX_ENTITIES = 30;
/** A share of all items that is nearly all: that the keys' beginnings tell apart. */
const NEARLY_ALL = 0.95;
/** A share of all items that an attribute called as such names the entity of; markers that keep something unique have none. */
const MOST = 0.5;
/** Items of an entity typically have an attribute that this share of them has. */
const TYPICAL = 0.5;
/** What an entity has in common with the one most like it, as a part of what the two typically have; on average. */
const MAX_SHARED = 2 / 3;

/** A way to tell groups of items apart, and the items of each by its text. */
interface Grouping {
  readonly discriminator: Discriminator;
  readonly groups: ReadonlyMap<string, number>;
}

/** A night of the items that entities are looked for in. */
interface Night {
  readonly query: Query;
  readonly relation: string;
  readonly items: number;
}

/**
 * Finds the entities of a table that holds several: groups of items that an attribute called as such, or the beginning of
 * the keys, tells apart, and that have different attributes. A status or a customer tells groups of the same attributes.
 *
 * @returns undefined for a table of one entity
 */
export async function inferEntities(
  query: Query,
  relation: string,
  inventory: readonly AttributeInventory[],
  keys: InferredKeys,
): Promise<InferredEntities | undefined> {
  const night = { query, relation, items: Math.max(...inventory.map((attribute) => attribute.items)) };
  for await (const groupItems of groupings(night, inventory, keys)) {
    const { discriminator, groups } = groupItems;
    const inventories = await inventoriesOf(night, discriminator);
    const telling = [keys.partitionKey.name, keys.sortKey?.name, ...discriminator.attributes];
    const sets = [...groups].map(([group, items]) =>
      typicalAttributes(inventories.get(group) ?? [], items).filter((name) => !telling.includes(name)),
    );
    const shared = measureSharedPart(sets);
    if (shared > MAX_SHARED) continue;
    const others = night.items - total(groups);
    return {
      entities: describeEntities(groupItems, inventories),
      reason:
        `told apart by ${discriminator.text}${others === 0 ? '' : `, except ${amount(others, 'item')}`}; ` +
        `each shares ${Math.round(100 * shared)} % of its attributes with the one most like it, on average`,
    };
  }
  return undefined;
}

/** What may tell entities apart, the likeliest first. */
async function* groupings(
  night: Night,
  inventory: readonly AttributeInventory[],
  { partitionKey, sortKey, beginnings }: InferredKeys,
): AsyncGenerator<Grouping> {
  for (const { name, shapes } of inventory) {
    if (!isNameable(name) || !isNamedAsDiscriminator(name) || textItems(shapes) < MOST * night.items) continue;
    const named = await groupItems(night, byAttribute(name), MOST);
    if (named) yield named;
  }
  const texts = [
    ...(sortKey?.type === 'S' ? [{ name: sortKey.name, words: true }] : []),
    ...(partitionKey.type === 'S' ? [{ name: partitionKey.name, words: false }] : []),
  ].filter(({ name }) => (beginnings.get(name) ?? 0) >= NEARLY_ALL * night.items);
  const single: Grouping[] = [];
  for (const key of texts) {
    const alone = await groupItems(night, byPrefix([key]));
    if (alone) single.push(alone);
  }
  if (texts.length === 2 && single.length > 0) {
    const both = await groupItems(night, byPrefix(texts.toReversed()));
    // One key is enough where it tells as many groups apart.
    if (both && single.every(({ groups }) => groups.size < both.groups.size)) yield both;
  }
  yield* single.sort((a, b) => b.groups.size - a.groups.size);
}

/** @returns undefined where there are not several groups, or too many, or they have too few of the items */
async function groupItems(
  { query, relation, items }: Night,
  discriminator: Discriminator,
  share = NEARLY_ALL,
): Promise<Grouping | undefined> {
  const rows = await query(`SELECT item_group, count(*) AS items
FROM (
  SELECT ${discriminator.group} AS item_group
  FROM ${relation} AS night
) AS grouped
WHERE item_group IS NOT NULL
GROUP BY item_group
ORDER BY items DESC, item_group
LIMIT ${MAX_ENTITIES + 1}`);
  const groups = new Map(rows.map(([name = '', count]) => [name, Number(count)]));
  const several = groups.size >= 2 && groups.size <= MAX_ENTITIES && total(groups) >= share * items;
  return several && [...groups.keys()].every(isNameable) ? { discriminator, groups } : undefined;
}

/** The group is found before the attributes are taken apart, once for an item. */
async function inventoriesOf({ query, relation }: Night, { group }: Discriminator) {
  const grouped = `(SELECT item, ${group} AS entity FROM ${relation} AS ungrouped)`;
  return readInventory(await query(inventoryQuery(grouped, 'entity')));
}

function describeEntities(
  { discriminator, groups }: Grouping,
  inventories: ReadonlyMap<string, readonly AttributeInventory[]>,
): InferredEntity[] {
  const wheres = [...groups.keys()].map((group) => discriminator.conditions(group));
  const names = entityNames(wheres);
  return [...groups].map(([group, items], index) => ({
    name: names[index] ?? '',
    where: wheres[index] ?? [],
    items,
    inventory: inventories.get(group) ?? [],
  }));
}

function typicalAttributes(inventory: readonly AttributeInventory[], items: number): string[] {
  return inventory.filter((attribute) => attribute.items >= TYPICAL * items).map(({ name }) => name);
}

/** What each set has in common with the one most like it, from 0 to 1, on average. */
function measureSharedPart(sets: readonly (readonly string[])[]): number {
  const nearest = sets.map((one, index) =>
    Math.max(...sets.map((other, at) => (at === index ? 0 : likeness(one, other)))),
  );
  return sum(nearest) / nearest.length;
}

function likeness(one: readonly string[], other: readonly string[]): number {
  const all = new Set([...one, ...other]).size;
  return all === 0 ? 1 : one.filter((name) => other.includes(name)).length / all;
}

function textItems(shapes: AttributeInventory['shapes']): number {
  return sum(shapes.filter(({ descriptor }) => descriptor === 'S').map(({ items }) => items));
}

function total(groups: Grouping['groups']): number {
  return sum([...groups.values()]);
}
