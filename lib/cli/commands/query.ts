import { amount } from '../../amount';
import { readFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { glueName, resources, type Config, type Table } from '../../config';
import { readPublishedNights } from '../../night';
import { isFor, sqlFor, type SavedQuery } from '../../sql';
import type { Target } from '../../target';
import { answerStatistics } from '../answers/answer-statistics';
import { dateOption } from '../options/date-option';
import { noteTwoTables } from '../answers/note-two-tables';
import { interruptible } from '../terminal/interruptible';
import { explainNumbers, parameterLiterals } from '../options/parameters';
import { note } from '../terminal/print';
import { readStatement } from '../options/statement';
import { askTarget, collectTexts, withTarget, type TargetOptions } from '../options/target-options';
import { rowsOption, writeAnswer, type AnswerOptions } from '../answers/write-answer';

interface QueryCommandOptions extends TargetOptions, AnswerOptions {
  readonly param: string[];
  readonly date?: string;
  readonly table?: string;
}

/** `query`: the answer to a statement in Athena's dialect, on this machine or by Athena. */
export function queryCommand(command: Command): Command {
  return withTarget(
    command
      .argument('<file|name|sql>', 'a file, the name of a saved query, the statement itself, or - to read it')
      .option('--param <value>', "a value of the statement's next ?, or name=value of a saved query", collectTexts, [])
      .option(
        '--date <date>',
        'let <table> and <table>_latest be of this verified night, not of the newest',
        dateOption,
      )
      .option('--table <name>', 'the table that a saved query for any table is asked about')
      .addOption(
        new Option('--format <format>', 'json: an object a line')
          .choices(['table', 'csv', 'json', 'parquet'])
          .default('table'),
      )
      .option('--expanded', 'one column a line, every value whole, instead of a table')
      .option('--rows <count>', 'rows of a table on a terminal, or all; everywhere else it has all', rowsOption)
      .option('-o, --output <file>', 'write the answer there; parquet needs it'),
  )
    .addHelpText(
      'after',
      `
Examples:
  export-to-athena query "SELECT menu, count(*) FROM sushiorderdata GROUP BY menu"
  export-to-athena query "SELECT * FROM sushiorderdata WHERE tableid = ? AND quantity > ?" --param "'07'" --param 2
  export-to-athena query orders_per_hour --date 2026-11-23
  export-to-athena query my.sql --format csv > my.csv
  export-to-athena query "SELECT * FROM sushiorderdata_history" --format parquet -o orders.parquet
  export-to-athena query attribute_inventory --target aws
  export-to-athena query "SELECT * FROM orders" --database shop

Saved queries are those of queries/ and, of a deployed system, those that it was deployed with, in the workgroup.
A --param of digits is a number, any other a text; write "'07'" for a text of digits.
--date puts queries before the statement (WITH sushiorderdata AS ...), and says so. <table>_raw, _history and _files have
all nights, with and without it.
On a terminal, a table has 1,000 rows, its long values are cut, and it goes through a pager ($PAGER, else less). In a pipe
or a file it has all rows.
The answer goes to standard output; rows, bytes read and, of Athena, about what they cost go to standard error.
On Ctrl-C the query is stopped, in Athena as well.

Exit code: 0 answered, 1 the statement was refused or failed, 2 nothing was asked, 130 interrupted.`,
    )
    .action((argument: string, options: QueryCommandOptions) =>
      interruptible((signal) =>
        askTarget(options, (target, config) => query(argument, options, target, config, signal)),
      ),
    );
}

async function query(
  argument: string,
  options: QueryCommandOptions,
  target: Target,
  config: Config,
  signal: AbortSignal,
): Promise<void> {
  if (options.format === 'parquet' && options.output === undefined)
    throw new Error('--format parquet needs a file: give --output FILE');
  if (options.expanded === true && options.format !== 'table')
    throw new Error(`--expanded is a kind of table: leave --format ${options.format} out`);
  const { sql: written, saved: choices } = await readStatement(
    argument,
    () => readFileSync(0, 'utf8'),
    () => target.savedStatements(),
  );
  const { saved, about } = chooseTable(choices, options.table, config);
  const parameters = parameterLiterals(saved?.parameters, options.param);
  let sql = saved && about ? sqlFor(choices.length > 1 ? saved : { sql: written }, about) : written;
  if (options.date !== undefined) {
    const { statementOfNight } = await import('../answers/night-statement');
    const dated = await statementOfNight(sql, options.date, target);
    for (const added of dated.added) note(`WITH ${added}`);
    sql = dated.sql;
  }
  const answer = await target.query(sql, { parameters, signal }).catch((error: unknown) => {
    throw explainNumbers(error, parameters);
  });
  const rows = await writeAnswer(answer, options);
  const statistics = answer.statistics();
  note(`${amount(rows, 'row')}, ${answerStatistics(statistics)}`);
  if (saved?.comparesNights === true && about) {
    const { raw } = resources(config, about);
    const nights = readPublishedNights(await target.partitions(raw));
    const { date = nights.at(-1)?.exportDate ?? '' } = options;
    const [previous, newest] = nights.filter(({ exportDate }) => exportDate <= date).slice(-2);
    noteTwoTables(previous, newest);
  }
  if (statistics.dataScannedInBytes === 0) await noteMissingNights(target);
}

/** What is asked about which table: the named one, else the first that there is such a query for. */
function chooseTable(
  choices: readonly SavedQuery[],
  name: string | undefined,
  config: Config,
): { readonly saved?: SavedQuery | undefined; readonly about?: Table } {
  if (choices.length === 0) return {};
  const about = tableOf(choices, name, config);
  return { saved: choices.find((query) => isFor(query, about)), about };
}

/** The table that a saved query is asked about: the named one, else the only one that it can be about. */
function tableOf(choices: readonly SavedQuery[], name: string | undefined, config: Config): Table {
  const fitting = config.tables.filter((candidate) => choices.some((query) => isFor(query, candidate)));
  const names = fitting.map((candidate) => candidate.name).join(', ');
  const chosen =
    name === undefined ? fitting[0] : fitting.find((candidate) => glueName(candidate.name) === glueName(name));
  if (!chosen)
    throw new Error(
      name === undefined
        ? `The query is about the table ${choices[0]?.table ?? ''}, which the configuration does not have`
        : `--table ${name}: the query can be about ${names || 'no table of the configuration'}`,
    );
  if (name === undefined && fitting.length > 1) note(`About ${chosen.name}; --table can name ${names}`);
  return chosen;
}

/** Who reads nothing may have nothing to read. */
async function noteMissingNights(target: Target): Promise<void> {
  const raw = (await target.tables()).filter(({ name }) => name.endsWith('_raw'));
  for (const { name } of raw) if (readPublishedNights(await target.partitions(name)).length > 0) return;
  note(`No night has been published yet in ${target.place}: the tables are empty`);
}
