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
      .option(
        '--param <value>',
        'a value for the next ? of the statement, or name=value for a saved query',
        collectTexts,
        [],
      )
      .option('--table <name>', 'the table for a saved query that works on any table'),
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

Saved queries are the files in queries/; a deployed system has those that were deployed, in its workgroup.
A --param of digits is a number, any other is text; write "'07'" for text of digits.
--date adds WITH queries before the statement (WITH sushiorderdata AS ...), and prints a note. <table>_raw, _history and
_files always have all nights.
Several statements in a file, in -e or on standard input run one after the other, up to the first that fails.
On a terminal, a table shows 1,000 rows, long values are cut, and it goes through a pager ($PAGER, or less). A pipe
or a file gets all rows and whole values.
The answer goes to standard output; rows, bytes read and (for Athena) the approximate cost go to standard error.
Ctrl-C stops the query, also in Athena.

Exit code: 0 answered, 1 a statement was refused or failed, 2 nothing was run, 130 interrupted.`,
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
