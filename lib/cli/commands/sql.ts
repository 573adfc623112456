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
stops a statement (in Athena as well), Ctrl-D leaves. What was typed is kept in ~/.local/state/export-to-athena/history, but
for lines that begin with a space; EXPORT_TO_ATHENA_HISTORY names another file, or none where it is empty.
Several statements are asked one after the other, up to the first that fails.

Exit code: 0 answered, or the shell was left; 1 a statement of -e or standard input was refused or failed, 2 nothing was
asked, 130 interrupted.`,
    )
    .action((options: AskCommandOptions) => runScript(options));
}
