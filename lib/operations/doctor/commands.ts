import type { Config } from '../../config';

/** A command of AWS's CLI in the configuration's region. */
export function aws({ region }: Config, command: string): string {
  return `aws ${command} --region ${region}`;
}

/** Brings what is deployed in line with the configuration. */
export function deploy({ systemName }: Config): string {
  return `npx cdk deploy --all -c systemName=${systemName}`;
}

/** The same, also where what was deployed was changed by hand (drift, which a plain deployment does not see). */
export function revertDrift(config: Config): string {
  return `${deploy(config)} --revert-drift`;
}

/** A JSON value as one word of a shell. */
export function quoteJson(json: unknown): string {
  return `'${JSON.stringify(json).replaceAll("'", `'\\''`)}'`;
}
