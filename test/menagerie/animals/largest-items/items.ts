import type { WireItem, WireValue } from '../../items';

const BYTES = 390_000;

/** A text, one whose characters are all escaped in JSON, a list and a map, of 390 KB each. */
export function* items(): Generator<WireItem> {
  const values: Record<string, WireValue> = {
    text: { S: 'sushi '.repeat(BYTES / 6) },
    escaped: { S: '\u0001"'.repeat(BYTES / 2) },
    list: { L: Array.from({ length: BYTES / 10 }, (_, index) => ({ S: String(index).padStart(10, '0') })) },
    map: {
      M: Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`name-${index}`, { N: String(index) }])),
    },
  };
  for (const [name, value] of Object.entries(values)) yield { id: { S: name }, size: { N: '390000' }, [name]: value };
}
