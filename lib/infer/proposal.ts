import { columnName } from '../config';
import { attributeType } from './attribute-type';
import { columnNames } from './column-names';
import type { Condition } from './discriminator';
import type { InferredEntities, InferredEntity } from './entities';
import { InferError } from './infer-error';
import { itemsOf, type AttributeInventory } from './inventory';
import type { Candidate } from './key-ranking';
import type { InferredKeys } from './keys';
import { reason, type Reading, type Reason } from './reason';
import type { TableIdentity } from './table-name';

/** A table as it can stand in the configuration, under `tables`. */
export interface ProposedTable extends TableIdentity {
  readonly partitionKey: { readonly name: string; readonly type: 'S' | 'N' | 'B' };
  readonly sortKey?: { readonly name: string; readonly type: 'S' | 'N' | 'B' };
  readonly attributes: readonly ProposedAttribute[];
  readonly entities?: readonly ProposedEntity[];
}

export interface ProposedAttribute {
  readonly name: string;
  readonly type: string;
  readonly column?: string;
}

export interface ProposedEntity {
  readonly name: string;
  readonly where: Condition | readonly Condition[];
  readonly attributes: readonly ProposedAttribute[];
}

/** What the items say about their table. */
export interface TableProposal {
  readonly table: ProposedTable;
  readonly items: number;
  /** The key, whether it was given or found, and how to correct it. */
  readonly keyReason: string;
  readonly reasons: readonly Reason[];
  /** How the entities of a table of several are told apart. */
  readonly entityReason?: string;
  readonly entities: readonly EntityReasons[];
}

/** What the items of an entity say about it. */
export interface EntityReasons {
  readonly name: string;
  readonly where: readonly Condition[];
  readonly items: number;
  readonly reasons: readonly Reason[];
}

/** More columns make the validation query long: Athena takes 262,144 bytes. The others stay in the raw table. */
export const MAX_ATTRIBUTES = 100;
const TOO_MANY = `rarer than ${MAX_ATTRIBUTES} others`;

/** A table's proposal, of what all its items are. */
export function tableProposal(
  identity: TableIdentity,
  inventory: readonly AttributeInventory[],
  keys: InferredKeys,
  found: InferredEntities | undefined,
): TableProposal {
  const { partitionKey, sortKey } = keys;
  refuseKeyColumns(partitionKey, sortKey);
  const items = Math.max(...inventory.map((attribute) => attribute.items));
  const keyNames = [partitionKey, ...(sortKey ? [sortKey] : [])].map(({ name }) => name);
  const readings = inventory.map(read);
  const entities = (found?.entities ?? []).map((entity) => ({ ...entity, readings: entity.inventory.map(read) }));
  const ofTable = readings.filter((reading) => keyNames.includes(reading.attribute.name) || isOfAll(reading, entities));
  const inTable = new Set(ofTable.map(({ attribute }) => attribute.name));
  const ofEntities = entities.map((entity) => ({
    ...entity,
    readings: entity.readings.filter(({ attribute }) => !inTable.has(attribute.name)),
  }));
  const inEntities = new Set(ofEntities.flatMap((entity) => entity.readings.map(({ attribute }) => attribute.name)));
  const columns = ofTable.filter((reading) => needsColumn(reading, keyNames)).slice(0, MAX_ATTRIBUTES);
  const more = ofEntities.flatMap((entity) => entity.readings.filter((reading) => needsColumn(reading, keyNames)));
  const chosen = new Set([...columns, ...more.sort(byItems).slice(0, MAX_ATTRIBUTES - columns.length)]);
  const attributes = declared(columns, keyNames, []);
  const taken = attributes.map(({ name, column }) => column ?? columnName([name]));
  const whyNot = (reading: Reading) => {
    const { name } = reading.attribute;
    if (!inTable.has(name)) return 'only in items of no entity';
    return chosen.has(reading) || keyNames.includes(name) ? undefined : TOO_MANY;
  };
  return {
    table: {
      name: identity.name,
      ...(identity.existingTable !== undefined && { existingTable: identity.existingTable }),
      partitionKey: keyOf(partitionKey),
      ...(sortKey && { sortKey: keyOf(sortKey) }),
      attributes,
      ...(found && {
        entities: ofEntities.map(({ name, where, readings: own }) => ({
          name,
          where: where.length === 1 && where[0] ? where[0] : where,
          attributes: declared(
            own.filter((reading) => chosen.has(reading)),
            keyNames,
            taken,
          ),
        })),
      }),
    },
    items,
    keyReason: keys.reason,
    reasons: readings
      .filter(({ attribute: { name } }) => !inEntities.has(name))
      .map((reading) => reason(reading, items, whyNot(reading))),
    ...(found && { entityReason: found.reason }),
    entities: ofEntities.map(({ name, where, items: all, readings: own }) => ({
      name,
      where,
      items: all,
      reasons: own.map((reading) => reason(reading, all, chosen.has(reading) ? undefined : TOO_MANY)),
    })),
  };
}

function read(attribute: AttributeInventory): Reading {
  return { attribute, choice: attributeType(attribute) };
}

type ReadEntity = InferredEntity & { readonly readings: readonly Reading[] };

/** Whether every entity has the attribute, and one type reads as many of its values as a type for each entity would. */
function isOfAll({ attribute, choice }: Reading, entities: readonly ReadEntity[]): boolean {
  const each = entities.flatMap(({ readings }) => readings.filter((one) => one.attribute.name === attribute.name));
  const apart = each.reduce((sum, one) => sum + itemsOf(one.choice?.reads ?? []), 0);
  return each.length === entities.length && itemsOf(choice?.reads ?? []) >= apart;
}

/** Keys are typed columns of the views without a declaration, as texts or binaries. */
function needsColumn({ attribute, choice }: Reading, keyNames: readonly string[]): boolean {
  return choice !== undefined && !(keyNames.includes(attribute.name) && /^(string|binary)$/.test(choice.type));
}

function declared(
  readings: readonly Reading[],
  keyNames: readonly string[],
  taken: readonly string[],
): ProposedAttribute[] {
  const names = columnNames(
    readings.map(({ attribute }) => attribute.name),
    keyNames,
    taken,
  );
  return readings.map(({ attribute: { name }, choice }) => {
    const column = names.get(name);
    return { name, type: choice?.type ?? 'string', ...(column !== undefined && { column }) };
  });
}

function byItems(a: Reading, b: Reading): number {
  return b.attribute.items - a.attribute.items;
}

function keyOf({ name, type }: Candidate): ProposedTable['partitionKey'] {
  return { name, type };
}

function refuseKeyColumns(partitionKey: Candidate, sortKey: Candidate | undefined): void {
  const columns = [partitionKey, sortKey].filter((key) => key !== undefined).map(({ name }) => columnName([name]));
  if (new Set(columns).size === columns.length && !columns.includes('export_date')) return;
  throw new InferError(
    'Infer.KeyColumn',
    `The key attributes ${columns.join(' and ')} give no two columns of their own; such a table cannot have views.`,
  );
}
