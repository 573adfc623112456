import { isNameable, type AttributeInventory } from './inventory';
import type { KeyAttribute } from './key-queries';

/** An attribute that can be a key, and what its name and its values say for it. */
export interface Candidate extends KeyAttribute {
  readonly time: boolean;
  readonly identifying: boolean;
}

/** More are not tried: every pair of them costs a scan. */
const MAX_CANDIDATES = 12;
const MAX_PAIRS = 24;

const IDENTIFYING =
  /(^|[^a-z])(pk|id|key|uuid|guid|hash|no|number|code|arn|email)$|[a-z](Id|ID|Key|Uuid|No|Number|Code)$|id$/;
const RANGE = /(^|[^a-z])(sk|sort|range)|date|time|created|updated|version|seq/i;
const PARTITION_KEY = /^_*(pk|partition_?key|hash_?key)$/i;
const SORT_KEY = /^_*(sk|sort_?key|range_?key)$/i;

/** Attributes that all items have with one of the types of keys, those that look most like a key first. */
export function keyCandidates(inventory: readonly AttributeInventory[], items: number): Candidate[] {
  return inventory
    .flatMap((attribute): Candidate[] => {
      const [first] = attribute.shapes;
      const type = first?.descriptor;
      if (!isNameable(attribute.name)) return [];
      if (attribute.items < items || (type !== 'S' && type !== 'N' && type !== 'B')) return [];
      if (attribute.shapes.some((shape) => shape.descriptor !== type || shape.shape === 'empty')) return [];
      const time = attribute.shapes.every(({ shape }) => /^(timestamp|date)/.test(shape)) || RANGE.test(attribute.name);
      return [{ name: attribute.name, type, time, identifying: IDENTIFYING.test(attribute.name) }];
    })
    .sort((a, b) => plausibility(b) - plausibility(a))
    .slice(0, MAX_CANDIDATES);
}

/**
 * Pairs that could be a key, in the order to try them: only those of which the values are enough to tell all items apart.
 *
 * @param distinct values that each candidate has
 */
export function keyPairs(
  candidates: readonly Candidate[],
  distinct: (candidate: Candidate) => number,
  items: number,
): [Candidate, Candidate][] {
  return candidates
    .flatMap((first) => candidates.map((second): [Candidate, Candidate] => [first, second]))
    .filter(([first, second]) => first !== second && orderOf(first) <= orderOf(second))
    .filter(([first, second]) => first.name < second.name || orderOf(first) < orderOf(second))
    .filter(([first, second]) => distinct(first) * distinct(second) >= items)
    .sort((a, b) => pairPlausibility(b) - pairPlausibility(a))
    .slice(0, MAX_PAIRS);
}

/** Whether the two are named as tables that hold several entities name their keys: `pk` and `sk`. */
export function isNamedAsKey([first, second]: readonly [Candidate, Candidate]): boolean {
  return PARTITION_KEY.test(first.name) && SORT_KEY.test(second.name);
}

/** Whether an attribute that is unique alone is more likely the whole key than a pair: names say so. */
export function isNamedAsIdentifier(candidate: Candidate): boolean {
  return candidate.identifying && !candidate.time;
}

function plausibility({ name, time, identifying, type }: Candidate): number {
  return (
    (PARTITION_KEY.test(name) || SORT_KEY.test(name) ? 8 : 0) +
    (identifying ? 4 : 0) +
    (time ? 2 : 0) +
    (type === 'S' ? 1 : 0)
  );
}

/** A partition key is rarely a time, and a sort key often is. */
function orderOf({ name, time, identifying }: Candidate): number {
  if (PARTITION_KEY.test(name)) return 0;
  if (SORT_KEY.test(name)) return 4;
  return time ? 3 : identifying ? 1 : 2;
}

function pairPlausibility([first, second]: [Candidate, Candidate]): number {
  return (
    (isNamedAsKey([first, second]) ? 16 : 0) +
    (first.identifying ? 4 : 0) +
    (second.time ? 4 : 0) +
    (second.identifying ? 1 : 0)
  );
}
