import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeDbtProject } from '../analysts/dbt-project';
import { installAnalysts } from '../analysts/install';
import { IN_AN_ACCOUNT, PAGE, pythonRecipes } from '../analysts/page';
import { runPython, runRecipe } from '../analysts/run-python';
import { CreateDatabaseCommand, DeleteDatabaseCommand, DeleteTableCommand } from '@aws-sdk/client-glue';
import { commandsOf } from '../docs/pages';
import { cliOf } from './cli';
import { TODAY } from './dates';
import { night } from './execution';
import { put } from './items';
import { config, glue, tableUnderTest } from './system';

const table = tableUnderTest('Analysed');
const cli = cliOf('Analysed');

/** As many digits as a number of DynamoDB and a decimal can have. */
const ALL_DIGITS = '9'.repeat(38);

const EXPECTED = { いか: '3', まぐろ: ALL_DIGITS, '=1+1': '1', 'no menu': '4' };

/** The database of what dbt makes. */
const MARTS = `${table.database}_marts`;

/** The page's names, as those of the system under test. */
function rewrite(text: string): string {
  const names: readonly (readonly [string, string])[] = [
    ['example_dynamodb_export_dev', table.database],
    ['example-dynamodb-export-dev', table.workgroup],
    ['ap-northeast-1', config.region],
    ['sushiorderdata', table.newest],
    ['shop_marts', MARTS],
    ['s3://BUCKET/', `s3://${table.bucket}/`],
    ['s3://shop-marts/', `s3://${table.bucket}/marts/`],
  ];
  return names.reduce((rewritten, [name, meant]) => rewritten.replaceAll(name, meant), text);
}

/** What came of a command of dbt, by the name of what it was about. */
interface DbtRun {
  readonly command: string;
  readonly results: Readonly<
    Record<string, { readonly status: string; readonly message: string; readonly loaded: string }>
  >;
}

describe('An analyst who asks the night of a table', () => {
  const folder = mkdtempSync(join(tmpdir(), 'analysts-'));
  let python: string;
  let options: Parameters<typeof runRecipe>[1];

  beforeAll(async () => {
    python = installAnalysts();
    options = { python, folder, env: { AWS_DEFAULT_REGION: config.region } };
    const quantities = [
      ['いか', '1'],
      ['いか', '2'],
      ['まぐろ', ALL_DIGITS],
      ['=1+1', '1'],
      [undefined, '4'],
    ] as const;
    await put(
      table,
      quantities.map(([menu, quantity], index) => ({
        tableid: { S: String(index) },
        quantity: { N: quantity },
        ...(menu !== undefined && { menu: { S: menu } }),
      })),
    );
    const { status, cause } = await night(table, { exportDate: TODAY });
    expect([status, cause]).toEqual(['SUCCEEDED', undefined]);
  });

  afterAll(async () => {
    await glue.send(new DeleteTableCommand({ DatabaseName: MARTS, Name: 'pieces_by_menu' })).catch(() => undefined);
    await glue.send(new DeleteDatabaseCommand({ Name: MARTS }));
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(IN_AN_ACCOUNT)('is answered with all digits by %s', async (name) => {
    expect(await runRecipe(rewrite(pythonRecipes().get(name) ?? ''), options)).toEqual(EXPECTED);
  });

  it('has no formula for Excel', async () => {
    const [excel = ''] = commandsOf(PAGE).flatMap(
      ({ text }) => /query "([^"]*)" --format csv\) > excel/.exec(text)?.[1] ?? [],
    );
    const { stdout } = await cli('query', rewrite(excel).replaceAll('\\$', '$'), '--format', 'csv', '--target', 'aws');
    expect(stdout).toContain(`"'=1+1","1"\n`);
    expect(stdout).toContain(`"いか","2"\n`);
  });

  it('has sources, tests and a view of dbt that pass', async () => {
    const project = join(folder, 'shop');
    makeDbtProject(project, rewrite);
    const files = ['--output', join(project, 'models/sources.yml'), '--tests', join(project, 'tests')];
    const { stderr, exitCode } = await cli('dbt', '--source', 'shop', ...files, '--target', 'aws');
    expect([stderr, exitCode]).toEqual([expect.stringContaining('written to'), 0]);
    await glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: MARTS } }));
    const script = join(__dirname, '../analysts/run_dbt.py');
    const printed = await runPython([script, 'parse', 'source freshness', 'build'], { ...options, folder: project });
    const [freshness, build] = printed
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as DbtRun);
    // several run at once, and end in any order
    const statuses = (run: DbtRun | undefined) =>
      Object.fromEntries(
        Object.entries(run?.results ?? {}).map(([name, { status, message }]) => [
          name,
          ['pass', 'success'].includes(status) ? status : message,
        ]),
      );
    expect(statuses(freshness)).toEqual(
      Object.fromEntries([table.newest, table.history, table.raw, table.latest].map((name) => [name, 'pass'])),
    );
    expect(statuses(build)).toEqual({
      [`source_not_null_shop_${table.newest}_tableid`]: 'pass',
      [`shop_${table.newest}_has_no_key_twice`]: 'pass',
      pieces_by_menu: 'success',
    });
    expect(readFileSync(join(project, 'models/sources.yml'), 'utf8')).toContain('data_type: "decimal(38, 0)"');
  });
});
