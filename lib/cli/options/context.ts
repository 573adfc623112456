import { ConfigError } from '../../config';
import { readJsonFile } from '../../files/json-file';
import { pathText } from '../../path-text';

/**
 * The CDK context that a command works with: `context` in cdk.json, and on top of it what was given with `-c key=value`.
 *
 * @param file path of cdk.json; without one there, the defaults hold
 * @param given texts such as `systemName=dev`
 * @throws ConfigError
 */
export function readContext(file: string, given: readonly string[]): Record<string, unknown> {
  const pairs = given.map((text) => {
    const [, key, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
    if (key === undefined)
      throw new ConfigError([`-c ${text}: give a setting as key=value, for example -c systemName=dev`]);
    return [key, value] as const;
  });
  const json = readJsonFile(file, (reason) => new ConfigError([`${pathText(file)} is no JSON: ${reason}`]));
  return { ...(json as { context?: object } | undefined)?.context, ...Object.fromEntries(pairs) };
}
