import { join } from 'node:path';
import { Option, type Command } from 'commander';
import type { Access } from '../../aws';
import { parseConfig, nameSharedResources, type Config } from '../../config';
import { absoluteFolder, type AbsoluteFolder } from '../../athena-sql/engine/absolute-folder';
import { tidyFolder } from '../../local/folder/new-nights';
import type { Target } from '../../target';
import { readContext } from './context';
import { applyIncremental, readKeptIncremental, readKeptTables } from './local-folder';
import { PACKAGE_ROOT } from '../../package';

/** What a command that asks a target is given. */
export interface TargetOptions extends AccountOptions {
  readonly target: 'local' | 'aws';
  readonly folder: AbsoluteFolder;
  readonly context: string[];
  /** The Glue database of a deployed system, which describes itself. */
  readonly database?: string | undefined;
}

/** Whom a command asks in AWS, and where. */
export interface AccountOptions {
  readonly region?: string | undefined;
  readonly profile?: string | undefined;
}

/**
 * Adds the options that say which target is asked.
 *
 * @param usual the target that is asked without `--target`
 */
export function withTarget(command: Command, usual: TargetOptions['target'] = 'local'): Command {
  return withAccount(
    command
      .addOption(
        new Option('--target <target>', 'the nights on this machine, or those of the deployed system')
          .choices(['local', 'aws'])
          .default(usual),
      )
      .addOption(folderOption('where the local nights are'))
      .option('-c, --context <key=value>', 'override a setting of cdk.json', collectTexts, [])
      .addOption(
        new Option(
          '--database <name>',
          'aws: the Glue database of the system; the configuration is read from it instead of cdk.json',
        ).implies({ target: 'aws' }),
      ),
  );
}

/** Adds the options that say where AWS is asked, and as whom. */
export function withAccount(command: Command): Command {
  return command
    .option('--region <region>', 'aws: the region to use')
    .option('--profile <name>', 'aws: the profile of ~/.aws/config to use');
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
 * The configuration: that which a deployed database describes, or cdk.json, for a local folder of other tables those, and
 * what was given on top.
 *
 * @throws ConfigError
 * @throws NoCatalogError where there is no such database
 */
export async function configOf(options: Pick<TargetOptions, 'context'> & Partial<TargetOptions>): Promise<Config> {
  const { context, target, folder, database, region, profile } = options;
  if (target === 'local')
    for (const [name, value] of Object.entries({ database, region, profile }))
      if (value !== undefined) throw new Error(`--${name} is for --target aws: leave --target local out`);
  if (database !== undefined) {
    if (context.length > 0)
      throw new Error(
        `Give --database or -c, not both: ${database} has its own settings, and -c ${context[0] ?? ''} changes those of cdk.json`,
      );
    return readDatabaseConfig(database, { region, profile });
  }
  const given = region === undefined ? context : [...context, `region=${region}`];
  const settings = readContext(join(PACKAGE_ROOT, 'cdk.json'), given);
  const local = target === 'local' ? folder : undefined;
  if (local !== undefined) tidyFolder(local);
  const tables = local === undefined ? undefined : readKeptTables(local);
  const hasTables = context.some((text) => text.startsWith('tables='));
  const config = parseConfig(tables === undefined || hasTables ? settings : { ...settings, tables });
  return local === undefined || hasTables ? config : applyIncremental(config, readKeptIncremental(local));
}

async function readDatabaseConfig(database: string, { region, profile }: AccountOptions): Promise<Config> {
  const { awsClients, readDescribedConfig, findUsualRegion } = await import('../../aws');
  const access = { region: region ?? (await findUsualRegion(profile)), profile };
  return readDescribedConfig(awsClients(access).glue, database, access.region);
}

/** Where the services of a system are asked, and as whom. */
export function chooseAccess({ region }: Config, { profile }: AccountOptions): Access {
  return { region, profile };
}

/**
 * Lets a target be asked, and closes it.
 *
 * @param configured the configuration, where it is known
 * @throws NoCatalogError where there is none
 */
export async function askTarget<T>(
  options: TargetOptions,
  ask: (target: Target, config: Config) => Promise<T>,
  configured?: Config,
): Promise<T> {
  const config = configured ?? (await configOf(options));
  const target = await openTarget(options, config);
  try {
    return await ask(target, config);
  } finally {
    await target.close();
  }
}

/** Opens what a command is about. @throws NoCatalogError where there is none */
async function openTarget(options: TargetOptions, config: Config): Promise<Target> {
  if (options.target === 'local') {
    const { LocalTarget } = await import('../../local/target');
    return LocalTarget.open(options.folder, nameSharedResources(config).database);
  }
  const { AwsTarget, awsClients } = await import('../../aws');
  const { SystemClock } = await import('../../asl/clock');
  return new AwsTarget({ config, clients: awsClients(chooseAccess(config, options)), clock: new SystemClock() });
}
