import { createHash } from 'node:crypto';
import { readFailure } from '../../lib/night';
import { renderReport } from '../../lib/report/html';
import { chartsOf } from '../../lib/report/model';
import { reportModel } from '../../lib/report/report-model';
import type { Gathered } from '../../lib/report/gather';
import { answer, gatherSample, night, rows } from './sample';

/** A page whose drawings say where they are. */
function page(changes: Partial<Gathered> = {}): string {
  const model = reportModel(gatherSample(changes));
  const draw = (title: string, width: string) => `<svg class="marks"><text>${title} ${width}</text></svg>`;
  const all = chartsOf(model).map(
    (chart) => [chart, { wide: draw(chart.title, 'wide'), narrow: draw(chart.title, 'narrow') }] as const,
  );
  return renderReport(model, new Map(all));
}

/** The text that a reader sees, tags left out. */
const read = (html: string) =>
  html
    .replace(/<(style|script|title|desc)\b.*?<\/\1>/gs, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

const EVIL = `</td><script>alert("x")</script><b onclick='y'>`;

describe('the page', () => {
  it('says the verdict, the counts and the change since the night before', () => {
    const text = read(page());
    expect(text).toContain('Saturday, 31 January 2026');
    expect(text).toContain('Verified and published 120 items, as they were on 2026-02-01 04:00 Asia/Tokyo');
    expect(text).toContain('in 1 file that are all as the manifest lists them');
    expect(text).toContain('Since 2026-01-30 +20');
  });

  it('asks the network for nothing: it names no address and loads nothing', () => {
    const html = page({ answers: [answer([['a', '1']])] });
    expect(html.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|url\(|@import|src="|srcset/);
    expect([...html.matchAll(/<link [^>]*>/g)].map(([link]) => link)).toEqual(['<link rel="icon" href="data:,">']);
  });

  it('allows its own style and script by their hashes, and nothing else', () => {
    const html = page();
    const hash = (tag: string) => {
      const [, text = ''] = new RegExp(`<${tag}>(.*?)</${tag}>`, 's').exec(html) ?? [];
      return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    };
    const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html) ?? [];
    expect(policy?.replaceAll('&#39;', "'")).toBe(
      `default-src 'none'; img-src data:; style-src ${hash('style')}; script-src ${hash('script')}; base-uri 'none'; form-action 'none'`,
    );
    expect(html).not.toMatch(/ style="| on\w+="/);
  });

  it('shows HTML in the data as text, wherever it comes from', () => {
    const problem = { check: EVIL, severity: 'warn', file: EVIL, expected: EVIL, found: EVIL, example: EVIL };
    const html = page({
      registered: { exportDate: '2026-01-31', exportId: EVIL, verified: true, problems: [problem] },
      files: rows(['file', 'listed', 'lines', 'items'], [[EVIL, '1', '1', '1']]),
      attributes: rows(['attribute', 'type', 'items_before', 'items_after', 'example'], [[EVIL, EVIL, '1', '1', EVIL]]),
      answers: [answer([[EVIL, '1']], { sql: EVIL })],
    });
    expect(html).not.toContain(EVIL);
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).toContain('&lt;/td&gt;&lt;script&gt;alert(&quot;x&quot;)');
  });

  it('shows warnings with the published night', () => {
    const problem = {
      check: 'type_of_price',
      severity: 'warn',
      expected: 'decimal(12,2)',
      found: '5',
      example: '時価',
    };
    const registered = {
      exportDate: '2026-01-31',
      exportId: 'id',
      verified: true,
      problems: [{ ...problem, file: undefined }],
    };
    const text = read(page({ registered }));
    expect(text).toContain('Warnings 1');
    expect(text).toContain('type_of_price warn decimal(12,2) 5 時価');
  });

  it('of a failed night says why, what to do, and what analysts read meanwhile', () => {
    const cause = {
      what: 'The export is not what its manifest says.',
      found: [{ check: 'file_missing', severity: 'error', file: 'data/b.json.gz', expected: '3', found: '0' }],
      remedy: 'Start a new execution.',
      staged: "SELECT item FROM staged WHERE export_id = 'x'",
    };
    const failure = readFailure('Validation.Failed', JSON.stringify(cause));
    const text = read(page({ failure, nights: [night('2026-01-30', 100)], attributes: undefined }));
    expect(text).toContain('Not published The export is not what its manifest says.');
    expect(text).toContain('Analysts read the verified night of 2026-01-30: 100 items');
    expect(text).toContain('Error Validation.Failed To do Start a new execution.');
    expect(text).toContain('file_missing error data/b.json.gz 3 0');
    expect(text).toContain('SELECT item FROM staged');
    expect(text).not.toContain('Verified and published');
  });

  it('of the first night, which failed, says that there is none yet', () => {
    const failure = readFailure('Export.Failed', 'broken');
    const text = read(page({ failure, nights: [], attributes: undefined, files: undefined }));
    expect(text).toContain('No night has been published yet.');
  });

  it('of an empty table has no rows, and no chart', () => {
    const nothing = { files: rows(['file', 'listed', 'lines', 'items'], []), attributes: rows(['attribute'], []) };
    const html = page({ ...nothing, nights: [night('2026-01-31', 0)], answers: [answer([])] });
    expect(read(html)).toContain('0 items, as they were');
    expect(html).not.toContain('<svg');
    expect(html.match(/No rows\./g)).toHaveLength(3);
  });

  it('of sixty nights lists and draws the last thirty-one, and says where the others are', () => {
    const nights = Array.from({ length: 60 }, (_, day) =>
      night(new Date(Date.UTC(2026, 0, day + 1)).toISOString().slice(0, 10), 1000 + day),
    );
    const html = page({ nights, date: '2026-03-01' });
    expect(read(html)).toContain('60 published nights. The last 31; &quot;report --all&quot; has the others.');
    const listed = [...html.matchAll(/<td>(2026-\d\d-\d\d)<\/td>/g)].map(([, date]) => date);
    expect(listed).toEqual(
      nights
        .slice(-31)
        .reverse()
        .map(({ exportDate }) => exportDate),
    );
    expect(html.match(/Growth: items by night wide/g)).toHaveLength(1);
  });

  it('says where facts could not be read, and goes on', () => {
    const error = 'HIVE_CANNOT_OPEN_SPLIT: no such file';
    const text = read(page({ files: { error }, answers: [answer([], { outcome: { error } })] }));
    expect(text.match(/This could not be read: HIVE_CANNOT_OPEN_SPLIT: no such file/g)).toHaveLength(2);
    expect(text).toContain('Attributes and their drift');
  });

  it('tells NULL from an empty text', () => {
    const html = page({
      answers: [
        answer([
          [undefined, '1'],
          ['', '2'],
        ]),
      ],
    });
    expect(html).toContain('<td class="null">null</td>');
    expect(html).toContain('<td></td>');
  });

  it('says how many rows there are where it has only the first', () => {
    const outcome = { ...rows(['menu', 'items'], [['a', '1']]), total: 5312 };
    expect(read(page({ answers: [answer([], { outcome })] }))).toContain('The first 1 of 5,312 rows.');
  });

  it('names every drawing for those who do not see it', () => {
    const html = page({ answers: [answer([['a', '1']])] });
    const drawings = [
      ...html.matchAll(/<svg class="marks" role="img" aria-labelledby="([^"]*)" aria-describedby="([^"]*)">/g),
    ];
    expect(drawings).toHaveLength(4);
    for (const [, title, description] of drawings)
      expect(html).toMatch(
        new RegExp(`<title id="${title ?? ''}">.+</title><desc id="${description ?? ''}">.+</desc>`),
      );
  });
});
