import { dirname, resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import type { Config, Table } from '../../config';
import { QUERIES, readQueries } from '../../query-files';
import { report, writeAllNights } from '../../report';
import { reportFile, reportFolder, writePage } from '../../report/report-file';
import type { AnswerStatistics } from '../../target';
import { notPublishedRemedy } from '../../local/doctor/local-remedy';
import { answerStatistics } from '../answers/answer-statistics';
import { measureQueries, sumStatistics } from '../answers/measured-queries';
import { nightSummary } from '../answers/night-summary';
import { findNightNumbers } from '../nights/night-numbers';
import { findConfiguredTable } from '../options/configured-table';
import { dateOption } from '../options/date-option';
import { interruptible } from '../terminal/interruptible';
import { note, print } from '../terminal/print';
import { lateProgressBar } from '../terminal/progress-bar';
import { chooseAccess, askTarget, withTarget, type TargetOptions } from '../options/target-options';
import { pathText } from '../../path-text';

interface ReportOptions extends TargetOptions {
  readonly table?: string;
  readonly date?: string;
  readonly all?: boolean;
  readonly ask?: number;
  readonly out?: string;
  readonly json?: boolean;
}

/** `report`: a night as one HTML file, or all of them as a page each. */
export function reportCommand(command: Command): Command {
  return withTarget(
    command
      .option('--table <name>', 'the table; required if several are configured')
      .option('--date <date>', 'the night; default: the newest, published or not', dateOption)
      .option('--all', 'a page for each night, and an index with trends')
      .option('--ask <nights>', 'with --all: how many of the newest nights to query (default: 1)', wholeNumber)
      .option(
        '-o, --out <file>',
        'the file, or with --all the folder, to write; default: in reports/ of the local folder, for AWS in the current folder',
      )
      .option('--json', 'print the beginning of the report and its path as one JSON document'),
  )
    .addHelpText(
      'after',
      `
Examples:
  export-to-athena report
  export-to-athena report --date 2026-11-23 --out night.html
  export-to-athena report --json
  export-to-athena report --all
  export-to-athena report --target aws

The report begins with the verdict, what needs attention, and what changed since the night before. Then come how the night
was made, growth, the counts of every file against the manifest, the drift of attributes, and the answers of the saved
queries in queries/ with their charts. A chart can be shown as a table, and saved as CSV and SVG; printing includes the
tables that are open. The file loads nothing from the network. For an earlier night, the saved queries read that night.

With --all, only the newest night is queried; pages of other nights show what the catalog has, which costs nothing. An
existing page with answers is kept, so that running --all every morning queries each night once.

Exit code: 0 written; 1 written, but the night was not published; 2 there is no such night, 130 interrupted.`,
    )
    .action((options: ReportOptions) =>
      interruptible((signal) =>
        askTarget(options, async (target, given) => {
          if (options.all === true && options.date !== undefined)
            throw new Error('Give --date or --all, not both: --all writes the pages of all nights');
          if (options.all !== true && options.ask !== undefined)
            throw new Error('--ask is for --all: the report of one night is asked in any case');
          const config = await configWithAccount(options, given);
          const spent: AnswerStatistics[] = [];
          const asked = {
            config,
            table: findConfiguredTable(config, options.table),
            queries: readQueries(QUERIES),
            notPublishedRemedy: options.target === 'local' ? notPublishedRemedy(options.folder) : undefined,
          };
          const source = measureQueries(target, signal, spent);
          const isPublished =
            options.all === true ? await reportAll(source, options, asked) : await reportNight(source, options, asked);
          note(answerStatistics(sumStatistics(spent)));
          process.exitCode = isPublished ? 0 : 1;
        }),
      ),
    );
}

type Source = ReturnType<typeof measureQueries>;

interface Asked {
  readonly config: Config;
  readonly table: Table;
  readonly queries: ReturnType<typeof readQueries>;
  readonly notPublishedRemedy: string | undefined;
}

/** @returns whether the night was published */
async function reportNight(source: Source, options: ReportOptions, asked: Asked): Promise<boolean> {
  const progress = lateProgressBar('Report', 'questions');
  const { model, html } = await report(source, {
    ...asked,
    date: options.date,
    onQuestion: (_, number, of) => {
      progress.update(number - 1, of);
    },
  }).finally(() => {
    progress.stop();
  });
  const file = await writePage(html, options.out ?? reportFile(model, localFolder(options)));
  print(options.json === true ? JSON.stringify({ file, ...nightSummary(model) }, undefined, 2) : pathText(file));
  return model.verdict.kind === 'published';
}

/** @returns whether the newest night was published */
async function reportAll(source: Source, options: ReportOptions, asked: Asked): Promise<boolean> {
  const folder = resolve(options.out ?? reportFolder(asked.table.name, localFolder(options)));
  const numbers = await findNightNumbers(options, asked.config, asked.table);
  const progress = lateProgressBar('Pages', 'nights');
  const { index, file } = await writeAllNights(source, {
    ...asked,
    folder,
    asked: options.ask ?? 1,
    numbers,
    onPage: (written, of) => {
      progress.update(written, of);
    },
  }).finally(() => {
    progress.stop();
  });
  const { table, nights, missing } = index;
  const document = { file, folder: dirname(file), table, nights, missing };
  print(options.json === true ? JSON.stringify(document, undefined, 2) : pathText(file));
  return nights[0]?.isPublished === true;
}

function localFolder({ target, folder }: ReportOptions): string | undefined {
  return target === 'local' ? folder : undefined;
}

/** The bucket of a deployed system has its account in its name, and the report looks for files in it. */
async function configWithAccount(options: ReportOptions, config: Config): Promise<Config> {
  if (options.target === 'local') return config;
  const { awsClients, findDeployedConfig } = await import('../../aws');
  return findDeployedConfig(config, awsClients(chooseAccess(config, options)));
}

function wholeNumber(text: string): number {
  if (/^\d{1,4}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('give a whole number from 0 to 9999.');
}
