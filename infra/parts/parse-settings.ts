import { Token } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ConfigError, parseConfig, type Config } from '../../lib/config';
import { translateProblem } from './problems';
import { RefusedError } from './refused-error';

/**
 * Parses settings in the same way as those of cdk.json.
 *
 * @throws RefusedError with the path of the construct, each prop and value that cannot be used, and what to do
 */
export function parseSettings(scope: Construct, settings: Readonly<Record<string, unknown>>): Config {
  const tell = (problem: string) => `${scope.node.path}: ${translateProblem(problem)}`;
  const late = findTokens(settings, '').map(
    (path) =>
      `${path} is known only when it is deployed, and SQL and workflow are written when the app is synthesised; give its value`,
  );
  if (late.length > 0) throw new RefusedError(late.map(tell).join('\n'));
  try {
    return parseConfig(settings);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new RefusedError(error.problems.map(tell).join('\n'), { cause: error });
  }
}

/** The paths of values that are tokens. */
function findTokens(value: unknown, path: string): string[] {
  if (Token.isUnresolved(value)) return [path];
  if (Array.isArray(value)) return value.flatMap((one, index) => findTokens(one, `${path}[${index}]`));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, field]) => findTokens(field, path === '' ? key : `${path}.${key}`));
}
