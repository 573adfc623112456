import { lookAt, type Seen } from '../../lib/report/look-at';
import { night } from './sample';

const QUIET: Seen = { problems: [], problemsBefore: [], files: undefined, drift: undefined, nights: [] };
const see = (changes: Partial<Seen>) => lookAt({ ...QUIET, ...changes });
const problem = { check: 'type_of_price', severity: 'warn', file: undefined, expected: '', found: '5', example: '' };
const nights = (...counts: number[]) =>
  counts.map((count, day) => night(new Date(Date.UTC(2026, 0, day + 1)).toISOString().slice(0, 10), count));

describe('what is to be looked at', () => {
  it('is nothing in a night like others', () => {
    expect(see({ nights: nights(100, 101, 102) })).toEqual([]);
    expect(see({ files: { files: [], total: 0, wrong: 0, listedItems: 0, items: 0 } })).toEqual([]);
  });

  it('is a warning, beside what the night before had', () => {
    expect(see({ problems: [{ ...problem, before: undefined }] })).toEqual([
      'type_of_price: 5, not in the night before.',
    ]);
    expect(see({ problems: [{ ...problem, before: '5' }] })).toEqual(['type_of_price: 5, as the night before.']);
    expect(see({ problems: [{ ...problem, before: '3' }] })).toEqual(['type_of_price: 5, the night before 3.']);
  });

  it('is that a warning of the night before is gone', () => {
    expect(see({ problemsBefore: [problem] })).toEqual(['No longer there: type_of_price.']);
  });

  it('are files that are not as listed, and that they could not be counted', () => {
    expect(see({ files: { files: [], total: 2, wrong: 1, listedItems: 0, items: 0 } })).toEqual([
      '1 file not as the manifest lists them.',
    ]);
    expect(see({ files: { error: 'broken' } })).toEqual(['The files could not be counted.']);
  });

  it('are attributes that came and went', () => {
    const attribute = (name: string, state: 'new' | 'gone' | 'there') =>
      ({ attribute: name, type: 'S', now: 1, before: 1, example: '', state }) as const;
    const drift = {
      previousDate: '2026-01-01',
      twoTables: undefined,
      total: 3,
      attributes: [attribute('a', 'new'), attribute('b', 'gone'), attribute('c', 'there')],
    };
    expect(see({ drift })).toEqual(['1 attribute came: a (S).', '1 attribute went: b (S).']);
  });

  it('are days without a night before it, and a table that was empty', () => {
    const [first, last] = [night('2026-01-01', 5), night('2026-01-04', 0)];
    expect(see({ nights: [first, last] })).toEqual([
      'Before it there is no night of 2026-01-02, 2026-01-03.',
      'The table was empty.',
    ]);
  });

  it('is a change larger than any before, of at least seven', () => {
    const usual = [100, 101, 103, 104, 106, 107, 109, 110];
    expect(see({ nights: nights(...usual, 90) })).toEqual([
      'The change of items, −20, is the largest of the last 8 nights.',
    ]);
    expect(see({ nights: nights(...usual, 112) })).toEqual([]);
    expect(see({ nights: nights(...usual.slice(0, 6), 90) })).toEqual([]);
  });
});
