import type { Command } from 'commander';
import type { Config } from '../../config';
import { QUERIES, readQueries } from '../../query-files';
import { report } from '../../report';
import type { AnswerStatistics, Target } from '../../target';
import { answerStatistics } from '../answers/answer-statistics';
import { findConfiguredTable } from '../options/configured-table';
import { dateOption } from '../options/date-option';
import { interruptible } from '../terminal/interruptible';
import { note, print } from '../terminal/print';
import { reportFile, writeReport } from '../../report/report-file';
import { chooseAccess, askTarget, withTarget, type TargetOptions } from '../options/target-options';

interface ReportOptions extends TargetOptions {
  readonly table?: string;
  readonly date?: string;
  readonly out?: string;
}

/** `report`: a night as one HTML file. */
export function reportCommand(command: Command): Command {
  return withTarget(
    command
      .option('--table <name>', 'the table; needed where several are configured')
      .option('--date <date>', 'the night; without it the newest one, published or not', dateOption)
      .option(
        '-o, --out <file>',
        'where it goes; without it reports/ in the folder of the nights, or of AWS right here',
      ),
  )
    .addHelpText(
      'after',
      `
Examples:
  export-to-athena report
  export-to-athena report --date 2026-11-23 --out night.html
  export-to-athena report --target aws

The report has the verdict, every file's counts against the manifest, growth, the drift of attributes, and the answers of
the saved queries in queries/ with their charts. It is one file that asks the network for nothing. Of an earlier night, the
saved queries take it for the newest.

Exit code: 0 it is written, 1 the same of a night that was not published, 2 there is no such night, 130 interrupted.`,
    )
    .action((options: ReportOptions) =>
      interruptible((signal) =>
        askTarget(options, async (target, given) => {
          const config = await configWithAccount(options, given);
          const spent: AnswerStatistics[] = [];
          const { table: name, date, out, folder } = options;
          const written = await report(measureQueries(target, signal, spent), {
            config,
            table: findConfiguredTable(config, name),
            date,
            queries: readQueries(QUERIES),
          });
          const local = options.target === 'local' ? folder : undefined;
          print(await writeReport(written, out ?? reportFile(written, local)));
          note(answerStatistics(sum(spent)));
          process.exitCode = written.model.verdict.kind === 'published' ? 0 : 1;
        }),
      ),
    );
}

/** The bucket of a deployed system has its account in its name, and the report looks for files in it. */
async function configWithAccount(options: ReportOptions, config: Config): Promise<Config> {
  if (options.target === 'local') return config;
  const { awsClients, findDeployedConfig } = await import('../../aws');
  return findDeployedConfig(config, awsClients(chooseAccess(config, options)));
}

/** The target, its queries stopped by the signal, and what they took noted. */
function measureQueries(
  target: Target,
  signal: AbortSignal,
  spent: AnswerStatistics[],
): Pick<Target, 'partitions' | 'query'> {
  return {
    partitions: (table) => target.partitions(table),
    query: async (sql, options) => {
      const answer = await target.query(sql, { ...options, signal });
      const rows = (async function* () {
        yield* answer.rows;
        spent.push(answer.statistics());
      })();
      return { ...answer, rows };
    },
  };
}

function sum(spent: readonly AnswerStatistics[]): AnswerStatistics {
  const costs = spent.flatMap(({ cost }) => cost ?? []);
  const add = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
  return {
    dataScannedInBytes: add(spent.map((one) => one.dataScannedInBytes)),
    milliseconds: add(spent.map((one) => one.milliseconds)),
    ...(costs.length > 0 && { cost: add(costs) }),
  };
}
