import type { Command } from 'commander';
import { runScript } from '../answers/run-script';
import { withAnswerOptions, type AskCommandOptions } from '../options/answer-options';

/** `sql`: a shell on a terminal; with -e, or in a pipe, the statements that are given. */
export function sqlCommand(command: Command): Command {
  return withAnswerOptions(command)
    .addHelpText(
      'after',
      `
Examples:
  export-to-athena sql
  export-to-athena sql --target aws
  export-to-athena sql -e "SHOW TABLES; SELECT count(*) FROM sushiorderdata" --format csv
  export-to-athena sql < steps.sql

On a terminal it is a shell: statements end with ;, Tab completes keywords, tables and columns, \\? lists its commands, Ctrl-C
stops a statement (also in Athena), Ctrl-D leaves. The history is kept in ~/.local/state/export-to-athena/history, without
lines that begin with a space. EXPORT_TO_ATHENA_HISTORY sets another file; if it is empty, no history is kept.
Several statements run one after the other, up to the first that fails.

Exit code: 0 answered, or the shell was left; 1 a statement of -e or standard input was refused or failed, 2 nothing was
run, 130 interrupted.`,
    )
    .action((options: AskCommandOptions) => runScript(options));
}
