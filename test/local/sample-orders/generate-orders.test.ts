import { createHash } from 'node:crypto';
import { exportLine, type Item } from '../../../lib/export';
import { articleOrders, generateOrders, type GenerateOrdersOptions } from '../../../lib/local/sample-orders';
import { MENU } from '../../../lib/local/sample-orders/menu';

const OPTIONS: GenerateOrdersOptions = { count: 10_000, days: 14, until: new Date('2022-11-23T19:00:00Z'), seed: 1 };
const ORDERS = [...generateOrders(OPTIONS)];

const text = (item: Item, name: string): string => item[name]?.S ?? '';
const inJapan = (item: Item): Date => new Date(Date.parse(text(item, 'datetime')) + 9 * 3600_000);
function countBy<K>(items: readonly Item[], keyOf: (item: Item) => K): Map<K, number> {
  const counts = new Map<K, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return counts;
}

describe('generated orders', () => {
  it('are the same for the same seed, and others for another', () => {
    const digest = (options: GenerateOrdersOptions): string =>
      createHash('md5')
        .update([...generateOrders(options)].map(exportLine).join(''))
        .digest('hex');
    const once = digest(OPTIONS);
    expect(digest(OPTIONS)).toBe(once);
    expect(digest({ ...OPTIONS, seed: 2 })).not.toBe(once);
  });

  it.each([1, 7, 100, 10_000])('are as many as asked for: %d', (count) => {
    expect([...generateOrders({ ...OPTIONS, count })]).toHaveLength(count);
  });

  it('have keys that no other has', () => {
    expect(new Set(ORDERS.map((item) => `${text(item, 'tableid')} ${text(item, 'datetime')}`)).size).toBe(10_000);
    expect(new Set(ORDERS.map((item) => text(item, 'orderId'))).size).toBe(10_000);
  });

  it('have the table number, ISO time, dish, quantity and price of a sushi restaurant', () => {
    const dishes = new Set(MENU.map(({ name }) => name));
    const isLikeThat = (item: Item): boolean =>
      /^(0[1-9]|1\d|20)$/.test(text(item, 'tableid')) &&
      /^2022-11-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(text(item, 'datetime')) &&
      dishes.has(text(item, 'menu'));
    expect(ORDERS.filter((item) => !isLikeThat(item))).toEqual([]);
    expect(ORDERS.some((item) => item.price?.N === '580.50')).toBe(true);
  });

  it('fill the full days before the given moment, in Japan, with more every day', () => {
    const days = countBy(ORDERS, (item) => inJapan(item).toISOString().slice(0, 10));
    expect([...days.keys()].sort()).toEqual(Array.from({ length: 14 }, (_, day) => `2022-11-${10 + day}`));
    expect(days.get('2022-11-23')).toBeGreaterThan(days.get('2022-11-10') ?? 0);
  });

  it('come at lunch and dinner in Japan', () => {
    const hours = countBy(ORDERS, (item) => inJapan(item).getUTCHours());
    const orders = (hour: number): number => hours.get(hour) ?? 0;
    expect(orders(12)).toBeGreaterThan(2 * orders(15));
    expect(orders(19)).toBeGreaterThan(2 * orders(15));
    expect(orders(4)).toBe(0);
  });

  it('have dishes that go together more often than by chance', () => {
    const after = ORDERS.filter((_, index) => text(ORDERS[index - 1] ?? {}, 'menu') === 'サーモン');
    const share = (items: readonly Item[]): number =>
      items.filter((item) => text(item, 'menu') === 'いくら').length / items.length;
    expect(share(after)).toBeGreaterThan(2 * share(ORDERS));
  });

  it('have toppings and a chef where the dish has toppings, as an array and a nested value', () => {
    const garnished = ORDERS.filter(({ toppings }) => toppings);
    expect(garnished.length).toBeGreaterThan(1_000);
    for (const { toppings } of garnished) expect(toppings?.L?.every(({ S }) => S !== undefined)).toBe(true);
    const chefs = countBy(ORDERS, ({ detail }) => detail?.M?.chef?.S);
    expect([...chefs.keys()].sort()).toEqual(['佐藤', '鈴木', '高橋', undefined]);
  });

  it('have about one in 200 with something odd, of every kind', () => {
    const names = countBy(
      ORDERS.flatMap((item) => Object.entries(item).map(([name, value]) => ({ [name]: value }))),
      (attribute) => Object.keys(attribute)[0],
    );
    for (const name of ['orderid', 'loyaltyNumber', 'stamps', 'kitchen', 'notes', 'price.currency', 'table name'])
      expect(names.get(name)).toBeGreaterThan(0);
    expect(ORDERS.filter((item) => item.quantity?.S !== undefined).length).toBeGreaterThan(0);
    const known = ['tableid', 'datetime', 'menu', 'quantity', 'price', 'orderId', 'toppings', 'detail'];
    const isOdd = (item: Item) => Object.keys(item).some((name) => !known.includes(name));
    const odd = ORDERS.filter((item) => isOdd(item) || !item.quantity?.N || !item.price?.N);
    expect(odd).toHaveLength(50);
  });
});

describe("the article's orders", () => {
  it('are the three of table 01', () => {
    expect(articleOrders.map((item) => text(item, 'menu'))).toEqual(['いか', 'まぐろ', 'たこ']);
    expect(articleOrders.map((item) => text(item, 'tableid'))).toEqual(['01', '01', '01']);
  });
});
