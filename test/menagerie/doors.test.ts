import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { VirtualClock, type ExecutionResult } from '../../lib/asl';
import { runDownloadedNights } from '../../lib/cli/nights/downloaded-night';
import { configOf } from '../../lib/cli/options/target-options';
import { parseConfig, resources, type Config, type Table } from '../../lib/config';
import { absoluteFolder, folderIn } from '../../lib/athena-sql/engine/absolute-folder';
import { importExport } from '../../lib/local/s3';
import { addExportPrefixes } from '../../lib/local/s3/read-exports';
import { LocalSystem, localStore } from '../../lib/local/system';
import { LocalTarget } from '../../lib/local/target';
import { QUERIES, readQueries } from '../../lib/query-files';
import type { SavedAnswer } from '../../lib/report/answers';
import { gather } from '../../lib/report/gather';
import type { SavedCheck } from '../../lib/sql';
import { runCli } from '../cli/run-cli';
import { countingRandom } from '../export/sample-export';
import { synthesise } from '../infra/synthesise';
import { animals, type Animal } from './animal';
import { readItems, writeItems, type WireItem } from './items';
import { expectedViews, readRows } from './views';

const NIGHTS = [
  { exportId: '01768385930622-efd1a093', time: '2026-01-14T10:00:00.000Z' },
  { exportId: '01768472330622-efd1a094', time: '2026-01-15T10:00:00.000Z' },
] as const;
const DATES = ['2026-01-14', '2026-01-15'] as const;

/** A night of thousands of files, on a busy machine. */
const PATIENCE_MS = 300_000;

/** Selects every item, so that its examples go through the workflow's payload and into the warnings. */
const CHECK: SavedCheck = {
  name: 'every_item',
  title: 'Every item',
  description: 'Selects all there is.',
  table: undefined,
  severity: 'warn',
  sql: 'SELECT * FROM "{table}"',
};

/** The next night: an item less, and one with an attribute more. */
function nextNight(items: readonly WireItem[]): WireItem[] {
  return items
    .slice(0, items.length > 1 ? -1 : undefined)
    .map((item, index) => (index === 0 ? { ...item, 'a new attribute': { S: 'new' } } : item));
}

