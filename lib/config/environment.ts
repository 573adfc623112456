import { isJsonObject } from '../asl/json';
import { didYouMean } from '../nearest-name';
import { ConfigError } from './config-error';

/**
 * The settings of a context with those of its environment over them: `environments` has them by name, `env` picks one.
 *
 * @throws ConfigError where none is picked, or one that is not there
 */
export function applyEnvironment(context: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { env, environments, ...common } = context;
  if (environments === undefined && env === undefined) return common;
  if (!isJsonObject(environments))
    throw new ConfigError([
      environments === undefined
        ? `env = ${JSON.stringify(env)}: there are no environments; put "environments": { "${String(env)}": { ... } } into the context of cdk.json, or leave env away`
        : `environments = ${JSON.stringify(environments)}: needs an object of settings by the name of the environment`,
    ]);
  const names = Object.keys(environments);
  if (typeof env !== 'string')
    throw new ConfigError([
      `env: needs one of ${names.join(', ')}: -c env=${names[0] ?? 'NAME'}, or "env" in the context of cdk.json for what is meant without it`,
    ]);
  const settings = Object.hasOwn(environments, env) ? environments[env] : undefined;
  if (settings === undefined)
    throw new ConfigError([
      `env = ${JSON.stringify(env)}: there is no such environment; use one of ${names.join(', ')}.${didYouMean(env, names)}`,
    ]);
  if (!isJsonObject(settings))
    throw new ConfigError([`environments.${env} = ${JSON.stringify(settings)}: needs an object of settings`]);
  return { ...common, ...settings };
}
