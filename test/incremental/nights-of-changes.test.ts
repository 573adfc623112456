import type { Item } from '../../lib/export';
import { historyQuery } from '../../lib/sql';
import { keyTextOf, makeHistory, type HistoryOptions } from './generate';
import { LaptopChain, type Registered, type Row } from './laptop-chain';

const DATES = ['2026-02-01', '2026-02-02', '2026-02-03', '2026-02-04', '2026-02-05'];

const ATTRIBUTES = [
  { name: 'at', type: 'timestamp' },
  { name: 'quantity', type: 'bigint' },
  { name: 'price', type: 'decimal(12,2)' },
  { name: 'orderId', type: 'string' },
  { name: 'detail', path: ['chef'], type: 'string' },
  { name: 'tags', type: 'array<string>' },
];

const ENTITIES = [
  { name: 'cook', where: { attribute: 'kind', equals: 'cook' }, attributes: [{ name: 'raw', type: 'binary' }] },
];

const key = (name: string, type: string) => ({ name, type });

const TABLES: readonly (readonly [string, Record<string, unknown>, HistoryOptions])[] = [
  [
    'with a sort key, typed columns and entities',
    { partitionKey: key('id', 'S'), sortKey: key('number', 'N'), attributes: ATTRIBUTES, entities: ENTITIES },
    { seed: 1, keys: ['S', 'N'] },
  ],
  [
    'with records that are late',
    { partitionKey: key('id', 'S'), sortKey: key('number', 'N'), attributes: ATTRIBUTES },
    { seed: 2, keys: ['S', 'N'], dirty: true },
  ],
  ['with a key of a number alone', { partitionKey: key('id', 'N') }, { seed: 3, keys: ['N'] }],
  ['with a key of bytes', { partitionKey: key('id', 'B'), sortKey: key('number', 'S') }, { seed: 4, keys: ['B', 'S'] }],
];

/** Items as texts that are the same where the items are: of nested values and sets the order does not matter. */
const canonical = (items: readonly Item[]): string[] => items.map((item) => JSON.stringify(sortDeep(item))).sort();

function sortDeep(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortDeep);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, inner]): [string, unknown] => [
    name,
    /^[SNB]S$/.test(name) && Array.isArray(inner) ? [...(inner as string[])].sort() : sortDeep(inner),
  ]);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** An item of SQL, whose nested values are texts of JSON, as DynamoDB has it. */
function readItem(text: string): Item {
  const item = JSON.parse(text) as Record<string, Record<string, string>>;
  const value = (type: string, content: string): unknown => {
    if (/^(M|L|[SNB]S)$/.test(type)) return JSON.parse(content) as unknown;
    return type === 'BOOL' || type === 'NULL' ? content === 'true' : content;
  };
  return Object.fromEntries(
    Object.entries(item).map(([name, typed]) => [
      name,
      Object.fromEntries(Object.entries(typed).map(([type, content]) => [type, value(type, content)])),
    ]),
  ) as unknown as Item;
}

const factsOf = (rows: readonly Row[]) =>
  Object.fromEntries(
    rows.flatMap(({ severity, check = '', found = '' }): [string, string][] =>
      severity === 'info' ? [[check, found]] : [],
    ),
  );

const problemsOf = (rows: readonly Row[]) =>
  rows.filter(({ severity }) => severity === 'error').map(({ check }) => check);

