import type { AskCommandOptions } from '../options/answer-options';
import { askTarget } from '../options/target-options';
import { Shell } from './shell';

/** The exit code of a command that a signal has ended. */
const INTERRUPTED = 130;

/**
 * Opens a shell on the terminal, about the target that the options say.
 *
 * @throws Error where the options are for one answer; NoCatalogError where there is nothing to ask
 */
export async function openShell(options: AskCommandOptions): Promise<void> {
  const { format, expanded = 'auto', rows, output, date } = options;
  if (format === 'parquet')
    throw new Error(
      'A Parquet file has one answer: give neither --format parquet nor -o FILE.parquet, and write \\o FILE.parquet in the shell',
    );
  const signal = await askTarget(options, (target, config) =>
    new Shell(target, config, { format, expanded, rows, output, date }).run(),
  );
  if (signal === undefined) return;
  process.exitCode = INTERRUPTED;
  // at its usual end, Node.js would set a terminal that is no longer there as it was, and abort (ResetStdio of src/node.cc)
  if (signal === 'SIGHUP') process.kill(process.pid, signal);
}
