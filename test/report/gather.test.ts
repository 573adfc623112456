import { absoluteFolder } from '../../lib/athena-sql/engine/absolute-folder';
import { LocalTarget } from '../../lib/local/target';
import { daysBefore } from '../../lib/operations/local-date';
import { gather, MOST_NIGHTS } from '../../lib/report/gather';
import { parseSavedQuery } from '../../lib/sql';
import { order, publishNights, type PublishedNights } from '../target/published-nights';

let nights: PublishedNights;
let target: LocalTarget;

beforeAll(async () => {
  nights = await publishNights({
    '2026-11-21': [order('01', 1)],
    '2026-11-22': [order('01', 1), order('01', 2, { note: { S: 'x'.repeat(1000) } })],
    '2026-11-23': [order('01', 1), order('02', 2, { price: { N: '120' } }), order('03', 3)],
  });
  target = LocalTarget.open(absoluteFolder(nights.folder), nights.names.database);
});

afterAll(async () => {
  await target.close();
  nights.remove();
});

/** A saved query, by its header's table and its statement. */
const makeQuery = (name: string, table: string, sql: string, chart = '') =>
  parseSavedQuery(name, `-- title: ${name}\n-- description: d\n-- table: ${table}\n${chart}\n${sql}`);

const COUNT = makeQuery(
  'count',
  'sushiorderdata',
  'SELECT count(*) AS items, max(export_date) AS night FROM sushiorderdata',
);
const SLOTS = makeQuery(
  'slots',
  'any',
  'WITH slots AS (SELECT slot, count(item) AS items FROM sushiorderdata_latest GROUP BY slot) SELECT * FROM slots ORDER BY slot',
);

const about = (date?: string, queries = [COUNT, SLOTS]) =>
  gather(target, { config: nights.config, table: nights.table, date, queries });

describe('what is gathered of a night', () => {
  it('is of the newest one, where no date is given', async () => {
    const gathered = await about();
    expect(gathered.date).toBe('2026-11-23');
    expect(gathered.nights.map(({ itemCount }) => itemCount)).toEqual([1, 2, 3]);
    expect(gathered.failure).toBeUndefined();
  });

  it('has every file with what the manifest lists', async () => {
    expect((await about()).files).toMatchObject({
      rows: [[expect.stringMatching(/data\/a\.json\.gz$/), '3', '3', '3']],
    });
  });

  it('has every attribute, in this night and the one before', async () => {
    expect((await about()).attributes).toMatchObject({
      rows: expect.arrayContaining([
        ['note', 'S', '1', '0', expect.any(String)],
        ['price', 'N', '0', '1', '120'],
        ['tableid', 'S', '2', '3', '01'],
      ]) as unknown,
    });
  });

  it('has the answers of saved queries, those about the table first', async () => {
    const { answers } = await about(undefined, [SLOTS, makeQuery('other', 'customers', 'SELECT 1'), COUNT]);
    expect(answers.map(({ query, outcome }) => [query.name, outcome])).toMatchObject([
      ['count', { rows: [['3', '2026-11-23']], total: 1 }],
      [
        'slots',
        {
          rows: [
            ['newest', '3'],
            ['previous', '2'],
          ],
        },
      ],
    ]);
  });

  it('of an earlier date is as if that night were the newest', async () => {
    const gathered = await about('2026-11-22');
    expect(gathered.nights.map(({ exportDate }) => exportDate)).toEqual(['2026-11-21', '2026-11-22']);
    expect(gathered.answers.map(({ outcome }) => outcome)).toMatchObject([
      { rows: [['2', '2026-11-22']] },
      {
        rows: [
          ['newest', '2'],
          ['previous', '1'],
        ],
      },
    ]);
  });

  it('of an earlier date is so of a statement whose WITH is behind a comment, or in a text', async () => {
    const { answers } = await about('2026-11-22', [
      makeQuery(
        'comment',
        'any',
        '/* WITH care */ WITH a AS (SELECT count(*) AS n FROM sushiorderdata) SELECT n FROM a',
      ),
      makeQuery('name', 'any', 'SELECT count(*) AS within FROM sushiorderdata'),
    ]);
    expect(answers.map(({ outcome }) => outcome)).toMatchObject(answers.map(() => ({ rows: [['2']] })));
  });

  it('of an earlier date has no answer to a statement that cannot be read, and says why', async () => {
    const recursive = 'WITH RECURSIVE a (n) AS (SELECT 1) SELECT n FROM a';
    const { answers } = await about('2026-11-22', [makeQuery('recursive', 'any', recursive), COUNT]);
    expect(answers.map(({ outcome }) => outcome)).toMatchObject([
      { rows: [['2', '2026-11-22']] },
      { error: expect.stringContaining('It cannot be asked about an earlier night') as string },
    ]);
  });

  it('of the first night has no previous one', async () => {
    const { answers, attributes } = await about('2026-11-21');
    expect(answers[1]?.outcome).toMatchObject({ rows: [['newest', '1']] });
    expect(attributes).toMatchObject({ rows: expect.arrayContaining([['tableid', 'S', '1', '1', '01']]) as unknown });
  });

  it('has long texts cut', async () => {
    const long = makeQuery(
      'long',
      'any',
      "SELECT element_at(element_at(item, 'note'), 'S') AS note FROM sushiorderdata_raw WHERE element_at(item, 'note') IS NOT NULL",
    );
    const [answer] = (await about(undefined, [long])).answers;
    expect(answer?.outcome).toMatchObject({ rows: [[`${'x'.repeat(280)}…`]] });
  });

  it('has the first thousand rows of an answer, and their number', async () => {
    const many = makeQuery('many', 'any', 'SELECT n FROM UNNEST(sequence(1, 5000)) AS numbers (n)');
    const [answer] = (await about(undefined, [many])).answers;
    expect(answer?.outcome).toMatchObject({ total: 5000 });
    expect(answer && 'rows' in answer.outcome && answer.outcome.rows).toHaveLength(1000);
  });

  it('has the failure of a query in the place of its answer, and goes on', async () => {
    const { answers } = await about(undefined, [
      makeQuery('wrong', 'any', 'SELECT nothing FROM sushiorderdata_raw'),
      SLOTS,
    ]);
    expect(answers[0]?.outcome).toMatchObject({ error: expect.stringContaining('nothing') as string });
    expect(answers[1]?.outcome).toMatchObject({ total: 2 });
  });
});

