import { amount } from '../amount';
import { InferError } from './infer-error';
import type { AttributeInventory, Query } from './inventory';
import { candidatesQuery, pairQuery } from './key-queries';
import { isNamedAsIdentifier, isNamedAsKey, keyCandidates, keyPairs, type Candidate } from './key-ranking';

/** Key attributes that a person knows; an export does not name them. */
export interface GivenKeys {
  readonly partitionKey?: string | undefined;
  readonly sortKey?: string | undefined;
}

/** The reason of a key that was given. */
export const GIVEN = 'given';

/** The key of a table, and why it is thought to be it. */
export interface InferredKeys {
  readonly partitionKey: Candidate;
  readonly sortKey?: Candidate | undefined;
  readonly reason: string;
  /** Items at most in which what an attribute begins with may tell an entity, of attributes that could be keys. */
  readonly beginnings: ReadonlyMap<string, number>;
}

/**
 * Finds the key: what was given, else the smallest set of attributes that tells all items apart; names decide between
 * several. One scan for the single attributes, one for each pair until one is unique.
 *
 * @throws InferError where no attribute can be a key, or a given one cannot
 */
export async function inferKeys(
  query: Query,
  relation: string,
  inventory: readonly AttributeInventory[],
  given: GivenKeys,
): Promise<InferredKeys> {
  const most = Math.max(0, ...inventory.map(({ items }) => items));
  const possible = keyCandidates(inventory, most);
  const [one, other] = [given.partitionKey, given.sortKey].map((name) => possible.find((c) => c.name === name));
  const pair = one && other ? ([one, other] as const) : undefined;
  const [row = []] = await query(candidatesQuery(relation, possible, pair));
  const [items = 0, ...counts] = row.map(Number);
  const beginnings = new Map(possible.map(({ name }, index) => [name, counts[2 * index + 1] ?? 0]));
  const candidates = items === most ? possible : [];
  const findNamed = (name: string | undefined) =>
    name === undefined ? undefined : (candidates.find((c) => c.name === name) ?? refuse(name, inventory, items));
  const [partitionKey, sortKey] = [findNamed(given.partitionKey), findNamed(given.sortKey)];
  if (partitionKey && sortKey) {
    const values = counts[2 * possible.length] ?? items;
    return { partitionKey, sortKey, reason: values < items ? givenButEqual(items, values) : GIVEN, beginnings };
  }
  if (candidates.length === 0) throw noKey(inventory, items);
  const distinct = (candidate: Candidate) => counts[2 * possible.indexOf(candidate)] ?? 0;
  const singles = candidates.filter((c) => distinct(c) === items && (partitionKey ?? c) === c && sortKey === undefined);
  const pairs = keyPairs(candidates, distinct, items).filter(
    ([first, second]) => (partitionKey ?? first) === first && (sortKey ?? second) === second,
  );
  const pairsByName = pairs.filter(isNamedAsKey);
  const identifier = singles.find((c) => partitionKey === c || isNamedAsIdentifier(c));
  const likely = (await uniquePair(query, relation, pairsByName, items)) ?? (identifier && [identifier]);
  const found = likely ?? (await uniquePair(query, relation, pairs, items)) ?? singles.slice(0, 1);
  const [first, second] = found;
  if (first)
    return {
      partitionKey: first,
      sortKey: second,
      reason:
        items === 1
          ? 'a guess by names: any attribute tells one item apart'
          : `${amount(items, 'item has', 'items have')} as many different values of it`,
      beginnings,
    };
  const best = partitionKey ?? [...candidates].sort((a, b) => distinct(b) - distinct(a))[0];
  if (best === undefined) throw noKey(inventory, items);
  const reason = `a guess: every item has it, but no attribute and no pair tells the ${amount(items, 'item')} apart (${amount(distinct(best), 'value')})`;
  return { partitionKey: best, sortKey, reason, beginnings };
}

/** An export has no key twice: one that was given and tells items apart no more is another one, or the export is damaged. */
const givenButEqual = (items: number, values: number): string =>
  `given, but the ${amount(items, 'item has', 'items have')} only ${amount(values, 'value')} of it, and no two items of a table have one key: nights of changes, diff and history would take them for one`;

async function uniquePair(
  query: Query,
  relation: string,
  pairs: readonly [Candidate, Candidate][],
  items: number,
): Promise<[Candidate, Candidate] | undefined> {
  for (const pair of pairs) {
    const [[distinct] = []] = await query(pairQuery(relation, pair));
    if (Number(distinct) === items) return pair;
  }
  return undefined;
}

function refuse(name: string, inventory: readonly AttributeInventory[], items: number): never {
  const attribute = inventory.find((one) => one.name === name);
  const found = attribute?.shapes.map((shape) => `${shape.items} ${shape.descriptor}`).join(', ') ?? 'none';
  throw new InferError(
    'Infer.WrongKey',
    `${JSON.stringify(name)} cannot be a key: every item needs it with one type (S, N or B) and a value; found in ${amount(items, 'item')}: ${found}. ` +
      'Give the name as it stands in the items, in its upper and lower case.',
  );
}

function noKey(inventory: readonly AttributeInventory[], items: number): InferError {
  const common = inventory.slice(0, 3).map(({ name, items: having }) => `${name} (${having})`);
  return new InferError(
    'Infer.NoKey',
    `No attribute can be the partition key: none is in every item, of ${amount(items, 'item')}, with one type (S, N or B). ` +
      `The commonest are ${common.join(', ')}. Is this a whole export of one table?`,
  );
}
