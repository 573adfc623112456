import type { Item } from '../../../lib/export';
import type { ItemChange } from '../../../lib/local/dynamodb';
import { changeOrders, generateOrders, type GenerateOrdersOptions } from '../../../lib/local/sample-orders';

const OPTIONS: GenerateOrdersOptions = { count: 2_800, days: 14, until: new Date('2022-11-23T19:00:00Z'), seed: 1 };
const CHANGES = [...changeOrders(OPTIONS)];
const keyOf = (item: Item): string => `${item.tableid?.S ?? ''} ${item.datetime?.S ?? ''}`;
const keyOfChange = (change: ItemChange): string => keyOf(change.kind === 'put' ? change.item : change.key);
const BEFORE = new Map([...generateOrders(OPTIONS)].map((item) => [keyOf(item), item]));

describe("the next day's changes of orders", () => {
  it('are the same every time', () => {
    expect([...changeOrders(OPTIONS)]).toEqual(CHANGES);
  });

  it('touch every key once at most, so that their order does not matter', () => {
    expect(new Set(CHANGES.map(keyOfChange)).size).toBe(CHANGES.length);
  });

  it('add a day of orders', () => {
    const added = CHANGES.filter((change) => !BEFORE.has(keyOfChange(change)));
    expect(added).toHaveLength(200);
    for (const change of added) {
      expect(keyOfChange(change).slice(3) > '2022-11-23T15').toBe(true);
      expect(change.kind).toBe('put');
    }
  });

  it('delete some and correct some', () => {
    const kinds = CHANGES.filter((change) => BEFORE.has(keyOfChange(change))).map((change) => change.kind);
    expect(kinds.filter((kind) => kind === 'delete')).toHaveLength(21);
    expect(kinds.filter((kind) => kind === 'put')).toHaveLength(28);
    for (const change of CHANGES) {
      if (change.kind !== 'put' || !BEFORE.has(keyOf(change.item))) continue;
      expect(change.item).not.toEqual(BEFORE.get(keyOf(change.item)));
    }
  });
});
