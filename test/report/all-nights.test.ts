import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { absoluteFolder } from '../../lib/athena-sql/engine/absolute-folder';
import { partitionInput } from '../../lib/catalog';
import { Catalog, type CatalogPartition } from '../../lib/local/glue';
import { LocalTarget } from '../../lib/local/target';
import { writeAllNights, type NightNumbers } from '../../lib/report';
import { parseSavedQuery } from '../../lib/sql';
import { order, publishNights, type PublishedNights } from '../target/published-nights';

const COUNT = parseSavedQuery(
  'count',
  '-- title: Orders\n-- description: How many.\n-- table: any\nSELECT count(*) AS orders FROM "{table}"',
);

const root = mkdtempSync(join(tmpdir(), 'all-nights-'));
let nights: PublishedNights;
let target: LocalTarget;

beforeAll(async () => {
  nights = await publishNights({
    '2026-11-21': [order('01', 1)],
    '2026-11-22': [order('01', 1), order('02', 2)],
    '2026-11-24': [order('01', 1), order('02', 2), order('03', 3)],
  });
  target = LocalTarget.open(absoluteFolder(nights.folder), nights.names.database);
});

afterAll(async () => {
  await target.close();
  nights.remove();
  rmSync(root, { recursive: true });
});

/** Writes all pages into a folder, and tells which statements were asked. */
async function write(name: string, asked = 1, numbers: ReadonlyMap<string, NightNumbers> = new Map()) {
  const folder = join(root, name);
  const statements: string[] = [];
  const source = {
    partitions: (table: string) => target.partitions(table),
    query: (...given: Parameters<LocalTarget['query']>) => {
      statements.push(given[0]);
      return target.query(...given);
    },
  };
  const { config, table } = nights;
  const told: string[] = [];
  const written = await writeAllNights(source, {
    config,
    table,
    queries: [COUNT],
    folder,
    asked,
    numbers,
    onPage: (many, of) => told.push(`${many} of ${of}`),
  });
  const page = (file: string) => readFileSync(join(folder, `${file}.html`), 'utf8');
  return { ...written, folder, page, statements, told };
}

const linksOf = (html: string) => [...html.matchAll(/<a (?:rel="\w+" )?href="([^"#]*)"/g)].map(([, link]) => link);

describe('the pages of all nights', () => {
  it('are an index and one for each night, which link to those beside them, and which their owner alone can read', async () => {
    const { folder, page, file } = await write('pages');
    expect(readdirSync(folder).sort()).toEqual(['2026-11-21.html', '2026-11-22.html', '2026-11-24.html', 'index.html']);
    expect(file).toBe(join(folder, 'index.html'));
    expect(linksOf(page('2026-11-21'))).toEqual(['index.html', '2026-11-22.html']);
    expect(linksOf(page('2026-11-22'))).toEqual(['2026-11-21.html', 'index.html', '2026-11-24.html']);
    expect(linksOf(page('2026-11-24'))).toEqual(['2026-11-22.html', 'index.html']);
    expect(linksOf(page('index'))).toEqual(['2026-11-24.html', '2026-11-22.html', '2026-11-21.html']);
    expect(statSync(file).mode & 0o77).toBe(0);
  });

  it('ask the newest night alone; of others the catalog says the items and what changed in their number', async () => {
    const { statements, page, told } = await write('newest');
    expect(told).toEqual(['1 of 3', '2 of 3', '3 of 3']);
    expect(statements).toHaveLength(3);
    for (const statement of statements) expect(statement).not.toContain("'2026-11-21'");
    expect(page('2026-11-24')).toContain('id="query-count"');
    expect(page('2026-11-22')).toContain('nothing was asked');
    expect(page('2026-11-22')).toContain('+1');
    expect((await write('none', 0)).statements).toEqual([]);
  });

  it('keep a page that was asked before, with the links that it has now', async () => {
    const { folder, page } = await write('kept', 3);
    const asked = page('2026-11-21');
    expect(asked).toContain('data-asked="yes"');
    writeFileSync(
      join(folder, '2026-11-21.html'),
      asked.replace(/<nav aria-label="Nights">.*?<\/nav>/, '<nav aria-label="Nights"></nav>'),
    );
    expect((await write('kept', 1)).page('2026-11-21')).toBe(asked);
  });

  it('do not keep the page of a night that was published again since', async () => {
    const { folder, page } = await write('again', 3);
    const other = page('2026-11-21').replace(/data-night="[^"]*"/, 'data-night="another"');
    writeFileSync(join(folder, '2026-11-21.html'), other);
    expect((await write('again', 1)).page('2026-11-21')).toContain('nothing was asked');
  });

  it('have the days without a night, and each number that is known', async () => {
    const numbers = new Map(
      ['2026-11-21', '2026-11-22', '2026-11-24'].map((date, index) => [date, { bytes: 2_000_000 * (index + 1) }]),
    );
    const { index, page } = await write('numbers', 0, numbers);
    expect(index.missing).toEqual(['2026-11-23']);
    expect(index.nights).toMatchObject([
      { date: '2026-11-24', isPublished: true, items: 3, more: 1, bytes: 6_000_000 },
      { date: '2026-11-22', items: 2, more: 1 },
      { date: '2026-11-21', items: 1, more: undefined },
    ]);
    expect(index.trends.map(({ title }) => title)).toEqual(['Items: items by night', 'Size: MB by night']);
    expect(page('index')).toContain('Days in between without a published night: 2026-11-23.');
    expect(page('index')).toContain('<td class="number" data-value="6000000">6.0 MB</td>');
  });

  it('have a night that was registered and not published', async () => {
    const catalog = Catalog.open(join(nights.folder, 'catalog'));
    const { names } = nights;
    const id = '01795892700000-00000000';
    const left = partitionInput('files', ['2026-11-25', id], `s3://${names.bucket}/nothing/`) as CatalogPartition;
    catalog.changePartitions(names.database, names.files, ({ partitions }) => [...partitions, left]);
    try {
      const { index, page } = await write('failed', 0);
      expect(index.nights[0]).toMatchObject({ date: '2026-11-25', isPublished: false, items: undefined });
      expect(page('2026-11-25')).toContain('Not published');
      expect(page('2026-11-25')).toContain('export-to-athena report --date 2026-11-25');
      expect(page('2026-11-25')).toContain('Analysts read the verified night of 2026-11-24: 3 items');
    } finally {
      catalog.changePartitions(names.database, names.files, ({ partitions }) =>
        partitions.filter(({ Values }) => Values[1] !== id),
      );
    }
  });
});
