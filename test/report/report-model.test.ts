import { readFailure } from '../../lib/night';
import type { Chart } from '../../lib/report/chart';
import { answerSection } from '../../lib/report/html/answer';
import { driftSection } from '../../lib/report/html/drift';
import { growthSection } from '../../lib/report/html/growth';
import { reportModel } from '../../lib/report/report-model';
import { answer, gatherSample, night, rows } from './sample';

describe('the verdict', () => {
  it('of a published night has it and the night before', () => {
    const { verdict } = reportModel(gatherSample());
    expect(verdict).toMatchObject({
      kind: 'published',
      night: { exportDate: '2026-01-31', itemCount: 120 },
      previous: { exportDate: '2026-01-30' },
    });
  });

  it('of a failed night has what the execution said, its problems, and what analysts read meanwhile', () => {
    const problem = { check: 'item_count', severity: 'error', expected: '120', found: '119' };
    const cause = { what: 'Not as listed.', found: [problem], remedy: 'Export again.', exportDate: '2026-01-31' };
    const failure = readFailure('Validation.Failed', JSON.stringify(cause));
    const { verdict, problems } = reportModel(gatherSample({ failure, nights: [night('2026-01-30', 100)] }));
    expect(verdict).toMatchObject({
      kind: 'failed',
      failure: { error: 'Validation.Failed', what: 'Not as listed.', remedy: 'Export again.' },
      newest: { exportDate: '2026-01-30' },
    });
    expect(problems).toMatchObject([problem]);
  });
});

describe('readFailure', () => {
  it('takes a cause that is no JSON as it is', () => {
    expect(readFailure('States.Timeout', 'It took too long')).toMatchObject({
      error: 'States.Timeout',
      what: 'It took too long',
      problems: [],
    });
  });

  it('keeps what was found where it is no list of problems', () => {
    const cause = JSON.stringify({ what: 'w', found: { status: 'FAILED' }, expected: 'COMPLETED' });
    expect(readFailure('Export.Failed', cause)).toMatchObject({ found: '{"status":"FAILED"}', expected: 'COMPLETED' });
  });
});

describe('files against the manifest', () => {
  const columns = ['file', 'listed', 'lines', 'items'];

  it.each([
    ['as listed', ['a', '3', '3', '3']],
    ['as listed', ['empty', '0', undefined, undefined]],
    ['not as listed', ['missing', '3', undefined, undefined]],
    ['not as listed', ['stranger', undefined, '3', '3']],
    ['not as listed', ['truncated', '3', '2', '2']],
    ['not as listed', ['unreadable line', '3', '3', '2']],
  ])('are %s: %j', (state, row) => {
    expect(reportModel(gatherSample({ files: rows(columns, [row]) })).files).toMatchObject({ files: [{ state }] });
  });

  it('come with the wrong ones first, and are added up', () => {
    const files = rows(columns, [
      ['a', '3', '3', '3'],
      ['b', '3', '2', '2'],
    ]);
    expect(reportModel(gatherSample({ files })).files).toMatchObject({
      files: [{ file: 'b' }, { file: 'a' }],
      total: 2,
      wrong: 1,
      listedItems: 6,
      items: 5,
    });
  });
});

describe('growth', () => {
  it('marks the first night of a table that was made anew under its name', () => {
    const ids = ['one', 'one', 'two', '', 'three'];
    const nights = ids.map((tableId, index) => ({ ...night(`2026-01-0${index + 1}`, 1), tableId }));
    const { growth } = reportModel(gatherSample({ nights, date: '2026-01-05' }));
    if (!growth) throw new Error('there is growth');
    expect(growth.nights.map(({ isOfNewTable }) => isOfNewTable)).toEqual([false, false, true, false, false]);
    expect(growthSection(growth, undefined).text).toContain('Before 2026-01-03 the DynamoDB table was deleted');
  });

  it('is told of in the drift and beside the queries that compare the two nights', () => {
    const nights = ['one', 'two'].map((tableId, index) => ({ ...night(`2026-01-3${index}`, 1), tableId }));
    const text = 'The nights 2026-01-30 and 2026-01-31 are those of two tables (ids one and two)';
    const asked = gatherSample({ nights, attributes: rows(['attribute', 'type', 'before', 'after', 'example'], []) });
    const { drift, answers } = reportModel({
      ...asked,
      answers: [true, false].map((comparesNights) => {
        const one = answer([]);
        return { ...one, query: { ...one.query, comparesNights } };
      }),
    });
    if (!drift || 'error' in drift) throw new Error('there is drift');
    expect(driftSection(drift).text).toContain(text);
    expect(answers.map((one) => answerSection(one, undefined).text.includes(text))).toEqual([true, false]);
  });

  it('is how many more items each night has than the one before, the newest first', () => {
    const { nights = [] } = reportModel(gatherSample()).growth ?? {};
    expect(nights.map(({ exportDate, more }) => [exportDate, more])).toEqual([
      ['2026-01-31', 20],
      ['2026-01-30', undefined],
    ]);
  });

  it('names the days in between that have no night', () => {
    const nights = ['2026-02-27', '2026-02-28', '2026-03-02', '2026-03-04'].map((date) => night(date, 1));
    expect(reportModel(gatherSample({ nights, date: '2026-03-04' })).growth?.missing).toEqual([
      '2026-03-01',
      '2026-03-03',
    ]);
  });

  it('of one night has no chart', () => {
    const { growth } = reportModel(gatherSample({ nights: [night('2026-01-31', 120)] }));
    expect(growth).toMatchObject({ chart: undefined, missing: [] });
  });
});

