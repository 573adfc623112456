import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { Config } from '../../config';
import type { Target } from '../../target';
import { askSaved } from '../answers/ask-saved';
import { askScript, refuseCommands, runScript } from '../answers/run-script';
import { withAnswers } from '../answers/write-answer';
import { checkAnswerOptions, withAnswerOptions, type AskCommandOptions } from '../options/answer-options';
import { sqlText } from '../options/sql-text';
import { scriptStatements } from '../options/script';
import { readStatement } from '../options/statement';
import { askTarget, collectTexts } from '../options/target-options';
import { interruptible } from '../terminal/interruptible';

interface QueryCommandOptions extends AskCommandOptions {
  readonly param: string[];
  readonly table?: string;
}

/** `query`: the answer to a statement in Athena's dialect, on this machine or by Athena. */
export function queryCommand(command: Command): Command {
  return withAnswerOptions(
    command
      .argument('[file|name|sql]', 'a file, the name of a saved query, the statement itself, or - to read it')
      .option('--param <value>', "a value of the statement's next ?, or name=value of a saved query", collectTexts, [])
      .option('--table <name>', 'the table that a saved query for any table is asked about'),
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
  export-to-athena query "EXPLAIN SELECT count(*) FROM sushiorderdata_history"
  export-to-athena query -e "SHOW TABLES; DESCRIBE sushiorderdata"
  export-to-athena query attribute_inventory --target aws
  export-to-athena query "SELECT * FROM orders" --database shop

Saved queries are those of queries/ and, of a deployed system, those that it was deployed with, in the workgroup.
A --param of digits is a number, any other a text; write "'07'" for a text of digits.
--date puts queries before the statement (WITH sushiorderdata AS ...), and says so. <table>_raw, _history and _files have
all nights, with and without it.
Several statements, in a file, in -e or on standard input, are asked one after the other, up to the first that fails.
On a terminal, a table has 1,000 rows, its long values are cut, and it goes through a pager ($PAGER, else less). In a pipe
or a file it has all rows, and every value whole.
The answer goes to standard output; rows, bytes read and, of Athena, about what they cost go to standard error.
On Ctrl-C the query is stopped, in Athena as well.

Exit code: 0 answered, 1 a statement was refused or failed, 2 nothing was asked, 130 interrupted.`,
    )
    .action(async (argument: string | undefined, options: QueryCommandOptions) => {
      checkAnswerOptions(options);
      if (argument === undefined) return askOthers(options);
      if (options.execute.length > 0) throw new Error('Give a statement or -e, not both');
      await interruptible((signal) =>
        askTarget(options, (target, config) => query(argument, options, target, config, signal)),
      );
    });
}

/** Without a statement: those of -e, else those of standard input. */
async function askOthers(options: QueryCommandOptions): Promise<void> {
  for (const [name, given] of Object.entries({ param: options.param[0], table: options.table }))
    if (given !== undefined) throw new Error(`--${name} ${given} is of one statement: give that as the argument`);
  return runScript(options);
}

async function query(
  argument: string,
  options: QueryCommandOptions,
  target: Target,
  config: Config,
  signal: AbortSignal,
): Promise<void> {
  const statement = await readStatement(
    argument,
    () => sqlText(readFileSync(0)),
    () => target.savedStatements(),
  );
  refuseCommands(statement.sql, argument === '-' ? 'standard input' : 'the statement');
  const { date, param, table } = options;
  if (statement.saved.length > 0 || scriptStatements(statement.sql).length <= 1)
    return withAnswers(options, (write) =>
      askSaved(statement, { param, table, date, signal }, { target, config, write }),
    );
  if (param[0] !== undefined) throw new Error(`--param ${param[0]} is of one statement, and there are several`);
  return askScript(target, statement.sql, options, signal);
}