describe.each(TABLES)('nights of a table %s', (_, table, options) => {
  const history = makeHistory(options);
  const chain = new LaptopChain({ ...table, incremental: {} });
  afterAll(() => chain.close());

  it('have the items that the table had, each of them, and say how many changed', async () => {
    await chain.open();
    const full = await chain.unloadFull(DATES[0] ?? '', history.first);
    await chain.publish(DATES[0] ?? '', full);
    const validated = await chain.validateFull(DATES[0] ?? '', full, history.first);
    expect(problemsOf(validated)).toEqual([]);
    let { items: baseItemCount = '', fingerprint: baseFingerprint = '' } = factsOf(validated);
    expect(baseItemCount).toBe(String(history.first.length));
    let before = history.first;
    for (const [index, window] of history.windows.entries()) {
      const [baseDate = '', exportDate = ''] = DATES.slice(index, index + 2);
      const windows = [await chain.registerWindow(exportDate, window)];
      expect(problemsOf(await chain.validateChanges(exportDate, windows))).toEqual([]);
      const unloadId = await chain.merge(exportDate, baseDate, windows);
      const rows = await chain.validateMerged(
        { exportDate, baseDate, unloadId },
        { baseItemCount, baseFingerprint },
        windows,
      );
      expect(problemsOf(rows)).toEqual([]);
      const facts = factsOf(rows);
      expect(facts).toMatchObject({ items: String(window.truth.length), ...countChanges(before, window.truth) });
      await chain.publish(exportDate, unloadId);
      expect(await itemsOf(chain, exportDate)).toEqual(canonical(window.truth));
      expect(await chain.differences(exportDate, await chain.unloadFull(exportDate, window.truth))).toEqual([
        '0',
        undefined,
      ]);
      [baseItemCount = '', baseFingerprint = ''] = [facts.items, facts.fingerprint];
      before = window.truth;
    }
  });

  it('are found by the key of an item, and tell its history', async () => {
    const [item] = history.first;
    const keys = (options.keys ?? []).map((type, index) => String(item?.[index === 0 ? 'id' : 'number']?.[type]));
    const [partitionKey = '', sortKey] = keys;
    const raw = chain.rawTable;
    const statement = historyQuery(chain.table, { raw, partitionKey, ...(sortKey !== undefined && { sortKey }) });
    const [, ...rows] = await chain.run(statement);
    const nights = [history.first, ...history.windows.map(({ truth }) => truth)].map((items) =>
      items.find((one) => keyTextOf(one, options.keys) === keyTextOf(item ?? {}, options.keys)),
    );
    const expected = nights.flatMap((there, index) => (there ? [[DATES[index], there.note?.S]] : []));
    expect(expected.length).toBeGreaterThan(0);
    expect(rows.filter(([, name]) => name === 'note').map(([date, , , value]) => [date, value])).toEqual(expected);
  });

  it('may be made of several windows at once', async () => {
    const exportDate = '2026-03-01';
    const windows: Registered[] = [];
    for (const window of history.windows) windows.push(await chain.registerWindow(exportDate, window));
    expect(problemsOf(await chain.validateChanges(exportDate, windows))).toEqual([]);
    const [baseDate = ''] = DATES;
    const unloadId = await chain.merge(exportDate, baseDate, windows);
    const base = { baseItemCount: String(history.first.length), baseFingerprint: '' };
    expect(problemsOf(await chain.validateMerged({ exportDate, baseDate, unloadId }, base, windows))).toEqual([]);
    await chain.publish(exportDate, unloadId);
    expect(await itemsOf(chain, exportDate)).toEqual(canonical(history.windows.at(-1)?.truth ?? []));
  });
});

async function itemsOf(chain: LaptopChain, exportDate: string): Promise<string[]> {
  const [, ...rows] = await chain.run(
    `SELECT json_format(CAST(item AS json)) AS item FROM {raw} WHERE export_date = '${exportDate}'`,
  );
  return canonical(rows.map(([text = '']) => readItem(text)));
}

function countChanges(before: readonly Item[], after: readonly Item[]) {
  const byKey = (items: readonly Item[]) =>
    new Map(items.map((item) => [JSON.stringify([item.id, item.number]), JSON.stringify(sortDeep(item))]));
  const [old, now] = [byKey(before), byKey(after)];
  return {
    inserted: String([...now.keys()].filter((key) => !old.has(key)).length),
    deleted: String([...old.keys()].filter((key) => !now.has(key)).length),
    updated: String([...now].filter(([key, item]) => old.has(key) && old.get(key) !== item).length),
  };
}
