import { attributeType } from './attribute-type';
import type { InferredEntity } from './entities';
import { isNameable, itemsOf, type AttributeInventory } from './inventory';
import type { Reading } from './reason';
import { sum } from '../sum';

/** More columns make the validation query long: Athena takes 262,144 bytes. The others stay in the raw table. */
export const MAX_ATTRIBUTES = 100;

/** Where each attribute is declared. */
export interface Placement {
  /** For the table: attributes that every entity has, and the key. */
  readonly ofTable: readonly Reading[];
  readonly entities: readonly PlacedEntity[];
  /** Nowhere: attributes that only items of no entity have. */
  readonly ofNone: readonly Reading[];
  /** Those of all these that become columns. */
  readonly columns: ReadonlySet<Reading>;
}

/** An entity with the attributes that are declared for it. */
export interface PlacedEntity extends InferredEntity {
  readonly readings: readonly Reading[];
}

/** @param entities none for a table of one, whose attributes are all of the table */
export function placement(
  inventory: readonly AttributeInventory[],
  entities: readonly InferredEntity[],
  keyNames: readonly string[],
): Placement {
  const all = inventory.map(read);
  const apart = entities.map((entity) => ({ ...entity, readings: entity.inventory.map(read) }));
  const ofTable = all.filter((reading) => keyNames.includes(reading.attribute.name) || isOfAll(reading, apart));
  const inTable = namesOf(ofTable);
  const placed = apart.map((entity) => ({
    ...entity,
    readings: entity.readings.filter(({ attribute }) => !inTable.has(attribute.name)),
  }));
  const own = placed.flatMap(({ readings }) => readings);
  const inEntities = namesOf(own);
  const isNeeded = (reading: Reading) => needsColumn(reading, keyNames);
  const columns = ofTable.filter(isNeeded).slice(0, MAX_ATTRIBUTES);
  const more = own.filter(isNeeded).sort((a, b) => b.attribute.items - a.attribute.items);
  return {
    ofTable,
    entities: placed,
    ofNone: all.filter(({ attribute: { name } }) => !inTable.has(name) && !inEntities.has(name)),
    columns: new Set([...columns, ...more.slice(0, MAX_ATTRIBUTES - columns.length)]),
  };
}

function read(attribute: AttributeInventory): Reading {
  return { attribute, choice: attributeType(attribute) };
}

/** Whether every entity has the attribute, and one type reads as many of its values as a type for each entity would. */
function isOfAll({ attribute, choice }: Reading, entities: readonly PlacedEntity[]): boolean {
  const each = entities.flatMap(({ readings }) => readings.filter((one) => one.attribute.name === attribute.name));
  const apart = sum(each.map((one) => itemsOf(one.choice?.reads ?? [])));
  return each.length === entities.length && itemsOf(choice?.reads ?? []) >= apart;
}

/** Keys are typed columns of the views without a declaration, as texts or binaries. */
function needsColumn({ attribute, choice }: Reading, keyNames: readonly string[]): boolean {
  if (!isNameable(attribute.name)) return false;
  return choice !== undefined && !(keyNames.includes(attribute.name) && /^(string|binary)$/.test(choice.type));
}

function namesOf(readings: readonly Reading[]): Set<string> {
  return new Set(readings.map(({ attribute }) => attribute.name));
}
