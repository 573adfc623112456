import { order, publishNights, type PublishedNights } from '../../target/published-nights';
import { PLACES, type Ask } from '../places';

jest.mock('../../../lib/aws/account/clients');

let nights: PublishedNights;

beforeAll(async () => {
  const other = order('02', 2);
  nights = await publishNights({
    '2026-11-20': [other],
    '2026-11-21': [order('01', 1), other],
    '2026-11-22': [order('01', 1), other],
    '2026-11-23': [order('01', 1, { quantity: { N: '2' }, note: { S: 'hot' } }), other],
    '2026-11-24': [other],
    '2026-11-25': [order('01', 1, { quantity: { N: '2' } }), other],
  });
});

afterAll(() => {
  nights.remove();
});

const KEY = ['01', '2026-11-20T01:01:00.000Z'] as const;

describe.each(Object.entries(PLACES))('history --target %s', (_, at) => {
  let ask: Ask;

  beforeAll(() => {
    ask = at(nights.folder);
  });

  it('tells each value of an attribute with the nights in which it was so', async () => {
    const { stdout, stderr, exitCode } = await ask('history', ...KEY);
    const lines = stdout.split('\n').map((line) => line.trim().replaceAll(/ +/g, ' '));
    expect(lines.slice(0, 4)).toEqual([
      `sushiorderdata: ${KEY.join(', ')}`,
      'Not there: 2026-11-20, 2026-11-24',
      '',
      'attribute nights type value',
    ]);
    const at = lines.indexOf('note 2026-11-20 to 2026-11-22 absent');
    expect(lines.slice(at, at + 6)).toEqual([
      'note 2026-11-20 to 2026-11-22 absent',
      '2026-11-23 S hot',
      '2026-11-24 to 2026-11-25 absent',
      'quantity 2026-11-20 absent',
      '2026-11-21 to 2026-11-22 N 1',
      '2026-11-23 N 2',
    ]);
    expect(stderr).toMatch(/^\d+ B read, /);
    expect(exitCode).toBe(0);
  });

  it('gives a script JSON, of one attribute where one is asked for', async () => {
    const { stdout } = await ask('history', KEY[0], '--sort-key', KEY[1], '--attribute', 'note', '--json');
    expect(JSON.parse(stdout)).toEqual({
      table: 'sushiorderdata',
      partitionKey: KEY[0],
      sortKey: KEY[1],
      item: [
        { from: '2026-11-20', to: '2026-11-20', isThere: false },
        { from: '2026-11-21', to: '2026-11-23', isThere: true },
        { from: '2026-11-24', to: '2026-11-24', isThere: false },
        { from: '2026-11-25', to: '2026-11-25', isThere: true },
      ],
      attributes: [
        {
          attribute: 'note',
          values: [
            { from: '2026-11-20', to: '2026-11-22' },
            { from: '2026-11-23', to: '2026-11-23', type: 'S', value: 'hot' },
            { from: '2026-11-24', to: '2026-11-25' },
          ],
        },
      ],
    });
  });

  it('says that no night has such an item, and exits with 1', async () => {
    const { stdout, exitCode } = await ask('history', '99', KEY[1]);
    expect(stdout).toBe(
      `None of the 6 nights of sushiorderdata (2026-11-20 to 2026-11-25) has the item 99, ${KEY[1]}.\n`,
    );
    expect(exitCode).toBe(1);
  });

  it('refuses half a key, before it asks', async () => {
    const { stderr, exitCode } = await ask('history', '01');
    expect(stderr).toContain('SushiOrderData has the sort key datetime: give its value behind that of tableid');
    expect(exitCode).not.toBe(0);
  });
});
