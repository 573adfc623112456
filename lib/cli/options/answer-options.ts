import { type Command, Option } from 'commander';
import { formatOfFile } from '../answers/format-of-file';
import { rowsOption, type AnswerOptions } from '../answers/write-answer';
import { dateOption } from './date-option';
import { collectTexts, withTarget, type TargetOptions } from './target-options';

/** What a command is given that asks statements. */
export interface AskCommandOptions extends TargetOptions, AnswerOptions {
  readonly execute: string[];
  readonly date?: string;
}

/** Adds the options of a command that asks statements: which, of which night, in what form, and where. */
export function withAnswerOptions(command: Command): Command {
  return withTarget(
    command
      .hook('preAction', (asked) => {
        const { output } = asked.opts<Partial<AnswerOptions>>();
        if (output !== undefined && asked.getOptionValueSource('format') === 'default')
          asked.setOptionValue('format', formatOfFile(output));
      })
      .option('-e, --execute <sql>', 'one statement, or several separated by a semicolon; repeatable', collectTexts, [])
      .option(
        '--date <date>',
        'read <table> and <table>_latest as of this verified night instead of the newest',
        dateOption,
      )
      .addOption(
        new Option('--format <format>', 'json: one object a line; with -o, the extension of the file sets it')
          .choices(['table', 'csv', 'json', 'parquet'])
          .default('table'),
      )
      .option('--expanded', 'one column a line with whole values, instead of a table')
      .option(
        '--rows <count>',
        'rows that a table shows on a terminal, or all; a pipe or file always gets all',
        rowsOption,
      )
      .option('-o, --output <file>', 'write the answer to this file; required for parquet'),
  );
}

/** @throws Error where options do not go together */
export function checkAnswerOptions({ format, output, expanded }: AnswerOptions): void {
  if (format === 'parquet' && output === undefined)
    throw new Error('--format parquet needs a file: give --output FILE');
  if (expanded === true && format !== 'table')
    throw new Error(`--expanded is a kind of table: give --format table, not ${format}`);
}
