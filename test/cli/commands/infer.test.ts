import { cpSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parseConfig } from '../../../lib/config';
import { order, publishNights, type PublishedNights } from '../../target/published-nights';
import { PLACES, type Ask } from '../places';
import { runCli } from '../run-cli';

jest.mock('../../../lib/aws/account/clients');

const EXPORTS = join(__dirname, '../../fixtures/exports');

describe('infer of a downloaded export', () => {
  it('gives the columns as code for a CDK app, and the reasons beside it', async () => {
    const { stdout, stderr, exitCode } = await runCli(
      'infer',
      join(EXPORTS, 'good-with-another-type'),
      '--format',
      'cdk',
    );
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(
      /^import \{ ColumnType, type Column \} from 'export-to-athena';\n\nexport const columns: Column/,
    );
    expect(stdout).toContain("  { attribute: 'quantity', type: ColumnType.of('bigint') },\n");
    expect(stderr).toContain('Key: tableid (S)');
  });

  it('gives no JSON of code', async () => {
    const { stderr } = await runCli('infer', join(EXPORTS, 'good'), '--format', 'cdk', '--json');
    expect(stderr).toMatch(/^Give --json or --format cdk, not both/);
  });

  it('proposes its table with reasons, and the block for cdk.json', async () => {
    const { stdout, exitCode } = await runCli('infer', join(EXPORTS, 'good-with-another-type'));
    expect(stdout).toMatch(/^8 items\nKey: tableid \(S\) and datetime \(S\): /);
    expect(stdout).toMatch(/\n {2}memo +- +12\.5 % +only NULL: no column can have it\n/);
    expect(stdout).toContain(
      '\nFor cdk.json, under "context", "tables":\n{\n  "name": "example-sushiorderdata-dev",\n',
    );
    expect(exitCode).toBe(0);
  });

  it('gives the block alone with --json, and takes the keys that are given', async () => {
    const { stdout } = await runCli('infer', join(EXPORTS, 'good'), '--json', '--key', 'menu');
    const table: unknown = JSON.parse(stdout);
    expect(parseConfig({ tables: [table] }).tables[0]?.partitionKey).toEqual({ name: 'menu', type: 'S' });
  });

  it.each([
    ['was changed after DynamoDB wrote it', 'manifest-changed-later', 'manifest_changed: manifest-summary.json'],
    ['is refused', 'manifest-of-unknown-version', 'Manifest.UnsupportedVersion: '],
  ])('warns of a manifest that %s, and reads the items', async (_, fixture, warning) => {
    const { stdout, stderr, exitCode } = await runCli('infer', join(EXPORTS, fixture));
    expect(stderr).toContain(`Warning: ${warning}`);
    expect([stdout.slice(0, 8), exitCode]).toEqual(['7 items\n', 0]);
  });

  it('says nothing of a manifest that is missing, and reads the items', async () => {
    const { stderr, exitCode } = await runCli('infer', join(EXPORTS, 'manifest-missing'));
    expect([stderr, exitCode]).toEqual(['', 0]);
  });

  it.each([
    ['a date', ['good', '--date', '2026-01-31'], 'Give an export folder or --date, not both'],
    ['a table', ['good', '--table', 'Orders'], 'Give an export folder or --table, not both'],
    ['a folder that is not there', ['nowhere'], 'is not a folder'],
    ['an export without items', ['good-without-items'], 'holds no items, so nothing can be inferred'],
    ['a key that no item has', ['good', '--key', 'Menu'], '"Menu" cannot be a key'],
    [
      'a line that is no item',
      ['file-with-a-malformed-line'],
      'The export cannot be read: HIVE_CURSOR_ERROR: Row is not a valid JSON Object',
    ],
    ['a file that ends too early', ['file-truncated-in-the-middle'], 'i6hdxjzeg74i7dx6fi6g4u2jjn.json.gz'],
    ['an incremental export', ['incremental-export-with-shared-data'], 'Manifest.Incremental: '],
    ['an export that is no DynamoDB JSON', ['manifest-of-ion'], 'Manifest.UnsupportedFormat: '],
  ])('is refused with %s', async (_, [fixture = '', ...options], message) => {
    const { stdout, stderr, exitCode } = await runCli('infer', join(EXPORTS, fixture), ...options);
    expect([stdout, exitCode]).toEqual(['', 2]);
    expect(stderr).toContain(message);
  });
});

