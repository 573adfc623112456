import { chartProblem, ChartDrawer, chartSpec, parseChart, series, type ChartData } from '../../lib/report/chart';

const query = (chart?: string) => ({ name: 'orders', chart });

describe('the chart of a query header', () => {
  it('names a mark and the columns that it shows', () => {
    expect(parseChart(query('bar x=day y=orders color=menu'))).toEqual({
      mark: 'bar',
      x: 'day',
      y: 'orders',
      color: 'menu',
    });
    expect(parseChart(query('line x=day y=orders'))).toEqual({ mark: 'line', x: 'day', y: 'orders', color: undefined });
    expect(parseChart(query())).toBeUndefined();
  });

  it.each([
    ['pie x=a y=b', 'is no chart'],
    ['bar', 'is no chart'],
    ['bar x=a', 'lacks y'],
    ['line y=b', 'lacks x'],
    ['bar x=a y=b size=c', 'has "size" where it cannot be'],
    ['bar x=a y=b x=c', 'has "x" where it cannot be'],
  ])('%j is refused with the name of the file', (chart, problem) => {
    expect(() => parseChart(query(chart))).toThrow(`queries/orders.sql: "-- chart: ${chart}" ${problem}; write it as`);
  });
});

const COLUMNS = [
  { name: 'day', type: 'date' },
  { name: 'menu', type: 'varchar' },
  { name: 'orders', type: 'bigint' },
];
const BARS = { mark: 'bar', x: 'day', y: 'orders', color: undefined } as const;

describe('chartProblem', () => {
  it('is nothing for columns that are there, with numbers along one side', () => {
    expect(chartProblem('orders', BARS, COLUMNS)).toBeUndefined();
    expect(chartProblem('orders', { ...BARS, x: 'orders', y: 'menu' }, COLUMNS)).toBeUndefined();
  });

  it.each([
    [{ ...BARS, y: 'order' }, 'its chart has y=order, which is no column of its result; use one of day, menu, orders'],
    [{ ...BARS, color: 'shop' }, 'its chart has color=shop, which is no column'],
    [{ ...BARS, y: 'menu' }, 'its chart has y=menu, a varchar; a bar needs numbers there'],
    [{ ...BARS, mark: 'line', x: 'orders', y: 'menu' } as const, 'its chart has y=menu, a varchar; a line needs'],
  ])('names the file and the column of %j', (chart, problem) => {
    expect(chartProblem('orders', chart, COLUMNS)).toContain(`queries/orders.sql: ${problem}`);
  });
});

describe('series', () => {
  const chart = { ...BARS, color: 'menu' };
  const rows = Array.from({ length: 9 }, (_, index) => ['2026-01-01', `menu ${index}`, String(index)]);

  it('gives the seven largest a colour of their own and all others a quiet one', () => {
    const all = series(chart, { columns: COLUMNS, rows }, 2);
    expect(all[0]).toEqual({ name: 'menu 8', color: 'series-1' });
    expect(all.slice(7).map(({ color }) => color)).toEqual(['series-rest', 'series-rest']);
  });

  it('is one of the accent colour where no column tells them apart', () => {
    expect(series(BARS, { columns: COLUMNS, rows }, 2)).toEqual([{ name: '', color: 'accent' }]);
  });
});

/** Texts of a drawing, in their order. */
const texts = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)/g)].map(([, text]) => text ?? '');
const labels = (svg: string, role: string) =>
  [...svg.matchAll(new RegExp(`aria-label="([^"]*)" role="graphics-symbol" aria-roledescription="${role}"`, 'g'))].map(
    ([, label]) => label ?? '',
  );

describe('a drawing', () => {
  const odd: ChartData = {
    columns: COLUMNS,
    rows: [
      ['2026-11-02', '<b>&"', '7'],
      ['2026-11-01', 'いか', '5'],
      ['2026-11-01', undefined, undefined],
    ],
  };
  const long = 'x'.repeat(5000);
  const drawer = new ChartDrawer();
  let svgs: string[];

  beforeAll(async () => {
    svgs = await drawer.draw([
      chartSpec({ ...BARS, color: 'menu' }, odd, 400),
      chartSpec({ ...BARS, x: 'orders', y: 'menu' }, odd, 400),
      chartSpec({ ...BARS, mark: 'line' }, odd, 400),
      chartSpec({ ...BARS, x: 'orders', y: 'menu' }, { ...odd, rows: [['2026-11-01', long, '1']] }, 400),
      chartSpec({ ...BARS, color: 'menu' }, odd, 400),
    ]);
  });

  afterAll(() => drawer.close());

  it('is the same each time', () => {
    expect(svgs[4]).toBe(svgs[0]);
  });

  it('is as wide as asked', () => {
    for (const svg of svgs) expect(svg).toMatch(/^<svg [^>]*width="400"/);
  });

  it('has days in their order, and says them short', () => {
    expect(texts(svgs[0] ?? '').slice(0, 2)).toEqual(['1 Nov', '2 Nov']);
    expect(labels(svgs[2] ?? '', 'point')).toEqual(
      expect.arrayContaining(['2026-11-01: 5 orders', '2026-11-02: 7 orders']),
    );
  });

  it('has bars to the right in the order of the rows where y has no numbers', () => {
    expect(labels(svgs[1] ?? '', 'bar').slice(0, 2)).toEqual(['&lt;b&gt;&amp;&quot;: 7 orders', 'いか: 5 orders']);
  });

  it('escapes what stands in the data', () => {
    for (const svg of svgs) expect(svg).not.toContain('<b>');
  });

  it('takes its colours from the page, for both themes', () => {
    expect(svgs[0]).toContain('fill="var(--series-1)"');
    expect(svgs[1]).toContain('fill="var(--accent)"');
    for (const svg of svgs) expect(svg).not.toMatch(/(?:fill|stroke)="(?:#|black|rgb)/);
  });

  it('cuts a long name', () => {
    const [name = ''] = texts(svgs[3] ?? '').filter((text) => text.startsWith('x'));
    expect(name).toMatch(/^x{10,60}…$/);
  });

  it('says what Vega refuses', async () => {
    await expect(drawer.draw([{ mark: 'nothing' } as never])).rejects.toThrow('A chart cannot be drawn: ');
  });

  it('of nothing is nothing', async () => {
    expect(await drawer.draw([])).toEqual([]);
  });
});
