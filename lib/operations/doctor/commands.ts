import type { Config } from '../../config';

/** A command of AWS's CLI in the configuration's region. */
export function aws({ region }: Config, command: string): string {
  return `aws ${command} --region ${region}`;
}

/**
 * A command of this program for the deployed system; a system that stores its configuration in the catalog is named by
 * its database.
 */
export function composeOwnCommand({ names, region }: Config, command: string): string {
  const system = names?.database === undefined ? '' : ` --database ${names.database} --region ${region}`;
  return `npx export-to-athena ${command}${system}`;
}

/** Brings what is deployed in line with the configuration. */
export function deploy(config: Config): string {
  return composeDeployment(config);
}

/** The same, but it also reverts changes that were made by hand (drift, which a plain deployment does not detect). */
export function revertDrift(config: Config): string {
  return composeDeployment(config, ' --revert-drift');
}

/** A system that describes itself is deployed by an app that is not known here. */
function composeDeployment({ systemName, names }: Config, option = ''): string {
  return names === undefined
    ? `npx cdk deploy --all -c systemName=${systemName}${option}`
    : `npx cdk deploy --all${option}, in the app that deploys ${names.database ?? systemName}`;
}

/** A JSON value as one word of a shell. */
export function quoteJson(json: unknown): string {
  return `'${JSON.stringify(json).replaceAll("'", `'\\''`)}'`;
}
