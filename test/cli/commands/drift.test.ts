import { order, publishNights, withTableIds, type PublishedNights } from '../../target/published-nights';
import { PLACES, type Ask } from '../places';

jest.mock('../../../lib/aws/account/clients');

let nights: PublishedNights;

beforeAll(async () => {
  nights = await publishNights({
    '2026-11-21': [order('01', 1)],
    '2026-11-22': [order('01', 1), order('02', 2, { coupon: { S: 'A-1' } })],
    '2026-11-23': [order('01', 1), order('02', 2, { quantity: { S: 'two' } }), order('03', 3, { vip: { BOOL: true } })],
  });
});

afterAll(() => {
  nights.remove();
});

const lines = (stdout: string) => stdout.split('\n').map((line) => line.trim().replaceAll(/ +/g, ' '));

describe.each(Object.entries(PLACES))('drift --target %s', (_, at) => {
  let ask: Ask;

  beforeAll(() => {
    ask = at(nights.folder);
  });

  it('shows attributes and types that came or went between the last two nights', async () => {
    const { stdout, exitCode } = await ask('drift');
    expect(lines(stdout)).toEqual([
      'sushiorderdata: 2026-11-22 -> 2026-11-23',
      '',
      'drift attribute type before % after % such as',
      'gone coupon S 1 50.00 0 0.00 A-1',
      'new quantity S 0 0.00 1 33.33 two',
      'new vip BOOL 0 0.00 1 33.33 true',
      '',
      '4 attributes and types are in both nights; --all shows them',
      '',
    ]);
    expect(exitCode).toBe(0);
  });

  it('shows all of them with --all', async () => {
    const { stdout } = await ask('drift', '2026-11-21', '2026-11-22', '--all');
    expect(lines(stdout)).toContain('menu S 1 100.00 2 100.00 いか');
    expect(lines(stdout)).toContain('new coupon S 0 0.00 1 50.00 A-1');
  });

  it('compares a date with the last night', async () => {
    const { stdout } = await ask('drift', '2026-11-21');
    expect(stdout).toMatch(/^sushiorderdata: 2026-11-21 -> 2026-11-23\n/);
  });

  it('says so where nothing came or went', async () => {
    const { stdout, exitCode } = await ask('drift', '2026-11-21', '2026-11-21', '--exit-code');
    expect(stdout).toContain('No attribute and no type came or went');
    expect(exitCode).toBe(0);
  });

  it('ends with 1 for drift where a script wants to know', async () => {
    expect((await ask('drift', '--exit-code')).exitCode).toBe(1);
  });

  it('gives a script JSON with everything', async () => {
    const { stdout } = await ask('drift', '--json');
    const { attributes, ...nightsCompared } = JSON.parse(stdout) as { attributes: object[] };
    expect(nightsCompared).toEqual({
      table: 'sushiorderdata',
      from: '2026-11-22',
      to: '2026-11-23',
      isOfTwoTables: false,
    });
    expect(attributes).toContainEqual({
      attribute: 'quantity',
      type: 'N',
      drift: 'both',
      items: [2, 2],
      percent: [100, 66.67],
      example: '1',
    });
  });

  it('says where the nights are those of two tables of one name', async () => {
    await withTableIds(nights, { '2026-11-22': 'one', '2026-11-23': 'two' }, async () => {
      const { stdout, stderr } = await ask('drift', '--json');
      expect(stderr).toContain('2026-11-22 and 2026-11-23 are those of two tables (ids one and two)');
      expect(JSON.parse(stdout)).toMatchObject({ isOfTwoTables: true });
    });
  });

  it('needs two nights', async () => {
    const one = await publishNights({ '2026-11-21': [order('01', 1)] });
    const { stderr, exitCode } = await at(one.folder)('drift');
    one.remove();
    expect(stderr).toContain('and there is only that of 2026-11-21; "query attribute_inventory" shows');
    expect(exitCode).toBe(2);
  });
});
