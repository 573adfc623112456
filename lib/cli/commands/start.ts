import { createRequire } from 'node:module';
import { Command, InvalidArgumentError } from 'commander';
import type * as downloadedNightModule from '../nights/downloaded-night';
import type { AbsoluteFolder } from '../../athena-sql/engine/absolute-folder';
import type * as sampleNightsModule from '../nights/sample-nights';
import { configOf, folderOption, gathered } from '../options/target-options';

interface StartOptions {
  readonly export?: string;
  readonly key?: string;
  readonly sortKey?: string;
  readonly orders: number;
  readonly answers: boolean;
  readonly folder: AbsoluteFolder;
  readonly context: string[];
}

/** What runs a night takes long to load. */
const load = createRequire(__filename);

/** `start`: two nights of a sushi restaurant, or one of a downloaded export, on this machine. */
export function startCommand(): Command {
  return new Command('start')
    .description('run the nights of a sample table, or of a downloaded export, on this machine')
    .option('--export <dir>', 'a downloaded export folder, in place of the sample table')
    .option('--key <name>', 'partition key of an exported table that is not configured; without it the items tell')
    .option('--sort-key <name>', 'its sort key')
    .option('--orders <number>', 'orders of the sample table', wholeNumber, 20_000)
    .option('--no-answers', 'leave out the answers of the saved queries, which can take longer than the night')
    .addOption(folderOption('where buckets and catalog are put, in place of the nights that are there'))
    .option('-c, --context <key=value>', 'a setting on top of those in cdk.json', gathered, [])
    .addHelpText(
      'after',
      `
Examples:
  npm start
  npm start -- --orders 200000
  npm start -- --export ~/Downloads/01693467621041-039fcf72
  npm start -- --export ~/Downloads/01693467621041-039fcf72 --key orderId --sort-key line

Exit code: 0 when every night was verified and published, 1 when one was not, 2 when none was begun.`,
    )
    .action(async (options: StartOptions) => {
      const config = configOf(options);
      const { folder } = options;
      const published =
        options.export === undefined
          ? await (load('../nights/sample-nights') as typeof sampleNightsModule).sampleNights(
              config,
              folder,
              options.orders,
              options.answers,
            )
          : await (load('../nights/downloaded-night') as typeof downloadedNightModule).downloadedNight(
              config,
              folder,
              options.export,
              options,
            );
      process.exitCode = published ? 0 : 1;
    });
}

function wholeNumber(text: string): number {
  if (/^[1-9]\d{0,7}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('give a whole number of at least 1.');
}
