import { readFileSync } from 'node:fs';
import { ConfigError } from '../config';

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
  return { ...readFile(file), ...Object.fromEntries(pairs) };
}

function readFile(file: string): Record<string, unknown> {
  let text;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
  try {
    return (JSON.parse(text) as { context?: Record<string, unknown> }).context ?? {};
  } catch (error) {
    throw new ConfigError([`${file} is no JSON: ${String(error)}`]);
  }
}
