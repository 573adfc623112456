import {
  chartProblem,
  ChartDrawer,
  chartSpec,
  marksOf,
  parseChart,
  series,
  wholeRows,
  type Chart,
  type ChartData,
} from '../../lib/report/chart';

const query = (chart?: string) => ({ name: 'orders', chart });

describe('the chart of a query header', () => {
  it('names a mark and the columns that it shows', () => {
    expect(parseChart(query('bar x=day y=orders color=menu'))).toEqual({
      mark: 'bar',
      x: 'day',
      y: ['orders'],
      color: 'menu',
    });
    expect(parseChart(query('line x=day y=orders,average'))).toEqual({
      mark: 'line',
      x: 'day',
      y: ['orders', 'average'],
      color: undefined,
    });
    expect(parseChart(query())).toBeUndefined();
  });

  it.each([
    ['pie x=a y=b', 'is no chart'],
    ['bar', 'is no chart'],
    ['bar x=a', 'lacks y'],
    ['line y=b', 'lacks x'],
    ['bar x=a y=b size=c', 'has "size" where it cannot be'],
    ['bar x=a y=b x=c', 'has "x" where it cannot be'],
    ['bar x=a y=b,c color=d', 'has several columns for y and one for color'],
    ['bar x=a y=b,', 'has no list of columns in y=b,'],
    ['bar x=a y=b,b', 'has no list of columns in y=b,b'],
  ])('%j is refused with the name of the file', (chart, problem) => {
    expect(() => parseChart(query(chart))).toThrow(`queries/orders.sql: "-- chart: ${chart}" ${problem}; write it as`);
  });
});

const COLUMNS = [
  { name: 'day', type: 'date' },
  { name: 'menu', type: 'varchar' },
  { name: 'orders', type: 'bigint' },
];
const BARS: Chart = { mark: 'bar', x: 'day', y: ['orders'], color: undefined };

describe('chartProblem', () => {
  it('is nothing for columns that are there, with numbers along one side', () => {
    expect(chartProblem('orders', BARS, COLUMNS)).toBeUndefined();
    expect(chartProblem('orders', { ...BARS, x: 'orders', y: ['menu'] }, COLUMNS)).toBeUndefined();
  });

  it.each([
    [
      { ...BARS, y: ['order'] },
      'its chart has y=order, which is no column of its result; use one of day, menu, orders',
    ],
    [{ ...BARS, color: 'shop' }, 'its chart has color=shop, which is no column'],
    [{ ...BARS, y: ['menu'] }, 'its chart has y=menu, a varchar; a bar needs numbers there'],
    [{ ...BARS, mark: 'line' as const, x: 'orders', y: ['menu'] }, 'its chart has y=menu, a varchar; a line needs'],
  ])('names the file and the column of %j', (chart, problem) => {
    expect(chartProblem('orders', chart, COLUMNS)).toContain(`queries/orders.sql: ${problem}`);
  });
});

describe('series', () => {
  const chart = { ...BARS, color: 'menu' };
  const rows = Array.from({ length: 9 }, (_, index) => ['2026-01-01', `menu ${index}`, String(index)]);

  it('gives the seven largest a colour of their own and all others a quiet one', () => {
    const all = series(chart, marksOf(chart, { columns: COLUMNS, rows }).marks);
    expect(all[0]).toEqual({ name: 'menu 8', color: 'series-1' });
    expect(all.slice(7).map(({ color }) => color)).toEqual(['series-rest', 'series-rest']);
  });

  it('is one of the accent colour where no column tells them apart', () => {
    expect(series(BARS, marksOf(BARS, { columns: COLUMNS, rows }).marks)).toEqual([{ name: '', color: 'accent' }]);
  });

  it('are the columns that are drawn beside each other, in their order', () => {
    const columns = [...COLUMNS, { name: 'average', type: 'double' }];
    const beside: Chart = { ...BARS, mark: 'line', y: ['orders', 'average'] };
    const { marks } = marksOf(beside, { columns, rows: [['2026-01-01', 'いか', '1', '9.5']] });
    expect(series(beside, marks).map(({ name }) => name)).toEqual(['orders', 'average']);
    expect(marks.map(({ label }) => label)).toEqual(['2026-01-01: 1 orders', '2026-01-01: 9.5 average']);
  });
});

