import { makeHistory, type History, type HistoryOptions } from '../incremental/generate';
import { LaptopChain, type Row } from '../incremental/laptop-chain';
import { AthenaChain } from './athena-chain';

const ATTRIBUTES = [
  { name: 'at', type: 'timestamp' },
  { name: 'quantity', type: 'bigint' },
  { name: 'price', type: 'decimal(12,2)' },
  { name: 'detail', path: ['chef'], type: 'string' },
  { name: 'tags', type: 'array<string>' },
];

const ENTITIES = [
  { name: 'cook', where: { attribute: 'kind', equals: 'cook' }, attributes: [{ name: 'raw', type: 'binary' }] },
];

const key = (name: string, type: string) => ({ name, type });

const TABLES: readonly (readonly [Record<string, unknown>, HistoryOptions])[] = [
  [
    {
      name: 'ChangesA',
      partitionKey: key('id', 'S'),
      sortKey: key('number', 'N'),
      attributes: ATTRIBUTES,
      entities: ENTITIES,
    },
    { seed: 11, keys: ['S', 'N'], dirty: true },
  ],
  [
    { name: 'ChangesB', partitionKey: key('id', 'B') },
    { seed: 12, keys: ['B'] },
  ],
  [
    { name: 'ChangesC', partitionKey: key('id', 'N') },
    { seed: 13, keys: ['N'] },
  ],
];

/**
 * Makes nights of changes on Trino and on the laptop, and prints where they answer differently: the validations with their
 * facts, the items with keys and fingerprints, and what a night says whose changes are not all there.
 *
 * @returns whether both answered all alike
 */
export async function compareNightsOfChanges(): Promise<boolean> {
  let different = 0;
  for (const [table, options] of TABLES) {
    const history = makeHistory(options);
    const laptop = new LaptopChain({ ...table, incremental: {} });
    const answers = [
      await askAll(laptop, history),
      await askAll(new AthenaChain({ ...table, incremental: {} }), history),
    ] as const;
    await laptop.close();
    for (const [what, rows] of answers[0]) {
      const other = answers[1].get(what);
      if (JSON.stringify(rows) === JSON.stringify(other)) continue;
      different++;
      console.log(
        `${String(table.name)}, ${what}:\n  laptop ${JSON.stringify(rows)}\n  Trino  ${JSON.stringify(other)}`,
      );
    }
    console.log(`${String(table.name)}: ${answers[0].size} answers compared`);
  }
  return different === 0;
}

async function askAll(chain: LaptopChain, { first, windows }: History): Promise<Map<string, unknown>> {
  await chain.open();
  const answers = new Map<string, unknown>();
  const tell = <T>(what: string, rows: T): T => {
    answers.set(what, rows);
    return rows;
  };
  const date = (index: number) => `2026-02-${String(index + 1).padStart(2, '0')}`;
  const full = await chain.unloadFull(date(0), first);
  await chain.publish(date(0), full);
  let facts = factsOf(tell('full', await chain.validateFull(date(0), full, first)));
  for (const [index, window] of windows.entries()) {
    const [baseDate, exportDate] = [date(index), date(index + 1)];
    const registered = [await chain.registerWindow(exportDate, window)];
    tell(`changes of ${exportDate}`, await chain.validateChanges(exportDate, registered));
    const unloadId = await chain.merge(exportDate, baseDate, registered);
    const base = { baseItemCount: facts.items ?? '', baseFingerprint: facts.fingerprint ?? '' };
    const rows = await chain.validateMerged({ exportDate, baseDate, unloadId }, base, registered);
    facts = factsOf(tell(`night ${exportDate}`, rows));
    await chain.publish(exportDate, unloadId);
    tell(
      `reconciled ${exportDate}`,
      await chain.differences(exportDate, await chain.unloadFull(exportDate, window.truth)),
    );
    tell(
      `items of ${exportDate}`,
      await chain.run(
        `SELECT json_format(CAST(item AS json)) AS item, item_key, item_fingerprint FROM {raw} WHERE export_date = '${exportDate}' ORDER BY item_key`,
      ),
    );
  }
  const [, second] = windows;
  if (second === undefined) throw new Error('The history has one window');
  const late = [await chain.registerWindow('2026-03-01', second)];
  const unloadId = await chain.merge('2026-03-01', date(0), late);
  const base = { baseItemCount: String(first.length), baseFingerprint: '' };
  const night = { exportDate: '2026-03-01', baseDate: date(0), unloadId };
  tell('a night without its first window', await chain.validateMerged(night, base, late));
  tell('what that night lacks', await chain.differences(date(2), unloadId));
  return answers;
}

function factsOf(rows: readonly Row[]): Partial<Record<string, string>> {
  return Object.fromEntries(rows.map(({ check = '', found = '' }) => [check, found]));
}
