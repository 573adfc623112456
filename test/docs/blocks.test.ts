import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transpileModule } from 'typescript';
import * as library from '../../infra';
import { parseConfig } from '../../lib/config';
import { chartProblem, parseChart } from '../../lib/report/chart';
import { parseSavedCheck, parseSavedQuery } from '../../lib/sql';
import { PublishedNights } from '../queries/nights';
import { blocksOf, PAGES, PROJECT } from './pages';

const blocks = PAGES.flatMap(blocksOf);
const of = (language: string) =>
  blocks.filter((block) => block.language === language).map((block) => [block.page, block] as const);

describe('a block of a page', () => {
  it('is of a language whose blocks are checked, or shows what is printed', () => {
    expect([...new Set(blocks.map(({ language }) => language))].sort()).toEqual([
      '',
      'jinja',
      'json',
      'python',
      'sh',
      'sql',
      'ts',
      'yaml',
    ]);
  });

  it.each(of('ts'))('in %s of TypeScript takes from the library what it has', (_, block) => {
    const [, names = ''] = /^import \{ (.*) \} from 'export-to-athena';$/m.exec(block.text) ?? [];
    expect(Object.keys(library)).toEqual(expect.arrayContaining(names.split(', ')));
    expect(transpileModule(block.text, { reportDiagnostics: true }).diagnostics).toEqual([]);
  });

  it.each(of('json'))(
    'in %s of JSON is a configuration, a table of one, or a policy with all that a role needs',
    (_, block) => {
      const value = JSON.parse(block.text) as Record<string, unknown>;
      if ('Statement' in value) expect(actionsIn(value)).toEqual(expect.arrayContaining(actionsOfRoles()));
      else if ('context' in value) expect(parseConfig(value.context as Record<string, unknown>).tables).not.toEqual([]);
      else expect(parseConfig('tables' in value ? value : { tables: [value] }).tables).toHaveLength(1);
    },
  );

  it.each(of('sql'))(
    'in %s of SQL is a saved query that gives rows, or a check that the project has',
    async (_, block) => {
      if (block.text.includes('-- severity:')) {
        const files = readdirSync(join(PROJECT, 'queries/checks')).filter((file) => file.endsWith('.sql'));
        expect(files.map((file) => readFileSync(join(PROJECT, 'queries/checks', file), 'utf8'))).toContain(block.text);
        expect(parseSavedCheck('example', block.text).severity).toBe('error');
        return;
      }
      const query = parseSavedQuery('example', block.text);
      const nights = await PublishedNights.of();
      try {
        const { columns, rows } = await nights.ask(
          query.sql,
          query.parameters.map(({ example }) => example),
        );
        expect(rows.length).toBeGreaterThan(0);
        const chart = parseChart(query);
        const typed = columns.map((name) => ({ name, type: chart?.y.includes(name) === true ? 'bigint' : 'varchar' }));
        expect(chart && chartProblem('example', chart, typed)).toBeUndefined();
      } finally {
        await nights.close();
      }
    },
  );
});

interface Statements {
  readonly Statement: readonly { readonly Action: string | readonly string[] }[];
}

function actionsIn(policy: unknown): string[] {
  return (policy as Statements).Statement.flatMap(({ Action }) => Action);
}

/** What the state machine of a table in a bucket of another account may do in S3. */
function actionsOfRoles(): string[] {
  const file = join(PROJECT, 'test/infra/permissions/bucket-of-another-account/Visits-Nightly.json');
  const { policies } = JSON.parse(readFileSync(file, 'utf8')) as { policies: Record<string, Statements['Statement']> };
  const actions = Object.values(policies).flatMap((Statement) => actionsIn({ Statement }));
  return [...new Set(actions)].filter((action) => action.startsWith('s3:'));
}
