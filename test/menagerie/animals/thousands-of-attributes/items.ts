import type { WireItem } from '../../items';

/** Three items of 2,000 attributes each: 1,000 that all have, and 1,000 of its own. */
export function* items(): Generator<WireItem> {
  for (let number = 0; number < 3; number++) {
    const attributes = Array.from({ length: 2_000 }, (_, index) => {
      const name = index < 1_000 ? `common-${index}` : `own-${number}-${index}`;
      return [name, index % 2 === 0 ? { S: `v${index}` } : { N: String(index * number) }] as const;
    });
    yield { id: { S: `i${number}` }, ...Object.fromEntries(attributes) };
  }
}
