import {
  BatchGetItemCommand,
  GetItemCommand,
  type BatchGetItemCommandOutput,
  type DynamoDBClient,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import type { Clock } from '../../asl';
import type { Item, ItemChangeRecord } from '../../export';
import { scanItems } from './items';
import { findTable } from './table';

/** An item before a write: what it was, or nothing; and the table's time of the write, in milliseconds since 1970. */
interface Before {
  readonly time: number;
  readonly key: Item;
  readonly item: Item | undefined;
}

/** The members of the inputs of writing commands that say what they write. */
interface WriteInput {
  readonly TableName?: string;
  readonly Item?: Item;
  readonly Key?: Item;
  readonly RequestItems?: Readonly<Record<string, readonly WriteRequest[]>>;
}

/**
 * Point-in-time recovery of the tables of a client: from {@link begin} on it keeps what items were before each write that
 * the client makes, so that the items of any time since can be read. Before that only the time of the last write is kept,
 * after which nothing changed.
 */
export class PointInTimeRecovery {
  private readonly before = new Map<string, Before[]>();
  private readonly lastWrite = new Map<string, number>();
  private begun = false;

  constructor(
    private readonly client: DynamoDBClient,
    private readonly clock: Pick<Clock, 'now'>,
  ) {
    client.middlewareStack.add(
      (next, { commandName = '' }) =>
        async (args) => {
          const written = WRITING.has(commandName) ? listKeyedWrites(args.input as WriteInput) : [];
          for (const { table, items } of written) await this.keep(table, items);
          return next(args);
        },
      { step: 'initialize', name: 'pointInTimeRecovery', override: true },
    );
  }

  /** Begins to keep what items were; it costs a read for each write. */
  begin(): void {
    this.begun = true;
  }

  /** The first time whose items can be read, in milliseconds since 1970. */
  earliest(table: string): number {
    return this.lastWrite.get(table) ?? -Infinity;
  }

  /**
   * All items of a table as they were at a time that is not before {@link earliest}. A write at the very time is not among
   * them, as it belongs to the window that begins there; one from before {@link begin} is.
   */
  async *itemsAt(table: string, time: number): AsyncGenerator<Item> {
    const keys = await this.keyNames(table);
    const then = this.itemsWrittenSince(table, time, keys);
    if (then.size === 0) yield* scanItems(this.client, table);
    else for await (const item of scanItems(this.client, table)) if (!then.has(keyText(item, keys))) yield item;
    for (const item of then.values()) if (item) yield item;
  }

  /**
   * What became of each key that was written to in [from, to), a time that is not before {@link earliest}: its last write,
   * its item at the beginning and at the end. A key that has an item at neither gives no record, as on AWS.
   */
  async *changesIn(table: string, from: number, to: number): AsyncGenerator<ItemChangeRecord> {
    const keys = await this.keyNames(table);
    const written = new Map<string, { readonly key: Item; readonly old: Item | undefined; readonly time: number }>();
    for (const { time, key, item } of this.before.get(table) ?? [])
      if (time >= from && time < to) {
        const text = keyText(key, keys);
        written.set(text, { key, old: written.has(text) ? written.get(text)?.old : item, time });
      }
    const later = this.itemsWrittenSince(table, to, keys);
    const still = [...written].filter(([text]) => !later.has(text)).map(([, { key }]) => key);
    const now = new Map<string, Item>();
    for (let at = 0; at < still.length; at += READ_AT_ONCE)
      for (const [text, item] of await this.read(table, still.slice(at, at + READ_AT_ONCE))) now.set(text, item);
    for (const [text, { key, old, time }] of written) {
      const newImage = later.has(text) ? later.get(text) : now.get(text);
      if (old ?? newImage) yield { writtenMicros: time * 1000, keys: key, oldImage: old, newImage };
    }
  }

  /** Of each key that was written to at a time or later, what it was before. */
  private itemsWrittenSince(table: string, time: number, keys: readonly string[]): Map<string, Item | undefined> {
    const then = new Map<string, Item | undefined>();
    for (const each of this.before.get(table) ?? []) {
      const key = keyText(each.key, keys);
      if (each.time >= time && !then.has(key)) then.set(key, each.item);
    }
    return then;
  }

  private async keep(table: string, items: readonly Item[]): Promise<void> {
    const time = this.clock.now();
    if (!this.begun) {
      this.lastWrite.set(table, time);
      return;
    }
    const names = await this.keyNames(table);
    const keys = items.map((item) => pick(item, names));
    const there = await this.read(table, keys);
    const kept = this.before.get(table) ?? [];
    for (const key of keys) kept.push({ time, key, item: there.get(keyText(key, names)) });
    this.before.set(table, kept);
  }

  private async read(table: string, keys: readonly Item[]): Promise<ReadonlyMap<string, Item>> {
    const names = await this.keyNames(table);
    const [only] = keys;
    if (keys.length === 1 && only) {
      const { Item: item } = await this.client.send(
        new GetItemCommand({ TableName: table, Key: only, ConsistentRead: true }),
      );
      return new Map(item ? [[keyText(item, names), item]] : []);
    }
    const found = new Map<string, Item>();
    let rest: Item[] | undefined = [...keys];
    while (rest && rest.length > 0) {
      const { Responses, UnprocessedKeys }: BatchGetItemCommandOutput = await this.client.send(
        new BatchGetItemCommand({ RequestItems: { [table]: { Keys: rest, ConsistentRead: true } } }),
      );
      for (const item of Responses?.[table] ?? []) found.set(keyText(item, names), item);
      rest = UnprocessedKeys?.[table]?.Keys;
    }
    return found;
  }

  private async keyNames(table: string): Promise<readonly string[]> {
    return (await findTable(this.client, table))?.keys ?? [];
  }
}

/** Keys of one BatchGetItem. */
const READ_AT_ONCE = 100;

const WRITING: ReadonlySet<string> = new Set([
  'PutItemCommand',
  'UpdateItemCommand',
  'DeleteItemCommand',
  'BatchWriteItemCommand',
]);

/** The items, or keys, that a command writes, by table. */
function listKeyedWrites({
  TableName,
  Item: put,
  Key,
  RequestItems,
}: WriteInput): { readonly table: string; readonly items: readonly Item[] }[] {
  if (RequestItems)
    return Object.entries(RequestItems).map(([table, requests]) => ({
      table,
      items: requests.flatMap(({ PutRequest, DeleteRequest }): Item[] => {
        const item = PutRequest?.Item ?? DeleteRequest?.Key;
        return item ? [item] : [];
      }),
    }));
  const item = put ?? Key;
  return TableName === undefined || item === undefined ? [] : [{ table: TableName, items: [item] }];
}

function pick(item: Item, names: readonly string[]): Item {
  return Object.fromEntries(names.flatMap((name) => (item[name] ? [[name, item[name]]] : [])));
}

function keyText(item: Item, names: readonly string[]): string {
  return JSON.stringify(names.map((name) => item[name]));
}
