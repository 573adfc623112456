import { join } from 'node:path';
import { Option, type Command } from 'commander';
import { parseConfig, nameSharedResources, type Config } from '../../config';
import { absoluteFolder, type AbsoluteFolder } from '../../athena-sql/engine/absolute-folder';
import { tidyFolder } from '../../local/folder/new-nights';
import type { Target } from '../../target';
import { readContext } from './context';
import { readKeptTables } from './local-folder';
import { PACKAGE_ROOT } from '../../package';

/** What a command that asks a target is given. */
export interface TargetOptions {
  readonly target: 'local' | 'aws';
  readonly folder: AbsoluteFolder;
  readonly context: string[];
}

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
    .option('-c, --context <key=value>', 'a setting on top of those in cdk.json', collectTexts, []);
}

/** `--folder`, which has one name from here on. */
export function folderOption(description: string): Option {
  return new Option('--folder <dir>', description)
    .argParser(absoluteFolder)
    .default(absoluteFolder('.local'), '.local');
}

/** The texts of an option that can be given several times. */
export function collectTexts(text: string, all: readonly string[]): string[] {
  return [...all, text];
}

/**
 * The configuration: cdk.json, for a local folder of other tables those, and what was given on top.
 *
 * @throws ConfigError
 */
export function configOf({ context, target, folder }: Pick<TargetOptions, 'context'> & Partial<TargetOptions>): Config {
  const settings = readContext(join(PACKAGE_ROOT, 'cdk.json'), context);
  const local = target === 'local' ? folder : undefined;
  if (local !== undefined) tidyFolder(local);
  const tables = local === undefined ? undefined : readKeptTables(local);
  const given = context.some((text) => text.startsWith('tables='));
  return parseConfig(tables === undefined || given ? settings : { ...settings, tables });
}

/** Lets a target be asked, and closes it. @throws NoCatalogError where there is none */
export async function askTarget<T>(
  options: TargetOptions,
  ask: (target: Target, config: Config) => Promise<T>,
): Promise<T> {
  const config = configOf(options);
  const target = await openTarget(options, config);
  try {
    return await ask(target, config);
  } finally {
    await target.close();
  }
}

/** Opens what a command is about. @throws NoCatalogError where there is none */
async function openTarget({ target, folder }: TargetOptions, config: Config): Promise<Target> {
  if (target === 'local') {
    const { LocalTarget } = await import('../../local/target');
    return LocalTarget.open(folder, nameSharedResources(config).database);
  }
  const { AwsTarget, awsClients } = await import('../../aws');
  const { SystemClock } = await import('../../asl/clock');
  return new AwsTarget({ config, clients: awsClients(config.region), clock: new SystemClock() });
}
