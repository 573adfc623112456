import { createHash } from 'node:crypto';
import type { Item } from '../../lib/export';

/** A record of an incremental export, as its line has it. */
export interface Change {
  readonly Metadata: { readonly WriteTimestampMicros: { readonly N: string } };
  readonly Keys: Item;
  readonly OldImage?: Item;
  readonly NewImage?: Item;
}

/** A window of changes, and the items at its end. */
export interface Window {
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
  readonly files: readonly (readonly Change[])[];
  readonly truth: readonly Item[];
}

/** A table over several windows. */
export interface History {
  readonly first: readonly Item[];
  readonly windows: readonly Window[];
}

/** What a table is like whose history is made. */
export interface HistoryOptions {
  readonly seed: number;
  readonly items?: number;
  readonly windows?: number;
  /** Types of the key attributes `id` and, where there is a second one, `number`. */
  readonly keys?: readonly ('S' | 'N' | 'B')[];
  /** Whether windows also have what AWS does not promise never to write: an older record of a key in another file. */
  readonly dirty?: boolean;
}

const START = Date.UTC(2026, 0, 31, 19);
const DAY = 86_400_000;
const FILES = 3;

/** The history of a table with updates, deletes, inserts, items written twice, made anew, left as they were, and gone again. */
export function makeHistory({
  seed,
  items = 60,
  windows = 3,
  keys = ['S', 'N'],
  dirty = false,
}: HistoryOptions): History {
  const random = repeatable(seed);
  const state = new Map<string, Item>();
  const make = (index: number, version: number): Item => ({ ...keyOf(index, keys), ...contentOf(index, version) });
  const write = (item: Item) => state.set(keyTextOf(item, keys), item);
  for (let index = 0; index < items; index++) write(make(index, 0));
  const first = [...state.values()];
  let [next, version] = [items, 0];
  return {
    first,
    windows: Array.from({ length: windows }, (_, number) => {
      const from = START + number * DAY;
      const before = new Map(state);
      const written = new Map<string, number>();
      const change = (item: Item, kept: boolean) => {
        const key = keyTextOf(item, keys);
        if (kept) state.set(key, item);
        else state.delete(key);
        written.set(key, (from + 1 + Math.floor(random() * (DAY - 2))) * 1000 + written.size);
      };
      const there = [...state.values()].filter(() => random() < 0.3);
      there.forEach((item, index) => {
        version += 1;
        const again = { ...pick(item, keys), ...contentOf(index, version) };
        if (index % 6 === 0) change(item, false);
        else if (index % 6 === 1) change(item, true);
        else change(again, true);
      });
      for (let index = 0; index < 6; index++) change(make(next++, version), index !== 0);
      const files: Change[][] = Array.from({ length: FILES }, () => []);
      for (const [key, micros] of written) {
        const [old, now] = [before.get(key), state.get(key)];
        const Keys = pick(old ?? now ?? readKey(key, keys), keys);
        const record: Change = {
          Metadata: { WriteTimestampMicros: { N: String(micros) } },
          Keys,
          ...(old && { OldImage: shuffle(old) }),
          ...(now && { NewImage: now }),
        };
        const file = Math.floor(random() * FILES);
        files[file]?.push(record);
        if (dirty && now !== undefined && random() < 0.2)
          files[(file + 1) % FILES]?.unshift({
            ...record,
            Metadata: { WriteTimestampMicros: { N: String(micros - 999) } },
            NewImage: { ...now, note: { S: 'STALE' } },
          });
      }
      return { from, to: from + DAY, files, truth: [...state.values()] };
    }),
  };
}

/** The key of an item as a text. */
export function keyTextOf(item: Item, keys: HistoryOptions['keys'] = ['S', 'N']): string {
  return JSON.stringify(pick(item, keys));
}

const NAMES = ['id', 'number'];

function pick(item: Item, keys: readonly unknown[]): Item {
  return Object.fromEntries(NAMES.slice(0, keys.length).map((name) => [name, item[name] ?? { S: '' }]));
}

const readKey = (key: string, keys: readonly unknown[]): Item => pick(JSON.parse(key) as Item, keys);

function keyOf(index: number, types: readonly ('S' | 'N' | 'B')[]): Item {
  const value = (type: 'S' | 'N' | 'B', number: number): Item[string] => {
    if (type === 'S') return { S: `o'${number}:鯛` };
    if (type === 'N') return { N: number % 2 === 0 ? String(number) : `${number}.25` };
    return bytes(number % 256, number >> 8, 0);
  };
  const [first = 'S', second] = types;
  // several items of a partition key, told apart by the sort key
  if (second === undefined) return { id: value(first, index) };
  return { id: value(first, Math.floor(index / 3)), number: value(second, index) };
}

function contentOf(index: number, version: number): Item {
  const note = createHash('sha256').update(`${index}/${version}`).digest('hex');
  return {
    note: { S: note.slice(0, 12) },
    at: { S: new Date(START - index * 1000).toISOString() },
    quantity: version % 4 === 3 ? { S: 'two' } : { N: String(index % 12) },
    ...(version % 3 !== 2 && { price: { N: `${(index % 900) + version}.${String(index % 100).padStart(2, '0')}` } }),
    ...(index % 5 === 0 && { orderid: { S: `lower ${version}` }, orderId: { S: 'upper' } }),
    ...(index % 3 === 0 && {
      detail: { M: { chef: { S: `c${version} </b>` }, l: { L: [{ N: '1.50' }, { NULL: true }, { BOOL: false }] } } },
    }),
    ...(index % 4 === 0 && { tags: { SS: ['a', `v${version}`] }, kind: { S: index % 8 === 0 ? 'cook' : 'guest' } }),
    ...(index % 7 === 0 && { raw: bytes(index % 256), gone: { NULL: true } }),
    ...(index % 9 === 0 && { odd: { S: '\u0000\ufeff"\\\u0001𝕊' } }),
  };
}

/** Bytes as a line has them: in base64. */
function bytes(...values: readonly number[]): Item[string] {
  return { B: Buffer.from(values).toString('base64') as unknown as Uint8Array };
}

/** The same item with its attributes, the keys of its maps and the elements of its sets in another order. */
function shuffle(item: Item): Item {
  const value = (any: unknown): unknown => {
    if (Array.isArray(any)) return any.map(value);
    if (typeof any !== 'object' || any === null) return any;
    return Object.fromEntries(
      Object.entries(any)
        .map(([name, inner]) => [name, value(inner)] as const)
        .reverse(),
    );
  };
  const { tags, ...others } = value(item) as Item;
  const set = tags && 'SS' in tags ? { SS: [...(tags.SS ?? [])].reverse() } : undefined;
  return { ...others, ...(set && { tags: set }) };
}

function repeatable(seed: number): () => number {
  let state = (seed * 2_654_435_761) % 2_147_483_647 || 1;
  return () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
}
