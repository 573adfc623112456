import type { Command } from 'commander';
import { runScript } from '../answers/run-script';
import { withAnswerOptions, type AskCommandOptions } from '../options/answer-options';

/** `sql`: the statements of -e, or of standard input. */
export function sqlCommand(command: Command): Command {
  return withAnswerOptions(command)
    .addHelpText(
      'after',
      `
Examples:
  export-to-athena sql -e "SHOW TABLES; SELECT count(*) FROM sushiorderdata" --format csv
  export-to-athena sql < steps.sql

Several statements are asked one after the other, up to the first that fails.

Exit code: 0 answered, 1 a statement was refused or failed, 2 nothing was asked, 130 interrupted.`,
    )
    .action((options: AskCommandOptions) => runScript(options));
}
