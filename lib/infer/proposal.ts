import { columnName } from '../config';
import { columnNames } from './column-names';
import type { Condition } from './discriminator';
import type { InferredEntities } from './entities';
import { InferError } from './infer-error';
import { isNameable, type AttributeInventory } from './inventory';
import type { Candidate } from './key-ranking';
import type { InferredKeys } from './keys';
import { MAX_ATTRIBUTES, placement } from './placement';
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
  /** Whether there are more attributes than were looked at: the rarest are not told. */
  readonly isPartial: boolean;
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

/** A table's proposal, of what all its items are. */
export function tableProposal(
  identity: TableIdentity,
  inventory: readonly AttributeInventory[],
  keys: InferredKeys,
  found: InferredEntities | undefined,
  isPartial = false,
): TableProposal {
  const { partitionKey, sortKey } = keys;
  refuseKeyColumns(partitionKey, sortKey);
  const items = Math.max(...inventory.map((attribute) => attribute.items));
  const keyNames = [partitionKey, ...(sortKey ? [sortKey] : [])].map(({ name }) => name);
  const { ofTable, entities, ofNone, columns } = placement(inventory, found?.entities ?? [], keyNames);
  const isColumn = (reading: Reading) => columns.has(reading);
  const attributes = declareAttributes(ofTable.filter(isColumn), keyNames, []);
  const taken = attributes.map(({ name, column }) => column ?? columnName([name]));
  const { name, existingTable } = identity;
  return {
    table: {
      name,
      ...(existingTable !== undefined && { existingTable }),
      partitionKey: keyOf(partitionKey),
      ...(sortKey && { sortKey: keyOf(sortKey) }),
      attributes,
      ...(found && {
        entities: entities.map(({ name: entity, where, readings }) => ({
          name: entity,
          where: where.length === 1 && where[0] ? where[0] : where,
          attributes: declareAttributes(readings.filter(isColumn), keyNames, taken),
        })),
      }),
    },
    items,
    isPartial,
    keyReason: keys.reason,
    reasons: [
      ...ofTable.map((one) =>
        reason(one, items, isColumn(one) || isKey(one, keyNames) ? undefined : explainLeftOut(one)),
      ),
      ...ofNone.map((one) => reason(one, items, 'only in items of no entity')),
    ],
    ...(found && { entityReason: found.reason }),
    entities: entities.map(({ name: entity, where, items: all, readings }) => ({
      name: entity,
      where,
      items: all,
      reasons: readings.map((one) => reason(one, all, isColumn(one) ? undefined : explainLeftOut(one))),
    })),
  };
}

/** Why an attribute is not proposed although it has values that a column could read. */
function explainLeftOut({ attribute }: Reading): string {
  return isNameable(attribute.name)
    ? `rarer than ${MAX_ATTRIBUTES} others`
    : 'its name has a NUL character, which SQL cannot name';
}

function isKey({ attribute }: Reading, keyNames: readonly string[]): boolean {
  return keyNames.includes(attribute.name);
}

function declareAttributes(
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
