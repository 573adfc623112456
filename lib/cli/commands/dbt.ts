import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { amount } from '../../amount';
import { checkTests, sourceTables, writeSources, type SourceTable } from '../../dbt';
import { replaceFile } from '../../files/whole-file';
import { CHECKS, readChecks } from '../../query-files';
import type { TableDescription, Target } from '../../target';
import { askTarget, withTarget, type TargetOptions } from '../options/target-options';
import { note, print } from '../terminal/print';

interface DbtOptions extends TargetOptions {
  readonly output?: string;
  readonly source?: string;
  readonly tests?: string;
  readonly checks?: string;
}

/** `dbt`: the tables and views as sources of a dbt project. */
export function dbtCommand(command: Command): Command {
  return withTarget(
    command
      .option('-o, --output <file>', 'write sources.yml to this file; default: standard output')
      .option(
        '--source <name>',
        'the name of the source in models, source(NAME, TABLE); default: the database',
        sourceName,
      )
      .option('--tests <dir>', 'write the checks of the nights to this folder, one data test each')
      .option('--checks <dir>', 'the folder of these checks; default: queries/checks'),
  )
    .addHelpText(
      'after',
      `
Examples:
  export-to-athena dbt
  export-to-athena dbt --source shop --output models/sources.yml --tests tests
  export-to-athena dbt --database shop --source shop -o models/sources.yml

For dbt-athena, dbt 1.10 or later. A source has the views and the tables of verified nights, with descriptions and types of
their columns, and how old the newest night may be (dbt source freshness reads no data for it). Its tests: a key attribute
is never NULL, and no key occurs twice. The checks become SQL files (singular data tests).

Exit code: 0 written, 2 there are no nights, or their tables or columns differ from the configuration.`,
    )
    .action((options: DbtOptions) =>
      askTarget(options, async (target, config) => {
        const { output, tests, checks = CHECKS, source = target.database } = options;
        if (tests === undefined && options.checks !== undefined)
          throw new Error('--checks is for the data tests: say with --tests where they go');
        if (!existsSync(checks)) throw new Error(`There is no folder ${checks}: --checks has the checks of the nights`);
        const tables = await keepPublished(target, sourceTables(config, source), options);
        const text = writeSources(source, target.database, tables);
        if (output === undefined) print(text.trimEnd());
        else {
          mkdirSync(dirname(output), { recursive: true });
          replaceFile(output, text);
        }
        if (tests === undefined) return;
        const files = checkTests(config, source, readChecks(checks));
        mkdirSync(tests, { recursive: true });
        for (const { fileName, text: sql } of files) replaceFile(join(tests, fileName), sql);
        note(`${amount(files.length, 'check')} written to ${tests}`);
      }),
    );
}

/** As dbt quotes it in Jinja. */
function sourceName(text: string): string {
  if (/^[A-Za-z_]\w*$/.test(text)) return text;
  throw new InvalidArgumentError('give letters, digits and _, no digit first.');
}

/** Those tables that are there. @throws Error where one has not the columns that are configured */
async function keepPublished(
  target: Target,
  configured: readonly SourceTable[],
  options: DbtOptions,
): Promise<SourceTable[]> {
  const there = new Map((await target.tables()).map((table) => [table.name, columnNames(table)]));
  const found = configured.filter(({ name }) => there.has(name));
  const problems = found.flatMap(({ name, columns }) => {
    const has = there.get(name) ?? [];
    const list = (names: readonly string[], others: readonly string[]) => names.filter((one) => !others.includes(one));
    const [missing, more] = [list(columns, has), list(has, columns)];
    const differs = [
      ...(missing.length > 0 ? [`lacks ${missing.join(', ')}`] : []),
      ...(more.length > 0 ? [`has ${more.join(', ')} besides`] : []),
    ];
    return differs.length === 0 ? [] : [`${name} (${target.place}) ${differs.join(' and ')}`];
  });
  if (found.length === 0) problems.push(`${target.database} (${target.place}) has none of the configured tables`);
  if (problems.length > 0) throw new Error([...problems, remedy(options)].join('\n'));
  return found;
}

/** What puts it right that the configuration and the nights differ. */
function remedy({ target, database }: DbtOptions): string {
  if (target === 'local') return 'So it is not what is configured: run a night with it (export-to-athena night).';
  if (database !== undefined)
    return `So it is not what it says of itself: deploy the stacks of ${database} again in the app that they are of.`;
  return 'So it is not what cdk.json has: deploy it, or give --database, which has its own configuration.';
}

function columnNames({ columns, partitionKeys }: TableDescription): string[] {
  return [...columns.map(({ name }) => name), ...partitionKeys];
}
