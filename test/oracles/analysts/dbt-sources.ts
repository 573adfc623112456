import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { makeDbtProject } from '../../analysts/dbt-project';
import { runPython } from '../../analysts/run-python';
import { CONFIGURATIONS } from '../../infra/configurations';
import { parseConfig, type Config } from '../../../lib/config';
import { checkTests, sourceTables, writeSources } from '../../../lib/dbt';
import { parseSavedCheck } from '../../../lib/sql';
import { program } from './local-recipes';

/** Names that YAML or Jinja could take for something else. */
const AWKWARD = [
  '{{ env_var("HOME") }}',
  '{% raw %}',
  '{# none #}',
  'no',
  '1e3',
  ': #',
  'it\'s "q"',
  '\u2028\u0085\u007f',
  '🍣\n- x',
  '~',
];

/** A table that has them for attributes, a key of numbers and one of bytes. */
function awkwardConfig(): Config {
  const attributes = AWKWARD.map((name, index) => ({ name, type: 'string', column: index === 3 ? 'no' : `a${index}` }));
  const key = { partitionKey: { name: '{{ id }}', type: 'N' }, sortKey: { name: 'at', type: 'B' } };
  return parseConfig({ tables: [{ name: 'Awkward', ...key, attributes, columnar: true }] });
}

/** What dbt has read of a source. */
interface ParsedSource {
  readonly source_name: string;
  readonly name: string;
  readonly columns: Readonly<Record<string, { readonly description: string; readonly data_type: string }>>;
}

/**
 * Lets dbt parse the sources and the tests of this machine's nights, of every configuration that the tests have, and of one
 * with awkward names; no warning is allowed.
 *
 * @param nights a folder with nights in `.local`
 * @param folder where the project goes
 * @returns whether dbt has taken them, with the descriptions that were meant
 */
export async function checkDbtSources(python: string, nights: string, folder: string): Promise<boolean> {
  makeDbtProject(folder);
  const models = join(folder, 'models');
  const target = ['--source', 'shop', '--output', join(models, 'sources.yml'), '--tests', join(folder, 'tests')];
  program(nights, 'dbt', '-c', 'columnar=true', ...target);
  const configs = {
    ...Object.fromEntries(Object.entries(CONFIGURATIONS).map(([name, of]) => [name, parseConfig(of)])),
    awkward: awkwardConfig(),
  };
  const check = parseSavedCheck(
    'braces',
    "-- title: {{ t }}\n-- description: {% d %}\n-- table: awkward\n-- severity: warn\nSELECT '{{ x }}' FROM awkward WHERE item IS NULL",
  );
  for (const [name, config] of Object.entries(configs)) {
    const source = name.replaceAll('-', '_');
    writeFileSync(join(models, `${source}.yml`), writeSources(source, source, sourceTables(config, source)));
    for (const { fileName, text } of checkTests(config, source, [check]))
      writeFileSync(join(folder, 'tests', fileName), text);
  }
  await runPython([join(__dirname, '../../analysts/run_dbt.py'), 'parse'], { python, folder });
  const manifest = JSON.parse(readFileSync(join(folder, 'target/manifest.json'), 'utf8')) as {
    readonly sources: Readonly<Record<string, ParsedSource>>;
    readonly nodes: Readonly<Record<string, { readonly resource_type: string }>>;
  };
  const sources = Object.values(manifest.sources);
  const awkward = sources.find(({ source_name, name }) => source_name === 'awkward' && name === 'awkward');
  const described = Object.values(awkward?.columns ?? {}).map(({ description }) => description);
  const meant = [
    'Partition key: attribute {{ id }} (N).',
    'Sort key: attribute at (B).',
    ...AWKWARD.map((name) => `Attribute ${name}.`),
  ];
  const tests = Object.values(manifest.nodes).filter((node) => node.resource_type === 'test').length;
  console.log(`  dbt has parsed ${sources.length} tables and ${tests} tests`);
  const isMeant = isDeepStrictEqual(described.slice(0, -1), meant);
  if (!isMeant) console.log(`  and reads ${JSON.stringify(described)}, not ${JSON.stringify(meant)}`);
  return isMeant && sources.length > 20 && tests > 20;
}
