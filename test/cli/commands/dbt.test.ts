import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CHECKS, readChecks } from '../../../lib/query-files';
import { order, publishNights, type PublishedNights } from '../../target/published-nights';
import { PLACES, type Ask } from '../places';

jest.mock('../../../lib/aws/account/clients');

/** What `dbt parse` of test/oracles/analysts has taken. */
const RECORDED = readFileSync(join(__dirname, '../../fixtures/dbt/sources.yml'), 'utf8');

let nights: PublishedNights;
let work: string;

beforeAll(async () => {
  nights = await publishNights({ '2026-11-23': [order('01', 1)] });
  work = mkdtempSync(join(tmpdir(), 'dbt-'));
});

afterAll(() => {
  nights.remove();
  rmSync(work, { recursive: true, force: true });
});

describe.each(Object.entries(PLACES))('dbt --target %s', (_, at) => {
  let ask: Ask;

  beforeAll(() => {
    ask = at(nights.folder);
  });

  it('prints the sources', async () => {
    const { stdout, stderr, exitCode } = await ask('dbt', '--source', 'shop');
    expect(stdout).toBe(RECORDED);
    expect([stderr, exitCode]).toEqual(['', 0]);
  });

  it('calls the source as the database where it is given no name', async () => {
    expect((await ask('dbt')).stdout).toContain('\n  - name: example_dynamodb_export_dev\n');
  });

  it('writes the sources into a file, and the checks as data tests', async () => {
    const [file, tests] = [join(work, 'sources.yml'), join(work, 'data/tests')];
    const { stdout, stderr } = await ask('dbt', '--source', 'shop', '-o', file, '--tests', tests);
    expect([stdout, readFileSync(file, 'utf8')]).toEqual(['', RECORDED]);
    const checks = readChecks(CHECKS).map(({ name }) => `sushiorderdata_${name}.sql`);
    expect(stderr).toBe(`${checks.length} checks written to ${tests}\n`);
    expect(checks).toContain('sushiorderdata_orders_are_possible.sql');
    expect(readdirSync(tests).sort()).toEqual(checks.sort());
    expect(readFileSync(join(tests, 'sushiorderdata_orders_are_possible.sql'), 'utf8'))
      .toBe(`-- Orders are possible: An order is of one piece at least, and nothing has a negative price.
-- Written by "export-to-athena dbt" from a check of the nights.
{{ config(severity='error') }}
WITH "sushiorderdata" AS (
SELECT * FROM {{ source('shop', 'sushiorderdata') }}
)
SELECT * FROM (
SELECT tableid, datetime, menu, quantity, price
FROM sushiorderdata
WHERE quantity < 1 OR price < 0
)
`);
  });

  it('takes the checks of another folder', async () => {
    const [checks, tests] = [mkdtempSync(join(work, 'checks-')), join(work, 'own')];
    writeFileSync(
      join(checks, 'all_paid.sql'),
      '-- title: All is paid\n-- description: No\n-- table: any\n-- severity: warn\nSELECT * FROM "{table}" WHERE item[\'paid\'] IS NULL\n',
    );
    await ask('dbt', '--source', 'shop', '-o', join(work, 's.yml'), '--tests', tests, '--checks', checks);
    expect(readdirSync(tests)).toEqual(['sushiorderdata_all_paid.sql']);
    const text = readFileSync(join(tests, 'sushiorderdata_all_paid.sql'), 'utf8');
    // it asks for the item, which the view has not
    expect(text).toMatch(/\n {2}item AS "item",\n.*\nFROM \{\{ source\('shop', 'sushiorderdata_latest'\) \}\}\n/s);
    expect(text).toContain(`FROM "sushiorderdata" WHERE item['paid'] IS NULL`);
  });

  it('says what is configured and not there', async () => {
    const table = { name: 'SushiOrderData', partitionKey: { name: 'tableid' }, attributes: [] };
    const { stderr, exitCode } = await ask('dbt', '-c', `tables=${JSON.stringify([table])}`);
    expect(stderr).toMatch(/^sushiorderdata_history \(.+\) has datetime, .* besides\nsushiorderdata /);
    expect(stderr).toMatch(
      /\nSo it is not what (cdk\.json has: deploy it, or give --database,|is configured: run a night with it) /,
    );
    expect(exitCode).toBe(2);
    const other = await ask('dbt', '-c', `tables=${JSON.stringify([{ ...table, name: 'Other' }])}`);
    expect(other.stderr).toMatch(/^example_dynamodb_export_dev \(.+\) has none of the configured tables\n/);
  });

  it('refuses checks that are not there, and checks without a place for them', async () => {
    const lost = await ask('dbt', '--tests', join(work, 'none'), '--checks', join(work, 'nowhere'));
    expect([lost.stderr, lost.stdout, lost.exitCode]).toEqual([
      `There is no folder ${join(work, 'nowhere')}: --checks has the checks of the nights\n`,
      '',
      2,
    ]);
    expect((await ask('dbt', '--checks', work)).stderr).toMatch(/^--checks is for the data tests/);
  });

  it('refuses a name that dbt could not have in a source()', async () => {
    const { stderr, exitCode } = await ask('dbt', '--source', "shop's");
    expect(stderr).toContain('give letters, digits and _, no digit first.');
    expect(exitCode).toBe(2);
  });
});
