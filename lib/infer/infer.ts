import { InferError } from './infer-error';
import { readInventory, type Query } from './inventory';
import { inventoryQuery } from './inventory-query';
import { inferKeys, type GivenKeys } from './keys';
import { tableProposal, type TableProposal } from './proposal';

export interface InferOptions extends GivenKeys {
  /** What has the column `item`: a table's name or `(SELECT ...)`. @default items */
  readonly relation?: string;
}

/**
 * Reads all items, not a sample, and proposes their table: its key, and a typed column for each attribute.
 *
 * @param source the DynamoDB table's name, of which the proposal's own is made; undefined where nothing says it
 * @throws InferError where there are no items or no key
 */
export async function inferTable(
  query: Query,
  source: string | undefined,
  options: InferOptions = {},
): Promise<TableProposal> {
  const { relation = 'items', ...given } = options;
  const inventory = readInventory(await query(inventoryQuery(relation))).get('') ?? [];
  if (inventory.length === 0)
    throw new InferError(
      'Infer.NoItems',
      `${source ?? 'The export'} holds no items, so nothing can be inferred. Declare the table by hand: name, partitionKey, sortKey.`,
    );
  return tableProposal(source, inventory, await inferKeys(query, relation, inventory, given));
}
