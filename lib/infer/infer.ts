import { inferEntities } from './entities';
import { InferError } from './infer-error';
import { readInventory, type Query } from './inventory';
import { inventoryQuery, MAX_INVENTORY_ROWS } from './inventory-query';
import { inferKeys, type GivenKeys } from './keys';
import { tableProposal, type TableProposal } from './proposal';
import type { TableIdentity } from './table-name';

export interface InferOptions extends GivenKeys {
  /** What has the column `item`: a table's name or `(SELECT ...)`. @default items */
  readonly relation?: string;
}

/**
 * Reads all items, not a sample, and proposes their table: its key, a typed column for each attribute and, where it holds
 * several entities, each of them.
 *
 * @throws InferError where there are no items or no key
 */
export async function inferTable(
  query: Query,
  identity: TableIdentity,
  options: InferOptions = {},
): Promise<TableProposal> {
  const { relation = 'items', ...given } = options;
  const rows = await query(inventoryQuery(relation));
  const inventory = readInventory(rows).get('') ?? [];
  if (inventory.length === 0)
    throw new InferError(
      'Infer.NoItems',
      `${identity.existingTable ?? identity.name} holds no items, so nothing can be inferred. Declare the table by hand: name, partitionKey, sortKey.`,
    );
  const keys = await inferKeys(query, relation, inventory, given);
  const entities = await inferEntities(query, relation, inventory, keys);
  return tableProposal(identity, inventory, keys, entities, rows.length >= MAX_INVENTORY_ROWS);
}
