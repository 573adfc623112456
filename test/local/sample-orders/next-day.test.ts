import { generateOrders, nextDay } from '../../../lib/local/sample-orders';

const DAY = 86_400_000;
const until = new Date('2026-11-24T19:00:00Z');
const items = [...generateOrders({ count: 3_000, days: 30, until: new Date(until.getTime() - DAY), seed: 1 })];
const changes = [...nextDay(items, until)];

describe('a day of a table of orders', () => {
  it('has new orders, corrected ones and deleted ones', () => {
    const known = new Set(items.map(({ tableid, datetime }) => `${tableid?.S ?? ''} ${datetime?.S ?? ''}`));
    const isKnown = ({ tableid, datetime }: (typeof items)[number]) =>
      known.has(`${tableid?.S ?? ''} ${datetime?.S ?? ''}`);
    const put = changes.flatMap((change) => (change.kind === 'put' ? [change.item] : []));
    const deleted = changes.flatMap((change) => (change.kind === 'delete' ? [change.key] : []));
    expect(put.filter((item) => !isKnown(item)).length).toBeGreaterThan(50);
    expect(put.filter(isKnown).length).toBeGreaterThan(10);
    expect(deleted.length).toBeGreaterThan(10);
    expect(deleted.every(isKnown)).toBe(true);
  });

  it('changes no key twice', () => {
    const keys = changes.map((change) => {
      const { tableid, datetime } = change.kind === 'put' ? change.item : change.key;
      return `${tableid?.S ?? ''} ${datetime?.S ?? ''}`;
    });
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('is another one every day, and the same one for the same day', () => {
    expect([...nextDay(items, until)]).toEqual(changes);
    const deletionsOf = (date: Date) => [...nextDay(items, date)].filter(({ kind }) => kind === 'delete');
    expect(deletionsOf(new Date(until.getTime() + DAY))).not.toEqual(deletionsOf(until));
  });
});
