import { createContext, runInContext } from 'node:vm';
import { renderReport } from '../../lib/report/html';
import { SAVE_SCRIPT } from '../../lib/report/html/save-script';
import { SCRIPT } from '../../lib/report/html/script';
import { chartsOf } from '../../lib/report/model';
import { reportModel } from '../../lib/report/report-model';
import { answer, gatherSample } from './sample';

/** What the script reads of a cell. */
interface Cell {
  readonly textContent: string;
  readonly dataset: { readonly value?: string };
  readonly classList: { contains(name: string): boolean };
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
const decode = (html: string) =>
  html.replace(/<[^>]+>/g, '').replace(/&(#?\w+);/g, (all, name: string) => ENTITIES[name] ?? all);

/** The cells of a table in a page, as a browser has them. */
function tableOf(html: string): { readonly rows: readonly { readonly cells: readonly Cell[] }[] } {
  const rows = [...html.matchAll(/<tr[^>]*>(.*?)<\/tr>/gs)].map(([, row = '']) => ({
    cells: [...row.matchAll(/<t[hd]([^>]*)>(.*?)<\/t[hd]>/gs)].map(([, attributes = '', content = '']): Cell => {
      const value = /data-value="([^"]*)"/.exec(attributes)?.[1];
      const classes = /class="([^"]*)"/.exec(attributes)?.[1]?.split(' ') ?? [];
      return {
        textContent: decode(content),
        dataset: value === undefined ? {} : { value: decode(value) },
        classList: { contains: (name) => classes.includes(name) },
      };
    }),
  }));
  return { rows };
}

function runScript(expression: string): unknown {
  const context = createContext({ document: { querySelectorAll: () => [] } });
  return runInContext(`${SAVE_SCRIPT}\n${expression}`, context) as unknown;
}

/** The page of a night whose saved query gave these rows. */
function pageOf(rows: Parameters<typeof answer>[0]): string {
  const model = reportModel(gatherSample({ answers: [answer(rows)] }));
  const drawn = { wide: '<svg class="marks"></svg>', narrow: '<svg class="marks"></svg>' };
  return renderReport(model, new Map(chartsOf(model).map((chart) => [chart, drawn])));
}

const figureOf = (html: string, file: string) =>
  html.split('<figure ').find((figure) => figure.startsWith(`data-file="${file}"`)) ?? '';

describe('the script that saves a chart', () => {
  it('is part of the page, and can be run', () => {
    expect(SCRIPT).toContain(SAVE_SCRIPT);
    expect(runScript('typeof svgOf')).toBe('function');
  });

  it('writes the rows of the chart as CSV: quotes where they are needed, NULL unlike an empty text', () => {
    const figure = figureOf(
      pageOf([
        ['いか, "raw"', '12345'],
        ['two\nlines', '-1'],
        ['', '2'],
        [undefined, '3'],
        ['<b>', undefined],
      ]),
      'sushiorderdata-2026-01-31-menus',
    );
    const csvOf = runScript('csvOf') as (table: unknown) => string;
    expect(csvOf(tableOf(figure))).toBe(
      'menu,items\r\n"いか, ""raw""",12345\r\n"two\nlines",-1\r\n"",2\r\n,3\r\n<b>,\r\n',
    );
  });

  it('writes numbers as they are, not as they are shown', () => {
    const figure = figureOf(pageOf([['a', '1']]), 'sushiorderdata-2026-01-31-growth');
    const csvOf = runScript('csvOf') as (table: unknown) => string;
    expect(csvOf(tableOf(figure)).split('\r\n').slice(1, 3)).toEqual([
      '2026-01-31,120,20,20.00,0',
      '2026-01-30,100,,,0',
    ]);
  });

  it('gives a drawing room for what stands beyond its frame, which a file of its own would cut', () => {
    type Outer = (inside: object, frame: object) => object;
    const outer = runScript('outer') as Outer;
    expect(outer({ x: -8, y: -3, width: 760, height: 280 }, { right: 736, bottom: 272 })).toMatchObject({
      left: -8,
      top: -3,
      width: 760,
      height: 280,
    });
    expect(outer({ x: 5, y: 5, width: 10, height: 10 }, { right: 736, bottom: 272 })).toMatchObject({
      left: 0,
      top: 0,
      width: 736,
      height: 272,
    });
  });
});
