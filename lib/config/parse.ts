import type * as z from 'zod';
import { didYouMean } from '../nearest-name';
import { ConfigError } from './config-error';
import { applyEnvironment } from './environment';
import { listKnownSettings, listTextSettings } from './known-settings';
import { configSchema, type Config } from './schema';

/**
 * Reads a configuration from CDK context: the object under `context` in cdk.json, values given with `-c` on top.
 * The settings of the environment that `env` picks are over the others (`environments`).
 * Keys with `@` or `:`, and `cli-telemetry`, are CDK's own and passed over; JSON in texts (`-c tables='[...]'`, `-c retentionDays=90`) is read.
 *
 * @throws ConfigError that names every wrong value
 */
export function parseConfig(context: Readonly<Record<string, unknown>>): Config {
  const own = Object.entries(applyEnvironment(context)).filter(([key]) => !/[@:]|^cli-telemetry$/.test(key));
  const input = Object.fromEntries(own.map(([key, value]) => [key, TEXTS.has(key) ? value : fromText(value)]));
  const result = configSchema.safeParse(input, { reportInput: true });
  if (result.success) return result.data;
  throw new ConfigError(result.error.issues.flatMap(problemsOf));
}

/** Settings that are texts: no JSON is read in them, and an account stays one whose first digit is 0. */
const TEXTS = new Set(listTextSettings(configSchema));

function fromText(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}

/** What an issue of the schema says: path, value, remedy. */
export function problemsOf(issue: z.core.$ZodIssue): string[] {
  const path = issue.path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : `${text}${text ? '.' : ''}${String(part)}`),
    '',
  );
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) =>
      `${[path, key].filter(Boolean).join('.')}: there is no such setting; remove it or correct its name.${didYouMean(key, listKnownSettings(configSchema, issue.path))}`.replace(
        /\.$/,
        '',
      ),
    );
  const message =
    issue.message.startsWith('Invalid input') && 'expected' in issue
      ? `needs ${article(issue.expected)}`
      : issue.message;
  const value: unknown = issue.code === 'custom' ? (issue.params?.value ?? issue.input) : issue.input;
  return [`${path} = ${value === undefined ? '(nothing)' : JSON.stringify(value)}: ${message}`];
}

function article(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
}
