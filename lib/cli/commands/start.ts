import { type Command, InvalidArgumentError } from 'commander';
import type { AbsoluteFolder } from '../../athena-sql/engine/absolute-folder';
import { configOf, folderOption, collectTexts } from '../options/target-options';

interface StartOptions {
  readonly export: string[];
  readonly key?: string;
  readonly sortKey?: string;
  readonly orders: number;
  readonly incremental: boolean;
  readonly answers: boolean;
  readonly allAnswers?: boolean;
  readonly folder: AbsoluteFolder;
  readonly context: string[];
}

/** `start`: nights of a sushi restaurant, or those of downloaded exports, on this machine. */
export function startCommand(command: Command): Command {
  return command
    .option(
      '--export <dir>',
      'the folder of a downloaded export, instead of the sample table; repeat for each incremental export that follows',
      collectTexts,
      [],
    )
    .option(
      '--key <name>',
      'partition key of an exported table that is not configured; default: inferred from the items',
    )
    .option('--sort-key <name>', 'its sort key')
    .option('--orders <number>', 'orders of the sample table', wholeNumber, 5_000)
    .option('--no-incremental', 'leave out the third night of the sample table, which is made of changes')
    .option('--no-answers', 'leave out the answers of the saved queries')
    .option('--all-answers', 'for an export, also run queries that take longer than five times its night')
    .addOption(folderOption('where to write buckets and catalog; replaces existing nights'))
    .option('-c, --context <key=value>', 'override a setting of cdk.json', collectTexts, [])
    .addHelpText(
      'after',
      `
Examples:
  npm start
  npm start -- --orders 200000
  npm start -- --no-incremental
  npm start -- --export ~/Downloads/01693467621041-039fcf72
  npm start -- --export ~/Downloads/01693467621041-039fcf72 --key orderId --sort-key line
  npm start -- --export ~/Downloads/full --export ~/Downloads/changes-1 --export ~/Downloads/changes-2

Exit code: 0 every night was verified and published, 1 one was not, 2 none was started.`,
    )
    .action(async (options: StartOptions) => {
      const config = await configOf(options);
      const { folder } = options;
      const answers = options.allAnswers === true ? 'all' : options.export.length === 0 ? 'all' : 'timely';
      const published =
        options.export.length === 0
          ? await (
              await import('../nights/sample-nights')
            ).sampleNights(config, folder, options.orders, {
              answers: options.answers ? answers : 'none',
              incremental: options.incremental,
            })
          : await (
              await import('../nights/downloaded-night')
            ).runDownloadedNights(config, folder, options.export, {
              ...options,
              answers: options.answers ? answers : 'none',
            });
      process.exitCode = published ? 0 : 1;
    });
}

function wholeNumber(text: string): number {
  if (/^[1-9]\d{0,7}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('give a whole number of at least 1.');
}
