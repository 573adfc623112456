import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { runDownloadedNights, type DownloadedNightOptions } from '../../../lib/cli/nights/downloaded-night';
import { configOf } from '../../../lib/cli/options/target-options';
import { parseConfig } from '../../../lib/config';
import { absoluteFolder } from '../../../lib/athena-sql/engine/absolute-folder';
import { writeItems } from '../../menagerie/items';
import { runCli } from '../run-cli';

const EXPORTS = join(__dirname, '../../fixtures/exports');
const root = mkdtempSync(join(tmpdir(), 'downloaded-night-'));
let printed: string;

beforeEach(() => {
  printed = '';
});

afterEach(() => {
  jest.restoreAllMocks();
});

const say = (line: string): void => {
  printed += `${line}\n`;
};

afterAll(() => {
  rmSync(root, { recursive: true });
});

/** A fixture as if it were an export of a table that is not configured. */
function ofAnotherTable(fixture: string, table: string): string {
  const directory = mkdtempSync(join(root, 'export-'));
  cpSync(join(EXPORTS, fixture, 'export'), directory, { recursive: true });
  const summary = join(directory, 'AWSDynamoDB/01769799600000-19999999/manifest-summary.json');
  writeFileSync(summary, readFileSync(summary, 'utf8').replaceAll('example-sushiorderdata-dev', table));
  rmSync(summary.replace('.json', '.md5'));
  return directory;
}

const night = (directory: string, options: DownloadedNightOptions = {}, context: Record<string, unknown> = {}) =>
  runDownloadedNights(parseConfig(context), absoluteFolder(mkdtempSync(join(root, 'local-'))), [directory], {
    ...options,
    say,
  });

