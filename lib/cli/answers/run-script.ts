import { readFileSync } from 'node:fs';
import { StatementError, type Target } from '../../target';
import { checkAnswerOptions, type AskCommandOptions } from '../options/answer-options';
import { scriptStatements } from '../options/script';
import { sqlText } from '../options/sql-text';
import { askTarget } from '../options/target-options';
import { interruptible } from '../terminal/interruptible';
import { askStatement } from './ask-statement';
import { withAnswers, type AnswerOptions } from './write-answer';

/**
 * Asks the statements of `-e`, else those of standard input; where that is a terminal, it is a shell.
 *
 * @throws StatementError of the first statement that fails; Error where there is nothing to ask
 */
export async function runScript(options: AskCommandOptions): Promise<void> {
  checkAnswerOptions(options);
  if (options.execute.length === 0 && process.stdin.isTTY) {
    const { openShell } = await import('../shell');
    return openShell(options);
  }
  await interruptible(async (signal) => {
    const [text, where] =
      options.execute.length > 0 ? [options.execute.join(';\n'), '-e'] : [sqlText(readFileSync(0)), 'standard input'];
    if (scriptStatements(text).length === 0) throw new Error(`There is no statement in ${where}`);
    refuseCommands(text, where);
    await askTarget(options, (target) => askScript(target, text, options, signal));
  });
}

/** @throws Error for a command of the shell, as psql takes in a script */
export function refuseCommands(text: string, where: string): void {
  for (const { sql, line } of scriptStatements(text)) refuseCommand(/^\s*(\\\S*)/.exec(sql)?.[1], line, where);
}

function refuseCommand(command: string | undefined, line: number, where: string): void {
  if (command === undefined) return;
  throw new Error(
    `${command} in line ${line} of ${where} is a command of the shell, and nothing was asked: a script has SQL alone; on a terminal, \\i FILE reads a file with commands`,
  );
}

/**
 * Asks the statements of a text one after the other.
 *
 * @throws StatementError of the first one that fails, with its number and line where there are several; those behind it
 *   are not asked
 */
export async function askScript(
  target: Target,
  text: string,
  options: AnswerOptions & { readonly date?: string },
  signal: AbortSignal,
): Promise<void> {
  const statements = scriptStatements(text);
  if (options.format === 'parquet' && statements.length > 1)
    throw new Error('A Parquet file has one answer, and there are several statements: ask them one by one');
  await withAnswers(options, async (write) => {
    for (const [index, { sql, line }] of statements.entries())
      await askStatement(target, sql, write, { date: options.date, signal }).catch((error: unknown) => {
        if (!(error instanceof StatementError) || statements.length === 1) throw error;
        const place = `Statement ${index + 1} of ${statements.length}, line ${line}`;
        throw new StatementError(`${place}: ${error.message}`, { cause: error });
      });
  });
}
