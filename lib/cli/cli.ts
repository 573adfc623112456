import { Command, CommanderError, Help, type Option } from 'commander';
import { packageVersion } from '../package';
import { COMMANDS } from './commands';
import { exitCodeOf, errorText } from './terminal/error-text';
import { ClosedOutputError } from './terminal/output';
import { COMMANDER_OUTPUT, note } from './terminal/print';

/**
 * Runs a command line; what it answers goes to standard output, all else to standard error.
 *
 * @param args without `node` and the script
 * @returns once `process.exitCode` is set: 0, or as the command's help says it
 */
export async function cli(args: readonly string[]): Promise<void> {
  const program = new Command('export-to-athena')
    .description('Every night, a DynamoDB table becomes SQL in Amazon Athena: exported, verified, published.')
    .version(packageVersion(), '--version', 'print the version')
    .option('--debug', 'show where an error comes from')
    .addHelpText('after', '\nHelp with examples and exit codes: export-to-athena help <command>')
    .showHelpAfterError('(help: export-to-athena help <command>)')
    .configureOutput(COMMANDER_OUTPUT)
    .configureHelp({ optionDescription: describeOption })
    .exitOverride();
  // a completion is written from all commands with their options
  const isCompletion = args.includes('completion') && !args.includes('--names');
  try {
    for (const [name, { description, load }] of Object.entries(COMMANDS)) {
      const command = new Command(name).description(description);
      if (args.includes(name) || isCompletion) (await load())(command);
      program.addCommand(command.copyInheritedSettings(program));
    }
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) {
      // Commander has printed it; help that was asked for is no error.
      process.exitCode = error.exitCode === 0 ? 0 : 2;
      return;
    }
    if (error instanceof ClosedOutputError) return;
    const debug = program.opts<{ debug?: boolean }>().debug === true;
    note(errorText(error, debug));
    process.exitCode = exitCodeOf(error);
  }
}

/** An option in a help, without the empty list that is the default of options which can be repeated. */
function describeOption(option: Option): string {
  return new Help().optionDescription(option).replace(' (default: [])', '');
}