describe('drift', () => {
  const columns = ['attribute', 'type', 'items_before', 'items_after', 'example'];
  const attributes = rows(columns, [
    ['kept', 'S', '100', '120', 'x'],
    ['lost', 'S', '3', '0', 'x'],
    ['found', 'N', '0', '4', '1'],
  ]);

  it('tells what is new, what is gone and what is still there, in this order', () => {
    expect(reportModel(gatherSample({ attributes })).drift).toMatchObject({
      previousDate: '2026-01-30',
      attributes: [
        { attribute: 'found', state: 'new', before: 0, now: 4 },
        { attribute: 'lost', state: 'gone', before: 3, now: 0 },
        { attribute: 'kept', state: 'there', before: 100, now: 120 },
      ],
    });
  });

  it('of the first night is none', () => {
    const { drift } = reportModel(gatherSample({ attributes, nights: [night('2026-01-31', 120)] }));
    expect(drift).toMatchObject({ previousDate: undefined });
    expect(JSON.stringify(drift)).not.toMatch(/new|gone/);
  });
});

describe('what changed', () => {
  const nameAnswer = (name: string, columns: readonly string[], all: readonly (readonly string[])[]) => {
    const one = answer([]);
    return { ...one, query: { ...one.query, name }, outcome: rows(columns, all) };
  };

  it('of a full night is what the saved queries say that compare nights, where they were answered', () => {
    const counted = nameAnswer(
      'changes_since_previous_night',
      ['change', 'items'],
      [
        ['added', '7'],
        ['changed', '2'],
        ['unchanged', '90'],
      ],
    );
    const attributes = nameAnswer('attributes_changed', ['attribute', 'change', 'items'], [['price', 'changed', '2']]);
    expect(reportModel(gatherSample({ answers: [counted, attributes] })).changes).toMatchObject({
      previousDate: '2026-01-30',
      counts: { inserted: 7, updated: 2, deleted: 0 },
      attributes: { rows: [['price', 'changed', '2']] },
    });
    expect(reportModel(gatherSample()).changes).toMatchObject({ counts: undefined, attributes: undefined });
  });

  it('is nothing in the first night, and in one that was not published', () => {
    expect(reportModel(gatherSample({ nights: [night('2026-01-31', 120)] })).changes).toBeUndefined();
    const failure = readFailure('Export.Failed', 'broken');
    expect(reportModel(gatherSample({ failure })).changes).toBeUndefined();
  });
});

describe('an answer', () => {
  it('has a chart of all its rows, in words for those who do not see it', () => {
    const [first] = reportModel(
      gatherSample({
        answers: [
          answer([
            ['a', '1'],
            ['b', '22'],
          ]),
        ],
      }),
    ).answers;
    expect(first?.chart).toMatchObject({
      title: 'Items of a menu: items by menu',
      description: 'A bar chart of items by menu; 2 values from 1 to 22. The table has all of them.',
      wide: { width: 736 },
      narrow: { width: 328 },
    });
  });

  it('that a LIMIT may have cut says so, with the drawing', () => {
    const changes = { sql: 'SELECT menu, items FROM t ORDER BY items DESC LIMIT 2' };
    const cut = answer(
      [
        ['a', '22'],
        ['b', '1'],
      ],
      changes,
    );
    const [first, whole] = reportModel(gatherSample({ answers: [cut, answer([['a', '1']], changes)] })).answers;
    expect(first?.chart).toMatchObject({
      description: expect.stringContaining('Only the first 2 rows: the query ends in LIMIT 2.') as string,
      wide: { title: { text: ['Only the first 2 rows: the query ends in LIMIT 2.'] } },
      narrow: { title: { text: ['Only the first 2 rows: the query ends in LIMIT', '2.'] } },
    });
    expect(whole?.chart).not.toHaveProperty('wide.title');
  });

  it('without rows has no chart', () => {
    expect(reportModel(gatherSample({ answers: [answer([])] })).answers[0]).toMatchObject({ chart: undefined });
  });

  it('whose chart does not fit says so, and is there all the same', () => {
    const chart: Chart = { mark: 'bar', x: 'orders', y: ['menu'], color: undefined };
    const [first] = reportModel(gatherSample({ answers: [answer([['a', '1']], { chart })] })).answers;
    expect(first?.outcome).toMatchObject({ rows: [['a', '1']] });
    expect(first?.chart).toEqual({
      problem: 'queries/menus.sql: its chart has x=orders, which is no column of its result; use one of menu, items',
    });
  });
});