describe('the points of a line', () => {
  const ofDays = (days: number) => {
    const rows = Array.from({ length: days }, (_, day) => [
      new Date(Date.UTC(2025, 0, day + 1)).toISOString().slice(0, 10),
      'a',
      '1',
    ]);
    return chartSpec({ ...BARS, mark: 'line' }, { columns: COLUMNS, rows }, 736);
  };

  it('are as small as the line where there are so many that they would be one thick line', () => {
    expect(ofDays(31)).toMatchObject({ mark: { point: { size: 24 } } });
    expect(ofDays(400)).toMatchObject({ mark: { point: { size: 4 } } });
  });
});

describe('what is drawn of an answer that may be cut', () => {
  const stacked: Chart = { ...BARS, color: 'menu' };
  const rows = [
    ['2026-11-02', 'a', '3'],
    ['2026-11-02', 'b', '2'],
    ['2026-11-01', 'a', '4'],
  ];
  const data = { columns: COLUMNS, rows };

  it('is all of it where it is whole', () => {
    for (const limit of [undefined, 4]) expect(wholeRows(stacked, data, { total: 3, limit })).toEqual({ rows });
  });

  it('are whole days, as a day that is cut looks like one with fewer orders', () => {
    const limited = wholeRows(stacked, data, { total: 3, limit: 3 });
    expect(limited.rows).toEqual(rows.slice(0, 2));
    expect(limited.note).toBe(
      'Only the first 3 rows: the query ends in LIMIT 3; day 2026-11-01 may lack some and is not drawn.',
    );
    expect(wholeRows(stacked, data, { total: 9, limit: undefined })).toEqual({
      rows: rows.slice(0, 2),
      note: 'Only the first 3 of 9 rows; day 2026-11-01 may lack some and is not drawn.',
    });
  });

  it('says that any may lack some where the rows of a day are not together', () => {
    const mixed = { columns: COLUMNS, rows: [...rows, ['2026-11-02', 'c', '1']] };
    const { rows: drawn, note } = wholeRows(stacked, mixed, { total: 9, limit: undefined });
    expect(drawn).toHaveLength(4);
    expect(note).toBe('Only the first 4 of 9 rows; any day may lack some.');
  });

  it('keeps the only day there is, and bars of a row each, and says that they are not all', () => {
    const day = { columns: COLUMNS, rows: rows.slice(0, 2) };
    expect(wholeRows(stacked, day, { total: 2, limit: 2 }).note).toMatch(/; day 2026-11-02 may lack some\.$/);
    expect(wholeRows(BARS, data, { total: 9, limit: undefined })).toEqual({
      rows,
      note: 'Only the first 3 of 9 rows.',
    });
  });
});

/** Texts of a drawing, in their order. */
const texts = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)/g)].map(([, text]) => text ?? '');
/** Texts of a drawing with all of their lines. */
const namesIn = (svg: string) =>
  [...svg.matchAll(/<text[^>]*>(.*?)<\/text>/gs)].map(([, text]) => unescapeText(text?.replaceAll(/<[^>]*>/g, '')));