describe('infer of an export that was downloaded in part', () => {
  const folder = mkdtempSync(join(tmpdir(), 'infer-part-'));
  const copy = join(folder, 'mine');
  const data = join(copy, 'AWSDynamoDB/01769799600000-19999999/data');

  beforeEach(() => {
    cpSync(join(EXPORTS, 'good/export'), copy, { recursive: true });
  });

  afterEach(() => {
    rmSync(copy, { recursive: true });
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('says which files are missing and how to download them, where there is no item', async () => {
    const names = readdirSync(data);
    rmSync(data, { recursive: true });
    const { stderr, exitCode } = await runCli('infer', copy);
    expect(stderr).toBe(
      `No item is there: ${names.length} data files are missing that manifest-files.json lists, such as ${names[0]}. ` +
        'Download what is missing: aws s3 sync s3://example-dynamodb-export-dev/export/AWSDynamoDB/01769799600000-19999999/ ' +
        `${copy}/AWSDynamoDB/01769799600000-19999999\n`,
    );
    expect(exitCode).toBe(2);
  });

  it('warns of the missing ones where there are others, and proposes what these say', async () => {
    const [first = ''] = readdirSync(data).filter((name) => statSync(join(data, name)).size > 20);
    rmSync(join(data, first));
    const { stdout, stderr, exitCode } = await runCli('infer', copy);
    expect(stderr).toMatch(`Warning: 1 data file is missing that manifest-files.json lists, such as ${first}. `);
    expect([stdout.slice(2, 7), exitCode]).toEqual(['items', 0]);
  });

  it.each([
    ['that is no gzip', 'no gzip'],
    ['with bytes that are no UTF-8', gzipSync(Buffer.from('{"Item":{"a":{"S":"\u00ff"}}}\n', 'latin1'))],
  ])('names a file %s by the path that it has', async (_, bytes) => {
    const [first = ''] = readdirSync(data);
    const path = join(data, first);
    writeFileSync(path, bytes);
    const { stderr, exitCode } = await runCli('infer', copy);
    expect(stderr).toMatch(/^The export cannot be read: /);
    expect(stderr).toContain(path);
    expect(stderr).not.toContain('--target');
    expect(exitCode).toBe(2);
  });

  it('says that files without items are not those of a manifest that counts some', async () => {
    for (const name of readdirSync(data)) writeFileSync(join(data, name), gzipSync(''));
    const { stderr } = await runCli('infer', copy);
    expect(stderr).toContain('has no items, and its manifest counts 7: ');
  });
});

describe.each(Object.entries(PLACES))('infer of a night --target %s', (_, at) => {
  let nights: PublishedNights;
  let ask: Ask;

  beforeAll(async () => {
    nights = await publishNights({
      '2026-11-22': [order('01', 1)],
      '2026-11-23': [order('01', 1), order('02', 2, { score: { N: '7' } })],
    });
    ask = at(nights.folder);
  });

  afterAll(() => {
    nights.remove();
  });

  it('proposes the table of the newest one, and tells what was read for it', async () => {
    const { stdout, stderr, exitCode } = await ask('infer');
    expect(stdout).toMatch(/^The night of 2026-11-23:\n2 items\nKey: tableid \(S\) and datetime \(S\): given\.\n/);
    expect(stdout).toMatch(/\n {2}score +bigint +50\.0 % +N, whole, of at most 1 digit\n/);
    expect(stderr).toMatch(/ read, /);
    expect(exitCode).toBe(0);
  });

  it('proposes the table of another date', async () => {
    const { stdout } = await ask('infer', '--date', '2026-11-22', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ name: 'SushiOrderData', attributes: { length: 3 } });
  });

  it('says which nights there are where one is not', async () => {
    const { stderr, exitCode } = await ask('infer', '--date', '2026-11-01');
    expect(stderr).toContain('has no verified night of 2026-11-01. There are 2026-11-22, 2026-11-23.');
    expect(exitCode).toBe(2);
  });
});
