import { RefusedError } from '../../errors';

/** Members of one bucket from which java.util.HashMap arranges them in another way. */
const TREE = 8;

/** Texts in the order in which a java.util.HashMap gives them that they were put into one after the other. */
export function javaHashOrder(keys: readonly string[]): string[] {
  let capacity = 16;
  while (keys.length > capacity * 0.75) capacity *= 2;
  const buckets = new Map<number, string[]>();
  for (const key of keys) {
    const bucket = spreadHash(hashCode(key)) & (capacity - 1);
    buckets.set(bucket, [...(buckets.get(bucket) ?? []), key]);
  }
  if ([...buckets.values()].some((bucket) => bucket.length >= TREE))
    throw new RefusedError('JSON_OBJECT of so many keys with one hash');
  return [...buckets].sort(([a], [b]) => a - b).flatMap(([, bucket]) => bucket);
}

/** java.lang.String.hashCode. */
function hashCode(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(31, hash) + text.charCodeAt(i)) | 0;
  return hash;
}

const spreadHash = (hash: number): number => hash ^ (hash >>> 16);
