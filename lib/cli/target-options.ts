import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Option, type Command } from 'commander';
import { parseConfig, sharedResources, type Config } from '../config';
import type * as awsModule from '../aws';
import type * as clockModule from '../asl/clock';
import type * as localModule from '../local/target';
import type { Target } from '../target';
import { readContext } from './context';
import { PROJECT } from './project';

/** What a command that asks a target is given. */
export interface TargetOptions {
  readonly target: 'local' | 'aws';
  readonly folder: string;
  readonly context: string[];
}

/** One of the two targets is loaded, never both: DuckDB and the SDK take long. */
const load = createRequire(__filename);

/**
 * Adds the options that say which target is asked.
 *
 * @param usual the target that is asked without `--target`
 */
export function withTarget(command: Command, usual: TargetOptions['target'] = 'local'): Command {
  return command
    .addOption(
      new Option('--target <target>', 'the nights on this machine, or those of the deployed system')
        .choices(['local', 'aws'])
        .default(usual),
    )
    .option('--folder <dir>', 'where the local nights are', '.local')
    .option('-c, --context <key=value>', 'a setting on top of those in cdk.json', gathered, []);
}

/** The texts of an option that can be given several times. */
export function gathered(text: string, all: readonly string[]): string[] {
  return [...all, text];
}

/** The configuration: cdk.json and what was given. @throws ConfigError */
export function configOf({ context }: Pick<TargetOptions, 'context'>): Config {
  return parseConfig(readContext(join(PROJECT, 'cdk.json'), context));
}

/** Lets a target be asked, and closes it. @throws NoCatalogError where there is none */
export async function askTarget<T>(
  options: TargetOptions,
  ask: (target: Target, config: Config) => Promise<T>,
): Promise<T> {
  const config = configOf(options);
  const target = openTarget(options, config);
  try {
    return await ask(target, config);
  } finally {
    await target.close();
  }
}

export function openTarget({ target, folder }: TargetOptions, config: Config): Target {
  if (target === 'local') {
    const { LocalTarget } = load('../local/target') as typeof localModule;
    return LocalTarget.open(folder, sharedResources(config).database);
  }
  const { AwsTarget, awsClients } = load('../aws') as typeof awsModule;
  const { SystemClock } = load('../asl/clock') as typeof clockModule;
  return new AwsTarget({ config, clients: awsClients(config.region), clock: new SystemClock() });
}