describe('a night of a downloaded export', () => {
  it('of the configured table is published', async () => {
    expect(await night(join(EXPORTS, 'good'))).toBe(true);
    expect(printed).toContain('Verified and published: 2026-01-31, 7 items');
    expect(printed).not.toContain('Key:');
  });

  it('whose manifest was changed later is published, with a warning', async () => {
    expect(await night(join(EXPORTS, 'manifest-changed-later'), { answers: 'none', say })).toBe(true);
    expect(printed).toContain('Warning: manifest_changed: manifest-summary.json was changed after DynamoDB wrote it');
  });

  it('of an incremental export needs the full one that it follows, and replaces nothing', async () => {
    const directory = ofAnotherTable('manifest-of-incremental-export', 'prod.Orders');
    const folder = mkdtempSync(join(root, 'local-'));
    await expect(
      runDownloadedNights(parseConfig({}), absoluteFolder(folder), [directory], { say }),
    ).rejects.toMatchObject({
      name: 'Import.NoFullExport',
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ['in the folder of the nights', 'nights/s3/mine', 'nights', /mine\S* lies in \S*nights, whose nights are replaced/],
    [
      'around the folder of the nights',
      'mine',
      'mine/AWSDynamoDB/01769799600000-19999999/nights',
      /nights lies in the export/,
    ],
  ])('is refused where it lies %s, and is left alone', async (_, place, folder, reason) => {
    const home = mkdtempSync(join(root, 'home-'));
    cpSync(join(EXPORTS, 'good/export'), join(home, place), { recursive: true });
    const before = readdirSync(home, { recursive: true });
    const ran = runDownloadedNights(parseConfig({}), absoluteFolder(join(home, folder)), [join(home, place)], { say });
    await expect(ran).rejects.toMatchObject({
      name: 'Import.InsideNights',
      message: expect.stringMatching(reason) as string,
    });
    expect(readdirSync(home, { recursive: true })).toEqual(before);
  });

  it('is taken where the hidden folder of the nights lies in it, as often as it is asked for', async () => {
    const home = mkdtempSync(join(root, 'home-'));
    cpSync(join(EXPORTS, 'good/export/AWSDynamoDB/01769799600000-19999999'), home, { recursive: true });
    const folder = absoluteFolder(join(home, '.local'));
    for (let times = 0; times < 2; times++)
      expect(await runDownloadedNights(parseConfig({}), folder, [home], { answers: 'none', say })).toBe(true);
  });

  it('of any other table is published with the key and the columns that its items tell', async () => {
    expect(await night(ofAnotherTable('good-with-another-type', 'prod.Orders'))).toBe(true);
    expect(printed).toContain('cdk.json does not have the table prod.Orders');
    expect(printed).toContain('Key: tableid (S) and datetime (S): 8 items have as many different values of it.');
    expect(printed).toContain(
      'quantity bigint: 87.5 % N, whole, of at most 1 digit; NULL in the column: 1 S such as many',
    );
    expect(printed).toContain('Verified and published: 2026-01-31, 8 items');
  });

  it('of any other table is found by the other commands, with its name and its key', async () => {
    const folder = mkdtempSync(join(root, 'local-'));
    const directory = ofAnotherTable('good-with-another-type', 'prod.Orders');
    await runDownloadedNights(parseConfig({}), absoluteFolder(folder), [directory], { answers: 'none', say });
    const { tables } = await configOf({ target: 'local', folder: absoluteFolder(folder), context: [] });
    expect(tables.map(({ name, partitionKey }) => [name, partitionKey.name])).toEqual([['prod_Orders', 'tableid']]);
    const { stdout, exitCode } = await runCli(
      'query',
      'duplicates_by_business_key',
      '--param',
      'attribute=quantity',
      '--folder',
      folder,
    );
    expect([stdout, exitCode]).toEqual([expect.stringContaining('value  items  examples'), 0]);
    const diff = await runCli('diff', '2026-01-31', '2026-01-31', '--json', '--folder', folder);
    expect(JSON.parse(diff.stdout)).toMatchObject({ table: 'prod_orders', items: { unchanged: 8 } });
  });

  it('of any other table lies in the bucket of the configured system', async () => {
    expect(await night(ofAnotherTable('good', 'prod.Orders'), { answers: 'none' }, { systemName: 'prod' })).toBe(true);
  });

  it('takes the given key, whose type the items tell, and refuses one that they do not have', async () => {
    const directory = ofAnotherTable('good', 'prod.Orders');
    expect(await night(directory, { key: 'menu', sortKey: 'quantity' })).toBe(true);
    expect(printed).toContain('Key: menu (S) and quantity (N): given.');
    await expect(night(directory, { key: 'Menu' })).rejects.toMatchObject({ name: 'Infer.WrongKey' });
  });

  it('leaves a malformed line to the validation, which says what is wrong', async () => {
    expect(await night(ofAnotherTable('file-with-a-malformed-line', 'prod.Orders'))).toBe(false);
    expect(printed).toContain('unreadable_lines');
  });

  it.each<[string, string, (data: string) => void]>([
    [
      'a data file that is no gzip',
      'Validation.',
      (file) => {
        writeFileSync(file, 'no gzip');
      },
    ],
    [
      'a data file that is no UTF-8',
      'Validation.NotRun',
      (file) => {
        writeFileSync(file, gzipSync(Buffer.from('{"Item":{"tableid":{"S":"\xff"}}}\n', 'latin1')));
      },
    ],
    [
      'a data file of one JSON array',
      'Validation.',
      (file) => {
        writeFileSync(file, gzipSync('[{"Item":{}}]'));
      },
    ],
    [
      'no folder data/',
      'file_missing',
      (file) => {
        rmSync(dirname(file), { recursive: true, force: true });
      },
    ],
  ])('of any other table with %s ends with the verdict of the night', async (_, verdict, damage) => {
    const directory = ofAnotherTable('good', 'prod.Orders');
    const data = join(directory, 'AWSDynamoDB/01769799600000-19999999/data');
    for (const name of readdirSync(data)) damage(join(data, name));
    expect(await night(directory)).toBe(false);
    expect(printed).toContain('\nNot published');
    expect(printed).toContain(verdict);
    expect(printed).not.toMatch(/Possible solutions|Declare the table by hand/);
    // a folder of nights is made beside and renamed: its name would be that of nothing
    expect(printed).not.toContain('/.new-');
  });

  it('of any other table without items is published', async () => {
    const directory = mkdtempSync(join(root, 'export-'));
    writeItems(directory, [], {
      table: 'empty',
      files: 2,
      exportId: '01769799600000-19999999',
      time: '2026-01-30T19:00:00.000Z',
    });
    expect(await night(directory)).toBe(true);
    expect(printed).toContain('there is no item, so no column is known, and the key is not either');
  });

  it('is shown with the answers that are there in time, and says how to have the others', async () => {
    const folder = absoluteFolder(mkdtempSync(join(root, 'local-')));
    const late = jest.spyOn(AbortSignal, 'timeout').mockReturnValue(AbortSignal.abort());
    expect(
      await runDownloadedNights(parseConfig({}), folder, [join(EXPORTS, 'good')], { answers: 'timely', say }),
    ).toBe(true);
    expect(late).toHaveBeenCalledWith(expect.any(Number));
    expect(late.mock.calls[0]?.[0]).toBeGreaterThan(0);
    expect(printed).toContain('those that take long are left out, --all-answers has them');
    expect(printed).toContain('ask for it alone: export-to-athena query data_quality\n');
    expect(printed).toContain('\nReport: ');
  });

  it('is shown without the answers of the saved queries where they are left out', async () => {
    const folder = absoluteFolder(mkdtempSync(join(root, 'local-')));
    expect(await runDownloadedNights(parseConfig({}), folder, [join(EXPORTS, 'good')], { answers: 'none', say })).toBe(
      true,
    );
    expect(printed).not.toContain('queries/');
    expect(printed).toContain('\nReport: ');
  });
});
