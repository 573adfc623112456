import { makeHistory, type Change, type Window } from './generate';
import { LaptopChain, type Registered, type Row } from './laptop-chain';

const [BASE, NEXT, AFTER] = ['2026-02-01', '2026-02-02', '2026-02-03'] as const;

const history = makeHistory({ seed: 7, items: 40, windows: 2 });
const [window1, window2] = history.windows;
if (window1 === undefined || window2 === undefined) throw new Error('The history has no two windows');

const chain = new LaptopChain({
  partitionKey: { name: 'id' },
  sortKey: { name: 'number', type: 'N' },
  attributes: [{ name: 'quantity', type: 'bigint' }],
  incremental: {},
});
beforeAll(async () => {
  await chain.open();
  await chain.publish(BASE, await chain.unloadFull(BASE, history.first));
});
afterAll(() => chain.close());

/** The checks that found something; those that are no error with their severity. */
const nameFindings = (rows: readonly Row[]): string[] =>
  rows.map(({ check = '', severity = '' }) => (severity === 'error' ? check : `${check} (${severity})`));

const errors = (rows: readonly Row[]): string[] =>
  rows.flatMap(({ check = '', severity }) => (severity === 'error' ? [check] : []));

/** The files of a window with one record changed, or taken for several lines. */
function withFirst(change: (record: Change) => readonly (Change | string)[], files = window1?.files ?? []) {
  const index = files.findIndex((file) => file.some(isUpdate));
  return files.map((file, number) => {
    if (number !== index) return file;
    const at = file.findIndex(isUpdate);
    return file.flatMap((record, place) => (place === at ? change(record) : [record]));
  });
}

const isUpdate = ({ OldImage, NewImage }: Change): boolean => OldImage !== undefined && NewImage !== undefined;

const at = (micros: number) => ({ WriteTimestampMicros: { N: String(micros) } });

const microsOf = ({ Metadata }: Change): number => Number(Metadata.WriteTimestampMicros.N);

describe('the validation of changes', () => {
  const usual = window1.files;
  const judge = async (files: readonly (readonly (Change | string)[])[], listed = files) =>
    nameFindings(await chain.validateChanges(NEXT, [await chain.registerWindow(NEXT, { ...window1, files }, listed)]));

  it('finds nothing in changes as DynamoDB writes them, but for a key that came and went', async () => {
    expect(await judge(usual)).toEqual(['change_without_image (info)']);
  });

  it('takes a window without a change, whose files are empty or not there', async () => {
    expect(await judge([[], []])).toEqual([]);
    expect(await judge([])).toEqual([]);
  });

  it.each<readonly [string, readonly string[], () => Promise<string[]>]>([
    ['a file that is not there', ['file_missing', 'item_count'], () => judge(usual.slice(0, 2), usual)],
    ['a file that no manifest lists', ['file_not_listed', 'item_count'], () => judge(usual, usual.slice(0, 2))],
    [
      'a file with a line too few',
      ['file_lines', 'item_count'],
      () =>
        judge(
          withFirst(() => []),
          usual,
        ),
    ],
    [
      'a line that is cut',
      ['item_count', 'unreadable_lines'],
      () =>
        judge(
          withFirst(() => ['{"Metadata":{"Wr']),
          usual,
        ),
    ],
    [
      'a record without the sort key',
      ['change_keys'],
      () => judge(withFirst(({ Keys: { number: _, ...Keys }, ...record }) => [{ ...record, Keys }])),
    ],
    [
      'a key of another type',
      ['change_keys'],
      () => judge(withFirst((record) => [{ ...record, Keys: { ...record.Keys, number: { S: '1' } } }])),
    ],
    [
      'a record with more attributes in Keys than the table’s key has',
      ['change_keys'],
      () => judge(withFirst((record) => [{ ...record, Keys: { ...record.Keys, third: { S: 'x' } } }])),
    ],
    [
      'an image of another key',
      ['image_key'],
      () => judge(withFirst((record) => [{ ...record, NewImage: { ...record.NewImage, number: { N: '4711' } } }])),
    ],
    [
      'an old image of another key',
      ['image_key'],
      () => judge(withFirst((record) => [{ ...record, OldImage: { ...record.OldImage, id: { S: 'another' } } }])),
    ],
    [
      'a record before the window',
      ['change_time'],
      () => judge(withFirst((record) => [{ ...record, Metadata: at(window1.from * 1000 - 1) }])),
    ],
    [
      'a record at the end of the window, which is the next one’s',
      ['change_time'],
      () => judge(withFirst((record) => [{ ...record, Metadata: at(window1.to * 1000) }])),
    ],
    [
      'a record without a time',
      ['change_time'],
      () => judge(withFirst((record) => [JSON.stringify({ ...record, Metadata: {} })])),
    ],
    [
      'a key twice',
      ['change_repeated (warn)'],
      () => judge(withFirst((record) => [{ ...record, Metadata: at(microsOf(record) - 1) }, record])),
    ],
    [
      'a key twice at once with different images',
      ['change_ambiguous', 'change_repeated (warn)'],
      () => judge(withFirst((record) => [record, { ...record, NewImage: { ...record.NewImage, note: { S: '?' } } }])),
    ],
    ['a record twice', ['change_repeated (warn)'], () => judge(withFirst((record) => [record, record]))],
  ])('finds %s', async (_, expected, judged) => {
    expect((await judged()).filter((check) => check !== 'change_without_image (info)')).toEqual(expected);
  });

  it('names of each check the file that its example is in', async () => {
    const faults: readonly (readonly [string, (record: Change) => readonly Change[]])[] = [
      ['change_keys', ({ Keys: { number: _, ...Keys }, ...record }) => [{ ...record, Keys }]],
      ['image_key', (record) => [{ ...record, NewImage: { ...record.NewImage, number: { N: '4711' } } }]],
      ['change_time', (record) => [{ ...record, Metadata: at(window1.to * 1000) }]],
      ['change_ambiguous', (record) => [record, { ...record, NewImage: { ...record.NewImage, note: { S: '?' } } }]],
    ];
    const updates = usual.flat().filter(isUpdate);
    const makeFault = (index: number) => {
      const [record, fault] = [updates[index], faults[index]];
      if (!record || !fault) throw new Error('The window has too few updates');
      return fault[1](record);
    };
    const files = [updates.slice(4, 5), ...faults.map((_, index) => makeFault(index))];
    const window = await chain.registerWindow(NEXT, { ...window1, files });
    const rows = await chain.validateChanges(NEXT, [window]);
    const fileOf = (wanted: string) => rows.find(({ check }) => check === wanted)?.file;
    expect(faults.map(([check]) => fileOf(check))).toEqual(
      faults.map((_, index) => `export/${window.id}/data/${index + 1}.json.gz`),
    );
    // the second record of the key is the one that repeats it
    expect(fileOf('change_repeated')).toBe(`export/${window.id}/data/4.json.gz`);
  });

  it('names the window whose count is wrong, and the file', async () => {
    const one = await chain.registerWindow(NEXT, window1);
    const two = await chain.registerWindow(NEXT, window2, window2.files.slice(0, 2));
    const rows = await chain.validateChanges(NEXT, [one, two]);
    expect(rows.filter(({ severity }) => severity === 'error')).toMatchObject([
      { check: 'file_not_listed', file: `export/${two.id}/data/2.json.gz`, expected: '0' },
      { check: 'item_count', example: two.id, expected: String(two.itemCount) },
    ]);
  });
});

