import { order, publishNights, withTableIds, type PublishedNights } from '../../target/published-nights';
import { PLACES, type Ask } from '../places';

jest.mock('../../../lib/aws/account/clients');

let nights: PublishedNights;

beforeAll(async () => {
  nights = await publishNights({
    '2026-11-21': [order('01', 1)],
    '2026-11-22': [order('01', 1), order('01', 2), order('03', 3), order('04', 4, { price: { N: '1' } })],
    '2026-11-23': [
      order('01', 1),
      order('01', 2, { quantity: { N: '2' }, note: { S: 'hot' } }),
      order('03', 3, { quantity: { S: '1' } }),
      order('05', 5),
      order('06', 6),
    ],
    '2026-11-24': [],
  });
});

afterAll(() => {
  nights.remove();
});

describe.each(Object.entries(PLACES))('diff --target %s', (_, at) => {
  let ask: Ask;

  beforeAll(() => {
    ask = at(nights.folder);
  });

  it('counts items that were added, removed, changed and are unchanged, each with one of them', async () => {
    const { stdout, stderr, exitCode } = await ask('diff', '2026-11-22', '2026-11-23');
    expect(stdout.split('\n').map((line) => line.trim().replaceAll(/ +/g, ' '))).toEqual([
      'sushiorderdata: 2026-11-22 -> 2026-11-23',
      '',
      'change items such as',
      'added 2 05 2026-11-20T01:05:00.000Z',
      'removed 1 04 2026-11-20T01:04:00.000Z',
      'changed 2 01 2026-11-20T01:02:00.000Z',
      'unchanged 1 01 2026-11-20T01:01:00.000Z',
      '',
      'changed attribute items such as',
      'quantity 2 01 2026-11-20T01:02:00.000Z',
      'note 1 01 2026-11-20T01:02:00.000Z',
      '',
    ]);
    expect(stderr).toMatch(/^\d+ B read, /);
    expect(exitCode).toBe(0);
  });

  it('gives a script JSON', async () => {
    const { stdout } = await ask('diff', '2026-11-21', '2026-11-22', '--json');
    expect(JSON.parse(stdout)).toEqual({
      table: 'sushiorderdata',
      from: '2026-11-21',
      to: '2026-11-22',
      isOfTwoTables: false,
      items: { added: 3, removed: 0, changed: 0, unchanged: 1 },
      examples: { added: '01 2026-11-20T01:02:00.000Z', unchanged: '01 2026-11-20T01:01:00.000Z' },
      attributes: [],
    });
  });

  it('says where the nights are those of two tables of one name', async () => {
    await withTableIds(nights, { '2026-11-21': 'one', '2026-11-22': 'two' }, async () => {
      const { stdout, stderr } = await ask('diff', '2026-11-21', '2026-11-22', '--json');
      expect(stderr).toContain('those of two tables (ids one and two): the DynamoDB table was deleted and made anew');
      expect(JSON.parse(stdout)).toMatchObject({ isOfTwoTables: true });
    });
  });

  it('ends with 1 for differences where a script wants to know', async () => {
    expect((await ask('diff', '2026-11-22', '2026-11-23', '--exit-code')).exitCode).toBe(1);
    expect((await ask('diff', '2026-11-22', '2026-11-22', '--exit-code')).exitCode).toBe(0);
  });

  it('compares with a night of no items', async () => {
    const { stdout } = await ask('diff', '2026-11-23', '2026-11-24');
    expect(stdout).toMatch(/\n {2}removed +5 /);
  });

  it('compares by another key where one is given', async () => {
    const { stdout } = await ask('diff', '2026-11-21', '2026-11-23', '--key', 'datetime', '--json');
    expect((JSON.parse(stdout) as { items: object }).items).toEqual({ added: 4, removed: 0, changed: 0, unchanged: 1 });
  });

  it('says which nights there are where a date has none', async () => {
    const { stderr, exitCode } = await ask('diff', '2026-11-22', '2026-12-01');
    expect(stderr).toBe(
      'sushiorderdata has no verified night of 2026-12-01. There are 2026-11-21, 2026-11-22, 2026-11-23, 2026-11-24.\n',
    );
    expect(exitCode).toBe(2);
  });

  it('asks for the key of a table that is not configured', async () => {
    const other = ['-c', 'tables=[{"name":"Guests","partitionKey":{"name":"id"}}]'];
    const { stderr, exitCode } = await ask('diff', '2026-11-22', '2026-11-23', ...other);
    expect(stderr).toContain('sushiorderdata is not among the tables of cdk.json: give its key attributes with --key');
    expect(exitCode).toBe(2);
  });

  it('names the tables there are where one is not', async () => {
    const { stderr, exitCode } = await ask('diff', '2026-11-22', '2026-11-23', '--table', 'Guests');
    expect(stderr).toMatch(/^--table Guests: there is sushiorderdata in /);
    expect(exitCode).toBe(2);
  });
});
