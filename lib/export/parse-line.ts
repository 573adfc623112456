import type { Item } from './line';

type Described = Readonly<Record<string, unknown>>;

/**
 * The item of a data file's line: what {@link exportLine} wrote, numbers as their texts and binaries as bytes.
 *
 * @throws SyntaxError for what is no JSON, TypeError for a line without an item
 */
export function parseExportLine(line: string): Item {
  const { Item: item } = JSON.parse(line) as { Item?: Described };
  if (item === undefined) throw new TypeError(`The line has no Item: ${line.slice(0, 100)}`);
  return attributes(item);
}

function attributes(map: Described): Item {
  return Object.fromEntries(
    Object.entries(map).map(([name, value]) => [name, attributeValue(value as Described)]),
  ) as Item;
}

/** Only binaries are written otherwise than the SDK has them: as base64. */
function attributeValue(value: Described): unknown {
  const { B, BS, L, M } = value;
  if (typeof B === 'string') return { B: bytes(B) };
  if (BS !== undefined) return { BS: (BS as string[]).map(bytes) };
  if (L !== undefined) return { L: (L as Described[]).map(attributeValue) };
  return M === undefined ? value : { M: attributes(M as Described) };
}

function bytes(base64: string): Uint8Array {
  return Uint8Array.from(Buffer.from(base64, 'base64'));
}