describe('a query that reads every night', () => {
  const GROWTH = makeQuery('growth', 'any', 'SELECT count(item) FROM sushiorderdata_raw', '-- reads: every night');

  /** The outcomes where there are so many nights, of which the last three are there. */
  const outcomesOf = async (count: number) => {
    const source = {
      query: target.query.bind(target),
      partitions: async (table: string) => {
        const there = await target.partitions(table);
        if (table !== nights.names.raw) return there;
        const [first] = there;
        const more = Array.from({ length: count - there.length }, (_, day) => [daysBefore('2026-11-20', day)]);
        return [...more.map((values) => ({ ...first, values })), ...there] as typeof there;
      },
    };
    const { answers } = await gather(source, { config: nights.config, table: nights.table, queries: [GROWTH, SLOTS] });
    return answers.map(({ outcome }) => outcome);
  };

  it('is answered as long as a report reads all nights in time', async () => {
    expect(await outcomesOf(MOST_NIGHTS)).toMatchObject([{ rows: [['6']] }, { total: 2 }]);
  });

  it('is left out where there are more, and says how to ask it', async () => {
    expect(await outcomesOf(MOST_NIGHTS + 1)).toMatchObject([
      { error: 'Left out, as it reads all of 32 nights; ask for it alone: export-to-athena query growth' },
      { total: 2 },
    ]);
  });
});

describe('the patience with saved queries', () => {
  const explainLeftOut = (command: string) => `${command} is left out`;
  const withPatience = (source: typeof target, signal: AbortSignal, queries = [COUNT, SLOTS]) =>
    gather(source, { config: nights.config, table: nights.table, queries, patience: { signal, explainLeftOut } });

  it('does not matter to those that are answered in time', async () => {
    const { answers } = await withPatience(target, new AbortController().signal);
    expect(answers.map(({ outcome }) => outcome)).toMatchObject([{ total: 1 }, { total: 2 }]);
  });

  it('leaves out what is not begun in time, but not the counts of the files', async () => {
    const { answers, attributes, files } = await withPatience(target, AbortSignal.abort());
    expect(answers.map(({ outcome }) => outcome)).toEqual([
      { error: 'query count is left out', isLeftOut: true },
      { error: 'query slots is left out', isLeftOut: true },
    ]);
    expect(attributes).toEqual({ error: 'report is left out', isLeftOut: true });
    expect(files).toMatchObject({ total: 1 });
  });

  it('stops the query that is running when it ends', async () => {
    const controller = new AbortController();
    const long = makeQuery(
      'long',
      'any',
      'SELECT count(*) FROM UNNEST(sequence(1, 10000)) a (x), UNNEST(sequence(1, 10000)) b (y), UNNEST(sequence(1, 10000)) c (z) WHERE sqrt(x) + y + z < 0',
    );
    const asked: [string, number, number][] = [];
    const onQuestion = (...question: [string, number, number]) => {
      asked.push(question);
      // begun in the same turn of the event loop as it is told, and long
      if (question[0] === 'long')
        setTimeout(() => {
          controller.abort();
        }, 50);
    };
    const { answers } = await gather(target, {
      config: nights.config,
      table: nights.table,
      queries: [long, SLOTS],
      onQuestion,
      patience: { signal: controller.signal, explainLeftOut },
    });
    expect(answers.map(({ outcome }) => outcome)).toEqual([
      { error: 'query long is left out', isLeftOut: true },
      { error: 'query slots is left out', isLeftOut: true },
    ]);
    expect(asked).toEqual([
      ['Files', 1, 4],
      ['Attributes', 2, 4],
      ['long', 3, 4],
      ['slots', 4, 4],
    ]);
  });

  it('has an end where a query needs more memory than it may take', async () => {
    const small = LocalTarget.open(absoluteFolder(nights.folder), nights.names.database, { memoryLimit: '50MB' });
    const large = makeQuery(
      'large',
      'any',
      'SELECT array_agg(n) FROM UNNEST(sequence(1, 10000)) AS a (n), UNNEST(sequence(1, 1000)) AS b (m)',
    );
    try {
      const { answers } = await withPatience(small, new AbortController().signal, [
        large,
        makeQuery('one', 'any', 'SELECT 1'),
      ]);
      expect(answers.map(({ outcome }) => outcome)).toMatchObject([
        { error: 'query large is left out', isLeftOut: true },
        { total: 1 },
      ]);
    } finally {
      await small.close();
    }
  });
});

describe('what cannot be gathered', () => {
  it('is a night that is not there; those that are, are named', async () => {
    await expect(about('2026-11-20')).rejects.toThrow(
      'sushiorderdata has no verified night of 2026-11-20. There are 2026-11-21, 2026-11-22, 2026-11-23.',
    );
  });

  it('is a chart that cannot be read; its file is named before anything is asked', async () => {
    const wrong = makeQuery('wrong', 'any', 'SELECT nothing', '-- chart: pie x=a y=b');
    await expect(about(undefined, [wrong])).rejects.toThrow('queries/wrong.sql: "-- chart: pie x=a y=b" is no chart');
  });
});
