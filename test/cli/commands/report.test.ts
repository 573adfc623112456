import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runDownloadedNights } from '../../../lib/cli/nights/downloaded-night';
import { parseConfig } from '../../../lib/config';
import { readQueries } from '../../../lib/query-files';
import { parseSavedQuery } from '../../../lib/sql';
import { order, publishNights, type PublishedNights } from '../../target/published-nights';
import { absoluteFolder } from '../../../lib/athena-sql/engine/absolute-folder';
import { PLACES } from '../places';
import { runCli } from '../run-cli';

jest.mock('../../../lib/aws/account/clients');
// The project's own saved queries have tests of their own; here one is enough.
jest.mock('../../../lib/query-files', () => ({
  ...jest.requireActual<object>('../../../lib/query-files'),
  readQueries: jest.fn(),
}));

const EXPORTS = join(__dirname, '../../fixtures/exports');
const root = mkdtempSync(join(tmpdir(), 'report-'));
let nights: PublishedNights;

const COUNT = `-- title: Orders of the night
-- description: How many.
-- table: sushiorderdata
-- chart: bar x=night y=orders
SELECT max(export_date) AS night, count(*) AS orders FROM sushiorderdata`;

beforeAll(async () => {
  jest.mocked(readQueries).mockReturnValue([parseSavedQuery('count', COUNT)]);
  nights = await publishNights({
    '2026-11-22': [order('01', 1)],
    '2026-11-23': [order('01', 1), order('02', 2)],
  });
});

afterAll(() => {
  nights.remove();
  rmSync(root, { recursive: true });
});

describe.each(Object.entries(PLACES))('report (%s)', (place, asked) => {
  it('writes the night into a file, and says where and what it took', async () => {
    const file = join(root, place, 'night.html');
    const { stdout, stderr, exitCode } = await asked(nights.folder)('report', '--out', file);
    expect(stdout).toBe(`${file}\n`);
    expect(stderr).toMatch(/B read, .* m?s/);
    expect(exitCode).toBe(0);
    const html = readFileSync(file, 'utf8');
    expect(html).toContain('Verified and published');
    expect(html).toContain('Monday, 23 November 2026');
    expect(html).toContain('Orders of the night: orders by night');
    expect(html).not.toContain('could not be read');
  });

  it('is of an earlier night, if asked', async () => {
    const file = join(root, place, 'earlier.html');
    await asked(nights.folder)('report', '--date', '2026-11-22', '--out', file);
    expect(readFileSync(file, 'utf8')).toContain('Sunday, 22 November 2026');
  });

  it('names the nights there are for a date that has none', async () => {
    const { stderr, exitCode } = await asked(nights.folder)('report', '--date', '2026-11-01');
    expect(stderr).toContain('no verified night of 2026-11-01. There are 2026-11-22, 2026-11-23.');
    expect(exitCode).toBe(2);
  });
});

describe('report of a folder', () => {
  it('goes into its folder reports, which the next start may empty', async () => {
    const { stdout } = await runCli('report', '--folder', nights.folder);
    expect(stdout).toBe(`${join(nights.folder, 'reports/sushiorderdata-2026-11-23.html')}\n`);
  });
});

describe('a night that was not published', () => {
  const folder = absoluteFolder(join(root, 'failed'));
  let printed = '';

  beforeAll(async () => {
    const write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      printed += String(text);
      return true;
    });
    await runDownloadedNights(parseConfig({}), folder, [join(EXPORTS, 'item-without-its-key')], {});
    write.mockRestore();
  });

  it('has a report with the error that the execution ended with', () => {
    const [, file = ''] = /Report: (.*)/.exec(printed) ?? [];
    const html = readFileSync(file, 'utf8');
    expect(html).toContain('Not published');
    expect(html).toContain('Validation.Failed');
    expect(html).toContain('key_attributes');
  });

  it('is validated again where its execution is not known any more', async () => {
    const file = join(root, 'again.html');
    const { exitCode } = await runCli('report', '--folder', folder, '--out', file);
    expect(exitCode).toBe(1);
    const html = readFileSync(file, 'utf8');
    expect(html).toContain('The validation was asked again for this report.');
    expect(html).toContain('key_attributes');
    // what a person can do here, where there is no Step Functions
    expect(html).not.toContain('Step Functions');
    expect(html).toContain(`npx export-to-athena night --target local --folder ${folder}`);
  });
});