const unescapeText = (text = '') => text.replaceAll('&lt;', '<').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
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
  let drawer: ChartDrawer;
  let svgs: string[];

  beforeAll(async () => {
    drawer = new ChartDrawer();
    svgs = await drawer.draw([
      chartSpec({ ...BARS, color: 'menu' }, odd, 400),
      chartSpec({ ...BARS, x: 'orders', y: ['menu'] }, odd, 400),
      chartSpec({ ...BARS, mark: 'line' }, odd, 400),
      chartSpec({ ...BARS, x: 'orders', y: ['menu'] }, { ...odd, rows: [['2026-11-01', long, '1']] }, 400),
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
    expect(texts(svgs[0] ?? '').slice(0, 3)).toEqual(['1 Nov', '2 Nov', 'day']);
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

  it('has titles that say what is drawn along each axis', () => {
    for (const svg of svgs.slice(0, 3))
      expect(texts(svg)).toEqual(expect.arrayContaining([expect.stringMatching(/^orders/)]));
    expect(texts(svgs[1] ?? '')).toContain('menu');
  });

  it('leaves out the middle of a name that is too long for some lines', () => {
    expect(namesIn(svgs[3] ?? '').find((text) => text.startsWith('x'))).toMatch(/^x{60,90}…x{60,90} 1$/);
  });

  it.each([328, 736])('has keys that begin alike whole at %d pixels, each above its bar', async (width) => {
    const keys = ['01', '02', '\u05d0\u2028"'].map(
      (id) => `{"datetime":{"S":"2026-11-17T10:52:15.439Z"},"id":{"S":"${id}"}}`,
    );
    const rows = [...keys, 'short'].map((key, index) => [undefined, key, String(9 - index)]);
    const [svg = ''] = await drawer.draw([chartSpec({ ...BARS, x: 'orders', y: ['menu'] }, { ...odd, rows }, width)]);
    expect(namesIn(svg)).toEqual(expect.arrayContaining([...keys, 'short']));
    const lines = [...svg.matchAll(/<tspan[^>]*>([^<]*)/g)].map(([, line]) => unescapeText(line));
    for (const line of lines) expect(line.length * 6.8).toBeLessThanOrEqual(width);
    const tops = [...svg.matchAll(/aria-roledescription="bar" d="M0,([\d.]+)h/g)].map(([, top]) => Number(top));
    const names = [...svg.matchAll(/<text[^>]*translate\(0,([\d.]+)\)[^>]*>(?=[^<]*short|<tspan>|\{)/g)];
    expect(names).toHaveLength(4);
    names.forEach(([text, baseline], index) => {
      const lines = svg.slice(svg.indexOf(text)).split('</text>')[0]?.split('<tspan').length ?? 0;
      expect(Number(baseline) + 15 * Math.max(lines - 2, 0)).toBeLessThan(tops[index] ?? 0);
      expect(Number(baseline) - 9).toBeGreaterThan(index === 0 ? -1 : (tops[index - 1] ?? 0) + 13);
    });
  });

  it('says what Vega refuses', async () => {
    await expect(drawer.draw([{ mark: 'nothing' } as never])).rejects.toThrow('A chart cannot be drawn: ');
  });

  it('of nothing is nothing', async () => {
    expect(await drawer.draw([])).toEqual([]);
  });
});

describe('the thread of a drawer', () => {
  const threadOf = (drawer: ChartDrawer): unknown => Reflect.get(drawer, 'thread');
  const nothing = { mark: 'nothing' } as never;

  it('is left to the next one, which finds Vega loaded', async () => {
    const first = new ChartDrawer();
    await first.close();
    const next = new ChartDrawer();
    expect(threadOf(next)).toBe(threadOf(first));
    await expect(next.draw([nothing])).rejects.toThrow('A chart cannot be drawn: ');
    await next.close();
  });

  it('is its own while it draws, and ends with it where an answer is awaited still', async () => {
    const [one, other] = [new ChartDrawer(), new ChartDrawer()];
    expect(threadOf(other)).not.toBe(threadOf(one));
    // it may be answered before it ends
    void one.draw([nothing]).catch(() => undefined);
    await one.close();
    const next = new ChartDrawer();
    expect(threadOf(next)).not.toBe(threadOf(one));
    await Promise.all([other.close(), next.close()]);
  });
});

describe('a scale', () => {
  let drawer: ChartDrawer;
  const line: Chart = { ...BARS, mark: 'line' };
  const draw = async (chart: Chart, rows: ChartData['rows'], columns = COLUMNS) => {
    const [svg = ''] = await drawer.draw([chartSpec(chart, { columns, rows }, 400)]);
    return svg;
  };
  const orders = (days: Readonly<Record<string, string | undefined>>) =>
    Object.entries(days).map(([day, count]) => [day, undefined, count]);
  /** Where the marks are from the left, in their order. */
  const places = (svg: string, role: string) =>
    [
      ...svg.matchAll(
        /<path aria-label="[^"]*" role="graphics-symbol" aria-roledescription="(\w+)" (?:transform="translate\(([\d.]+)|d="M([\d.]+))/g,
      ),
    ]
      .filter(([, is]) => is === role)
      .map(([, , point, bar]) => Number(point ?? bar))
      .sort((a, b) => a - b);
  const distances = (svg: string, role: string) => {
    const [first = 0, second = 0, third = 0] = places(svg, role);
    return (third - second) / (second - first);
  };

  beforeAll(() => {
    drawer = new ChartDrawer();
  });

  afterAll(() => drawer.close());

  it('of days is to scale: two days of a week are six times as far apart as neighbours', async () => {
    const days = orders({ '2026-11-01': '5', '2026-11-02': '7', '2026-11-08': '6' });
    expect(distances(await draw(line, days), 'point')).toBeCloseTo(6, 1);
    expect(distances(await draw(BARS, days), 'bar')).toBeCloseTo(6, 1);
  });

  it('of numbers is to scale, without those that are not there', async () => {
    const columns = [{ name: 'day', type: 'integer' }, ...COLUMNS.slice(1)];
    const hours = orders({ '10': '5', '11': '7', '15': '6' });
    const svg = await draw(BARS, hours, columns);
    expect(distances(svg, 'bar')).toBeCloseTo(4, 1);
    expect(texts(svg)).toEqual(expect.arrayContaining(['10', '13', '15']));
  });

  it('breaks a line at days without a row, and at values that are NULL', async () => {
    const pieces = (svg: string) =>
      /<path aria-label="[^"]*" role="graphics-symbol" aria-roledescription="line mark" d="([^"]*)"/
        .exec(svg)?.[1]
        ?.split('M').length ?? 0;
    const whole = pieces(await draw(line, orders({ '2026-11-01': '5', '2026-11-02': '7', '2026-11-03': '6' })));
    const gap = pieces(await draw(line, orders({ '2026-11-01': '5', '2026-11-02': '7', '2026-11-04': '6' })));
    const empty = pieces(
      await draw(line, orders({ '2026-11-01': '5', '2026-11-02': '7', '2026-11-03': undefined, '2026-11-04': '6' })),
    );
    expect([whole, gap, empty]).toEqual([2, 3, 3]);
  });

  it('does not break a line of months, which are of different lengths', async () => {
    const months = orders({ '2026-01-01': '1', '2026-02-01': '2', '2026-03-01': '3', '2026-04-01': '4' });
    expect(await draw(line, months)).not.toMatch(/aria-roledescription="line mark" d="M[^"]*M/);
  });

  it('of values begins at zero, or says that it does not', async () => {
    const near = await draw(line, orders({ '2026-11-01': '20003', '2026-11-02': '20518' }));
    expect(texts(near)).toContain('orders (the axis does not begin at 0)');
    expect(texts(near)).not.toContain('0');
    const far = await draw(line, orders({ '2026-11-01': '3', '2026-11-02': '20518' }));
    expect(texts(far)).toEqual(expect.arrayContaining(['orders', '0']));
    const bars = await draw(BARS, orders({ '2026-11-01': '20003', '2026-11-02': '20518' }));
    expect(texts(bars)).toEqual(expect.arrayContaining(['orders', '0']));
  });

  it('leaves out rows that have no place on it, and numbers that cannot be drawn', async () => {
    const rows = [...orders({ '2026-11-01': 'NaN', '2026-11-02': '7' }), [undefined, 'x', '9']];
    const columns = [COLUMNS[0], COLUMNS[1], { name: 'orders', type: 'double' }].filter(
      (column) => column !== undefined,
    );
    const { marks, withoutPlace } = marksOf(BARS, { columns, rows });
    expect(withoutPlace).toBe(1);
    expect(marks.map(({ value }) => value)).toEqual([null, 7]);
  });
});
