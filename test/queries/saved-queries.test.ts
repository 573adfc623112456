import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseConfig } from '../../lib/config';
import { endingLimit } from '../../lib/athena-sql/dialect';
import { QUERIES, readQueries } from '../../lib/query-files';
import { parseChart } from '../../lib/report/chart';
import { sqlFor } from '../../lib/sql';
import { PublishedNights } from './nights';
import { ANSWERS, type Answer } from './recorded-nights';

const queries = readQueries(QUERIES);
const examples = (query: (typeof queries)[number]) => query.parameters.map(({ example }) => example);

describe('A saved query', () => {
  let nights: PublishedNights;

  beforeAll(async () => {
    nights = await PublishedNights.of();
  });

  afterAll(async () => {
    await nights.close();
  });

  it.each(queries.map((query) => [query.name, query] as const))('%s gives the recorded rows', async (name, query) => {
    const recorded = JSON.parse(readFileSync(join(ANSWERS, `${name}.json`), 'utf8')) as Answer;
    expect(await nights.ask(sqlFor(query, nights.table), examples(query))).toEqual(recorded);
  });

  it.each(queries.filter(({ chart }) => chart !== undefined).map((query) => [query.name, query] as const))(
    '%s draws columns that it has',
    async (_, query) => {
      const { columns } = await nights.ask(sqlFor(query, nights.table), examples(query));
      const { x, y, color } = parseChart(query) ?? { y: [] };
      expect(columns).toEqual(expect.arrayContaining([x, ...y, ...(color === undefined ? [] : [color])]));
    },
  );

  it('that is drawn by colours is not cut in the middle of what is stacked: it ends in no LIMIT', () => {
    for (const query of queries)
      if (parseChart(query)?.color !== undefined) expect([query.name, endingLimit(query.sql)]).toEqual([query.name]);
  });

  it('says that it reads every night where it reads the history without a condition on its date', () => {
    for (const { name, sql, readsEveryNight } of queries)
      expect([name, readsEveryNight]).toEqual([name, /_(raw|history)"/.test(sql) && !/export_date (=|>|IN)/.test(sql)]);
  });

  it('has a question mark for each parameter of its header', () => {
    for (const { name, sql, parameters } of queries)
      expect([name, sql.split('?').length - 1]).toEqual([name, parameters.length]);
  });

  it('has recorded rows, and no rows are recorded of a query that is gone', () => {
    expect(readdirSync(ANSWERS).sort()).toEqual(queries.map(({ name }) => `${name}.json`));
  });
});

it('each saved query has a row in queries/README.md, and each row a query', () => {
  const page = readFileSync(join(QUERIES, 'README.md'), 'utf8');
  const rows = [...page.matchAll(/^\| `(\w+)\.sql` +\| \S/gm)].map(([, name]) => name);
  expect(rows.sort()).toEqual(queries.map(({ name }) => name));
});

describe('A saved query for any table', () => {
  const anyTable = queries.filter(({ table }) => table === undefined);
  let nights: PublishedNights;

  beforeAll(async () => {
    // the same items under another table's name, whose key is one attribute alone
    nights = await PublishedNights.of(
      parseConfig({ tables: [{ name: 'Customer-Visits', partitionKey: { name: 'datetime' } }] }),
    );
  });

  afterAll(async () => {
    await nights.close();
  });

  it.each(anyTable.map((query) => [query.name, query] as const))('%s is asked of that table', async (_, query) => {
    const { rows } = await nights.ask(sqlFor(query, nights.table), examples(query));
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toContain('"tableid\\":');
  });
});
