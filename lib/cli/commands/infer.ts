import { amount } from '../../amount';
import { Option, type Command } from 'commander';
import { proposalJson, proposalReasons, writeCdkColumns, type GivenKeys, type TableProposal } from '../../infer';
import { answerStatistics } from '../answers/answer-statistics';
import { dateOption } from '../options/date-option';
import { withElapsed } from '../terminal/elapsed';
import { inferNight } from '../inference/infer-night';
import { interruptible } from '../terminal/interruptible';
import { note, print } from '../terminal/print';
import { askTarget, withTarget, type TargetOptions } from '../options/target-options';
import { pathText } from '../../path-text';

interface InferOptions extends TargetOptions {
  readonly date?: string;
  readonly table?: string;
  readonly key?: string;
  readonly sortKey?: string;
  readonly json?: boolean;
  readonly format: 'cdk' | 'cdk.json';
  readonly all?: boolean;
}

/** `infer`: what the items of an export or of a night say about their table, as a block for the configuration. */
export function inferCommand(command: Command): Command {
  return withTarget(
    command
      .argument('[export-folder]', 'a downloaded export; default: a published night is read')
      .option('--date <date>', 'the night; default: the newest', dateOption)
      .option('--table <name>', 'the table of the night; required if there are several')
      .option(
        '--key <name>',
        'partition key; default: that of the configuration, or the attribute that identifies the items',
      )
      .option('--sort-key <name>', 'sort key')
      .option('--json', 'print only the block for cdk.json, without reasons')
      .addOption(
        new Option('--format <format>', 'the columns as code for a CDK app, or the block for cdk.json')
          .choices(['cdk', 'cdk.json'])
          .default('cdk.json'),
      )
      .option('--all', 'a line for every attribute, however many there are'),
  )
    .addHelpText(
      'after',
      `
Examples:
  export-to-athena infer ~/Downloads/01693467621041-039fcf72
  export-to-athena infer ~/Downloads/01693467621041-039fcf72 --key orderId --sort-key line
  export-to-athena infer --date 2026-11-20
  export-to-athena infer --table Orders --target aws
  export-to-athena infer --json > table.json
  export-to-athena infer --format cdk > columns.ts

Reads all items, not a sample. The types of the keys are inferred from the items. For a table with several entities, the
block has a part for each, which gives it typed views of its own. Put the block into cdk.json, under "context", "tables".

Exit code: 0 a table is proposed, 1 a query failed, 2 the folder is not an export, there is no such night, it has no
items, or no attribute can be the key, 130 interrupted.`,
    )
    .action(async (folder: string | undefined, options: InferOptions) => {
      if (options.json === true && options.format === 'cdk')
        throw new Error('Give --json or --format cdk, not both: --json is the block for cdk.json');
      const keys = { partitionKey: options.key, sortKey: options.sortKey };
      if (folder === undefined) {
        await proposeOfNight(options, keys);
        return;
      }
      for (const name of ['date', 'table'] as const)
        if (options[name] !== undefined)
          throw new Error(`Give an export folder or --${name}, not both: ${pathText(folder)}`);
      // with DuckDB, which only a laptop has
      const { inferExport } = await import('../inference/infer-export');
      tell(await inferExport(folder, keys), options);
    });
}

async function proposeOfNight(options: InferOptions, keys: GivenKeys): Promise<void> {
  await interruptible((signal) =>
    askTarget(options, async (target, config) => {
      const { night, proposal, statistics } = await withElapsed('Looking at all items', () =>
        inferNight(target, config, { ...options, keys }, signal),
      );
      if (options.json !== true) (options.format === 'cdk' ? note : print)(`The night of ${night.exportDate}:`);
      tell(proposal, options);
      note(answerStatistics(statistics));
    }),
  );
}

/** Lines of the block for cdk.json that are shown where it was not asked for. */
const MOST_BLOCK_LINES = 50;

function tell(proposal: TableProposal, { json = false, all = false, format }: InferOptions): void {
  if (format === 'cdk') {
    note(`${proposalReasons(proposal, all)}\n\nFor the table in your CDK app:`);
    print(writeCdkColumns(proposal));
    return;
  }
  const block = proposalJson(proposal);
  const lines = block.split('\n').length;
  if (!json) print(`${proposalReasons(proposal, all)}\n`);
  if (!json && !all && lines > MOST_BLOCK_LINES) {
    print(`The block for cdk.json, under "context", "tables", has ${amount(lines, 'line')}: infer --json gives it.`);
    return;
  }
  if (!json) print('For cdk.json, under "context", "tables":');
  print(block);
}
