import type { Command } from 'commander';
import type { Config } from '../../config';
import { findConfiguredTable } from '../options/configured-table';
import { dateOption, timeOption } from '../options/date-option';
import { interruptible } from '../terminal/interruptible';
import { note, print } from '../terminal/print';
import { chooseAccess, configOf, withTarget, type TargetOptions } from '../options/target-options';

interface NightOptions extends TargetOptions {
  readonly table?: string;
  readonly date?: string;
  readonly exportArn?: string;
  readonly scheduledTime?: string;
  readonly full?: boolean;
  readonly json?: boolean;
}

/** `night`: one more night, here or in the account. */
export function nightCommand(command: Command): Command {
  return withTarget(
    command
      .option('--table <name>', 'the table; required if several are configured')
      .option(
        '--date <date>',
        'aws: publish under this date, not later than that of the items; default: the date of the items',
        dateOption,
      )
      .option(
        '--scheduled-time <time>',
        'aws: make up the night of this UTC time, such as 2026-01-30T19:00:00Z; default: now',
        timeOption,
      )
      .option('--export-arn <arn>', 'aws: verify and publish this export of the table instead of making one')
      .option('--full', 'for a table with "incremental": make a full export instead of exporting the changes')
      .option('--json', 'print only the result, as one JSON document'),
  )
    .addHelpText(
      'after',
      `
Examples:
  export-to-athena night
  export-to-athena night --target aws
  export-to-athena night --target aws --full
  export-to-athena night --target aws --scheduled-time 2026-11-22T19:00:00Z
  export-to-athena night --target aws --export-arn arn:aws:dynamodb:...:table/t/export/01693467621041-039fcf72 --date 2026-11-23

local: fills the sample table from the newest night of the folder, lets a day pass on a virtual clock, and runs the next
night. aws: starts an execution of the deployed state machine and prints a line for each state. Ctrl-C stops printing,
not the execution.

Exit code: 0 verified and published, 1 not published, 2 no night was started, 130 interrupted.`,
    )
    .action(runNight);
}

async function runNight(options: NightOptions): Promise<void> {
  const config = await configOf(options);
  const say = options.json === true ? note : print;
  const { target, table, date, exportArn, scheduledTime, full, folder } = options;
  if (full === true) refuseWithoutChoice(config, table, exportArn);
  const fullExport = full === true ? { exportType: 'FULL_EXPORT' } : {};
  if (target === 'local' && (date ?? exportArn ?? scheduledTime) !== undefined)
    throw new Error(
      '--date, --scheduled-time and --export-arn are for --target aws; on this machine: npm start -- --export DIR',
    );
  const result =
    target === 'local'
      ? await (await import('../nights/next-local-night')).nextLocalNight(config, folder, table, say, fullExport)
      : await interruptible(async (signal) =>
          (await import('../nights/deployed-night')).runDeployedNight(config, {
            table,
            input: {
              ...(date !== undefined && { exportDate: date }),
              ...(scheduledTime !== undefined && { scheduledTime }),
              ...(exportArn !== undefined && { exportArn }),
              ...fullExport,
            },
            access: chooseAccess(config, options),
            say,
            signal,
          }),
        );
  if (options.json === true) print(JSON.stringify(result, undefined, 2));
  process.exitCode = result.status === 'SUCCEEDED' ? 0 : 1;
}

/** @throws Error where the night is a full export anyway, or a given one */
function refuseWithoutChoice(config: Config, table: string | undefined, exportArn: string | undefined): void {
  if (exportArn !== undefined)
    throw new Error('--full asks for a new export, and --export-arn gives one: leave one out');
  const { name, incremental } = findConfiguredTable(config, table);
  if (incremental === undefined)
    throw new Error(
      `--full is for tables with "incremental"; the nights of ${name} are full exports anyway: leave it out`,
    );
}