describe('the validation of a night of changes', () => {
  const validateMerged = async (windows: readonly Registered[], unloadId?: string, baseDate: string = BASE) => {
    const night = { exportDate: AFTER, baseDate, unloadId: unloadId ?? (await chain.merge(AFTER, baseDate, windows)) };
    return chain.validateMerged(night, { baseItemCount: String(history.first.length), baseFingerprint: '' }, windows);
  };
  const register = (window: Pick<Window, 'from' | 'to'>, files: readonly (readonly (Change | string)[])[]) =>
    chain.registerWindow(AFTER, { ...window, files });

  it('finds a window that was left out', async () => {
    const rows = await validateMerged([await register(window2, window2.files)]);
    expect(errors(rows)).toEqual(['arithmetic', 'fingerprint', 'seam']);
    expect(rows.find(({ check }) => check === 'seam')?.example).toMatch(/^o'\d+:鯛, \d+/);
  });

  it('finds an old image that the night before has not', async () => {
    const wrong = withFirst((record) => [{ ...record, OldImage: { ...record.OldImage, note: { S: 'wrong' } } }]);
    const rows = await validateMerged([await register(window1, wrong)]);
    expect(errors(rows)).toEqual(['fingerprint', 'seam']);
    expect(rows.find(({ check }) => check === 'seam')).toMatchObject({ expected: '0', found: '1' });
  });

  it('finds an insert of what the night before has, and an update of what it has not', async () => {
    const inserted = withFirst(({ OldImage: _, ...record }) => [record]);
    expect(errors(await validateMerged([await register(window1, inserted)]))).toContain('seam');
    const [old] = history.first;
    const missing = { ...old, number: { N: '4711' } };
    const updated: Change = {
      Metadata: at(window1.from * 1000 + 5),
      Keys: { id: old?.id ?? { S: '' }, number: missing.number },
      OldImage: missing,
      NewImage: missing,
    };
    expect(errors(await validateMerged([await register(window1, [...window1.files, [updated]])]))).toContain('seam');
  });

  it('finds a window put on the night that has it already', async () => {
    const windows = [await chain.registerWindow(NEXT, window1)];
    await chain.publish(NEXT, await chain.merge(NEXT, BASE, windows));
    const again = [await register(window1, window1.files)];
    expect(errors(await validateMerged(again, undefined, NEXT))).toContain('seam');
  });

  it('takes the newest of several records of a key', async () => {
    const stale = withFirst((record) => [
      record,
      { ...record, Metadata: at(microsOf(record) - 1), NewImage: { ...record.NewImage, note: { S: 'STALE' } } },
    ]);
    const unloadId = await chain.merge(AFTER, BASE, [await register(window1, stale)]);
    const [, ...rows] = await chain.run(`SELECT item FROM {unloaded} WHERE unload_id = '${unloadId}'`);
    expect(rows.length).toBe(window1.truth.length);
    expect(JSON.stringify(rows)).not.toContain('STALE');
  });

  it('finds that a window does not begin with what the one before it left', async () => {
    const [key] = window2.files
      .flat()
      .filter(({ Keys, ...record }) => isUpdate({ Keys, ...record }) && isIn(window1, Keys));
    const torn = window2.files.map((file) =>
      file.map((record) =>
        record === key ? { ...record, OldImage: { ...record.OldImage, note: { S: 'torn' } } } : record,
      ),
    );
    const rows = await validateMerged([await register(window1, window1.files), await register(window2, torn)]);
    expect(errors(rows)).toContain('seam_between_windows');
    expect(errors(rows)).not.toContain('seam');
  });

  it('finds items that are twice, and items that are not there', async () => {
    const windows = [await register(window1, window1.files)];
    const unloadId = await chain.merge(AFTER, BASE, windows);
    await chain.doubleFile(unloadId);
    const doubled = await validateMerged(windows, unloadId);
    expect(errors(doubled)).toEqual(['arithmetic', 'duplicate_keys', 'fingerprint']);
    expect(doubled.find(({ check }) => check === 'duplicate_keys')?.found).toBe(String(window1.truth.length));
    const empty = await chain.unloadFull(AFTER, []);
    expect(errors(await validateMerged(windows, empty))).toEqual(['arithmetic', 'fingerprint']);
  });

  it('finds other items than the changes give, as many as there should be', async () => {
    const windows = [await register(window1, window1.files)];
    const [first, ...others] = window1.truth;
    const unloadId = await chain.unloadFull(AFTER, [{ ...first, note: { S: 'another' } }, ...others]);
    expect(errors(await validateMerged(windows, unloadId))).toEqual(['fingerprint']);
  });

  it('compares with the count and the fingerprint that the night before was published with', async () => {
    const windows = [await register(window1, window1.files)];
    const night = { exportDate: AFTER, baseDate: BASE, unloadId: await chain.merge(AFTER, BASE, windows) };
    const rows = await chain.validateMerged(night, { baseItemCount: '41', baseFingerprint: '7' }, windows);
    expect(errors(rows)).toEqual(['arithmetic', 'fingerprint']);
  });

  it('tells values that do not fit their types, of items that did not change, too', async () => {
    const windows = [await register(window1, window1.files)];
    const rows = await validateMerged(windows);
    const misfits = window1.truth.filter(({ quantity }) => quantity?.S !== undefined).length;
    expect(rows.find(({ check }) => check === 'type_of_quantity')).toMatchObject({
      severity: 'warn',
      found: String(misfits),
      example: '{"S":"two"}',
    });
  });
});

function isIn({ files }: Window, keys: Change['Keys']): boolean {
  return files.flat().some(({ Keys }) => JSON.stringify(Keys) === JSON.stringify(keys));
}

describe('a night of lines, or of other columns, below one of changes', () => {
  it('is carried over with key, fingerprint and columns made of its items', async () => {
    await chain.publishLines('2026-01-01', history.first);
    const windows = [await chain.registerWindow(AFTER, window1)];
    const unloadId = await chain.merge(AFTER, '2026-01-01', windows);
    const base = { baseItemCount: String(history.first.length), baseFingerprint: '' };
    const rows = await chain.validateMerged({ exportDate: AFTER, baseDate: '2026-01-01', unloadId }, base, windows);
    expect(errors(rows)).toEqual([]);
    await chain.publish(AFTER, await chain.merge(AFTER, BASE, windows));
    expect(await chain.differences(AFTER, unloadId)).toEqual(['0', undefined]);
    const quantities = `SELECT item_key, "quantity__bigint" FROM {unloaded} WHERE unload_id = '${unloadId}' ORDER BY 1`;
    const [, ...made] = await chain.run(quantities);
    expect(made.filter(([, quantity]) => quantity !== undefined).length).toBeGreaterThan(10);
  });
});
