import type { Command } from 'commander';
import { describeTable, describeTables } from '../answers/described-tables';
import { askTarget, withTarget, type TargetOptions } from '../options/target-options';
import { print } from '../terminal/print';

interface TablesOptions extends TargetOptions {
  readonly json?: boolean;
}

/** `tables`: the tables and views of the system, and what one of them has. */
export function tablesCommand(command: Command): Command {
  return withTarget(
    command
      .argument('[name]', 'a table or view: its columns and its partitions')
      .option('--json', 'one JSON document, for a script'),
  )
    .addHelpText(
      'after',
      `
Examples:
  export-to-athena tables
  export-to-athena tables sushiorderdata_raw
  export-to-athena tables sushiorderdata_raw --json | jq -r '.partitions[].values[0]'
  export-to-athena tables --target aws -c systemName=prod

Exit code: 0 listed, 2 there is no such table or no catalog.`,
    )
    .action((name: string | undefined, { json = false, ...options }: TablesOptions) =>
      askTarget(options, async (target) => {
        print(
          name === undefined ? await describeTables(target, { json }) : await describeTable(target, name, { json }),
        );
      }),
    );
}
