import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Option, type Command } from 'commander';
import { parseConfig, sharedResources, type Config } from '../../config';
import type * as awsModule from '../../aws';
import type * as clockModule from '../../asl/clock';
import { absoluteFolder, type AbsoluteFolder } from '../../athena-sql/engine/absolute-folder';
import { tidyFolder } from '../../local/folder/new-nights';
import type * as localModule from '../../local/target';
import type { Target } from '../../target';
import { readContext } from './context';
import { keptTables } from './local-folder';
import { PROJECT } from '../project';

/** What a command that asks a target is given. */
export interface TargetOptions {
  readonly target: 'local' | 'aws';
  readonly folder: AbsoluteFolder;
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
    .addOption(folderOption('where the local nights are'))
    .option('-c, --context <key=value>', 'a setting on top of those in cdk.json', gathered, []);
}

/** `--folder`, which has one name from here on. */
export function folderOption(description: string): Option {
  return new Option('--folder <dir>', description)
    .argParser(absoluteFolder)
    .default(absoluteFolder('.local'), '.local');
}

/** The texts of an option that can be given several times. */
export function gathered(text: string, all: readonly string[]): string[] {
  return [...all, text];
}

/**
 * The configuration: cdk.json, for a local folder of other tables those, and what was given on top.
 *
 * @throws ConfigError
 */
export function configOf({ context, target, folder }: Pick<TargetOptions, 'context'> & Partial<TargetOptions>): Config {
  const settings = readContext(join(PROJECT, 'cdk.json'), context);
  const local = target === 'local' ? folder : undefined;
  if (local !== undefined) tidyFolder(local);
  const tables = local === undefined ? undefined : keptTables(local);
  const given = context.some((text) => text.startsWith('tables='));
  return parseConfig(tables === undefined || given ? settings : { ...settings, tables });
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
    const { LocalTarget } = load('../../local/target') as typeof localModule;
    return LocalTarget.open(folder, sharedResources(config).database);
  }
  const { AwsTarget, awsClients } = load('../../aws') as typeof awsModule;
  const { SystemClock } = load('../../asl/clock') as typeof clockModule;
  return new AwsTarget({ config, clients: awsClients(config.region), clock: new SystemClock() });
}