describe.each(animals().map((animal) => [animal.name, animal] as const))('%s', (_, animal: Animal) => {
  const root = absoluteFolder(mkdtempSync(join(tmpdir(), 'menagerie-')));
  const folder = folderIn(root, 'local');
  const { table: tableName, files, prefix } = animal;
  const exports = [animal.items, nextNight(animal.items)].map((items, night) => {
    const own = writeItems(join(root, `export-${night}`), items, {
      table: tableName,
      files,
      prefix,
      ...(NIGHTS[night] ?? NIGHTS[0]),
    });
    return { directory: join(root, `export-${night}`), own, items: readItems(own) };
  });
  const [first, second] = exports as [(typeof exports)[0], (typeof exports)[0]];
  const [key, sortKey] = animal.givenKey ?? [];
  const keyOptions = [
    ...(key === undefined ? [] : ['--key', key]),
    ...(sortKey === undefined ? [] : ['--sort-key', sortKey]),
  ];
  let printed = '';
  let published: boolean;
  let config: Config;
  let table: Table;
  let target: LocalTarget;

  beforeAll(async () => {
    const out = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      printed += String(text);
      return true;
    });
    try {
      published = await runDownloadedNights(parseConfig({}), folder, [first.directory], { key, sortKey });
    } finally {
      out.mockRestore();
    }
    config = await configOf({ target: 'local', folder, context: [] });
    [table] = config.tables as [Table];
    target = LocalTarget.open(folder, resources(config, table).database);
  }, PATIENCE_MS);

  afterAll(async () => {
    await target.close();
    rmSync(root, { recursive: true, force: true });
  });

  it('is published by start --export, whose report can be written', () => {
    expect(printed).toContain(`Verified and published: ${DATES[0]}, `);
    expect(readFileSync(join(folder, `reports/${resources(config, table).newest}-${DATES[0]}.html`), 'utf8')).toContain(
      '</html>',
    );
    expect(published).toBe(true);
  });

  if (!animal.empty)
    it('is inferred, in a few lines', async () => {
      const { stdout, stderr, exitCode } = await runCli('infer', first.directory, ...keyOptions);
      expect([stderr, exitCode]).toEqual(['', 0]);
      expect(stdout.split('For cdk.json')[0]?.split('\n').length).toBeLessThan(60);
      const proposed = [table.partitionKey, ...(table.sortKey ? [table.sortKey] : [])].map(({ name }) => name);
      if (animal.key) expect(proposed).toEqual(animal.key);
      if (animal.entities) expect(table.entities.map(({ name }) => name).sort()).toEqual(animal.entities);
      const declared = [table, ...table.entities].flatMap(({ attributes }) => attributes.map(({ name }) => name));
      for (const name of animal.undeclared) expect(declared).not.toContain(name);
    });

  it('shows in each of its views what its items have', async () => {
    for (const view of expectedViews(table, first.items, DATES[0])) {
      const answer = await target.query(`SELECT * FROM "${view.name}"`);
      expect([view.name, await readRows(answer, view)]).toEqual([view.name, view.rows]);
    }
  });

  it('answers each saved query about every table', async () => {
    const answers: SavedAnswer[] = [];
    const onAnswer = (answer: SavedAnswer) => answers.push(answer);
    const gathered = await gather(target, { config, table, queries: readQueries(QUERIES), onAnswer });
    const outcomes = [
      ...answers.map(({ query, outcome }) => [query.name, outcome] as const),
      ['files', gathered.files] as const,
      ['attributes', gathered.attributes] as const,
    ];
    expect(outcomes.filter(([, outcome]) => outcome === undefined || 'error' in outcome)).toEqual([]);
    expect(outcomes.length).toBeGreaterThan(8);
  });

  it('is verified byte by byte', async () => {
    const { stdout, exitCode } = await runCli('verify', first.directory);
    expect([stdout, exitCode]).toEqual([expect.stringContaining('every byte is as DynamoDB wrote it'), 0]);
  });

  it('can be deployed as it is proposed', () => {
    const { stacks } = synthesise({ tables: JSON.parse(readFileSync(join(folder, 'tables.json'), 'utf8')) as unknown });
    expect(stacks[1]?.template).toBeInstanceOf(Template);
  });

  describe('and its next night', () => {
    let night: ExecutionResult;

    beforeAll(async () => {
      const tableArn = `arn:aws:dynamodb:eu-west-1:123456789012:table/${tableName}`;
      const clock = new VirtualClock(Date.parse(NIGHTS[1].time));
      const imported = await importExport(localStore(folder), second.directory, resources(config, table).bucket);
      const reading = addExportPrefixes(table, [imported.layout.manifestSummary]);
      const options = { folder, config, tableArn, clock, random: countingRandom(), checks: [CHECK] };
      const system = await LocalSystem.open({ ...options, table: reading });
      try {
        night = await system.night({ exportArn: system.adopt(imported) });
      } finally {
        await system.close();
      }
      await target.close();
      target = LocalTarget.open(folder, resources(config, table).database);
    }, PATIENCE_MS);

    it('passes a check that selects all of its items', () => {
      expect([night.status, night.cause]).toEqual(['SUCCEEDED', undefined]);
      const { warnings } = night.output as { warnings: { check: string; found: string }[] };
      const told = warnings.filter(({ check }) => check === CHECK.name).map(({ found }) => found);
      expect(told).toEqual(
        second.items.length === 0
          ? []
          : [expect.stringMatching(`^${second.items.length} row|: ${second.items.length} of them`)],
      );
    });

    it('differs from the first in what was changed', async () => {
      const { stdout, stderr, exitCode } = await runCli('diff', ...DATES, '--json', '--folder', folder);
      expect([exitCode, stderr]).toEqual([0, expect.not.stringContaining('rror')]);
      const changed = Math.min(1, second.items.length);
      expect((JSON.parse(stdout) as { items: unknown }).items).toEqual({
        added: 0,
        removed: first.items.length - second.items.length,
        changed,
        unchanged: second.items.length - changed,
      });
    });

    it('has drifted by the attributes that came and went', async () => {
      const { stdout, stderr, exitCode } = await runCli('drift', ...DATES, '--json', '--folder', folder);
      expect([exitCode, stderr]).toEqual([0, expect.not.stringContaining('rror')]);
      const { attributes } = JSON.parse(stdout) as {
        attributes: { attribute: string; type: string; items: number[] }[];
      };
      const shown = attributes.map(({ attribute, type, items }) => JSON.stringify([attribute, type, ...items]));
      expect(shown.sort()).toEqual(countAttributes(first.items, second.items));
    });

    it('is shown by the views of all nights, beside the first', async () => {
      for (const view of expectedViews(table, second.items, DATES[1])) {
        const answer = await target.query(`SELECT * FROM "${view.name}" WHERE export_date = '${DATES[1]}'`);
        expect([view.name, await readRows(answer, view)]).toEqual([view.name, view.rows]);
      }
    });
  });
});

/** Each attribute with each type, and in how many items of the two nights it is, as JSON, in an order. */
function countAttributes(...nights: readonly (readonly WireItem[])[]): string[] {
  const counts = new Map<string, number[]>();
  nights.forEach((items, night) => {
    for (const item of items)
      for (const [name, value] of Object.entries(item)) {
        const id = JSON.stringify([name, Object.keys(value)[0]]);
        const count = counts.get(id) ?? nights.map(() => 0);
        count[night] = (count[night] ?? 0) + 1;
        counts.set(id, count);
      }
  });
  return [...counts].map(([id, count]) => JSON.stringify([...(JSON.parse(id) as string[]), ...count])).sort();
}
