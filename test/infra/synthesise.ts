import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { LIMITS_CHECKED_HERE } from '../../infra/limits';
import { addStacks } from '../../infra/stacks';
import { parseConfig, type Config } from '../../lib/config';

const FOLDER = join(__dirname, 'configurations');

/** The configurations that are kept as files, by the files' names: a new file is a new case. */
export const CONFIGURATIONS = Object.fromEntries(
  readdirSync(FOLDER).map((file) => [
    file.replace('.json', ''),
    JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Record<string, unknown>,
  ]),
);

/** A resource of a template. */
export interface Resource {
  readonly Type: string;
  readonly DeletionPolicy?: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

/** A synthesised configuration. */
export interface Synthesised {
  readonly app: App;
  readonly config: Config;
  /** The templates of the stacks, the main one first. */
  readonly templates: readonly [Template, ...Template[]];
}

/** Synthesises a configuration as infra/app.ts does, in memory. */
export function synthesise(context: Readonly<Record<string, unknown>>): Synthesised {
  const app = new App({ context: LIMITS_CHECKED_HERE, autoSynth: false });
  const config = parseConfig(context);
  const [main, ...others] = addStacks(app, config);
  if (main === undefined) throw new Error('no stack');
  return { app, config, templates: [Template.fromStack(main), ...others.map((stack) => Template.fromStack(stack))] };
}

/** The resources of a type, by logical id. */
export function resourcesOf(template: Template, type: string): Record<string, Resource> {
  return template.findResources(type) as Record<string, Resource>;
}

/** A value of a template with its references put in: account 123456789012, partition aws, else the ARN of a resource. */
export function resolved(value: unknown, arns: Readonly<Record<string, string>> = {}): unknown {
  if (Array.isArray(value)) return value.map((each) => resolved(each, arns));
  if (typeof value !== 'object' || value === null) return value;
  const { Ref, ...rest } = value as Record<string, unknown>;
  if (typeof Ref === 'string') return KNOWN[Ref] ?? arns[Ref] ?? `<${Ref}>`;
  const join = rest['Fn::Join'] as [string, unknown[]] | undefined;
  if (join) return join[1].map((part) => resolved(part, arns)).join(join[0]);
  const attribute = rest['Fn::GetAtt'] as string[] | undefined;
  if (attribute) return arns[attribute[0] ?? ''] ?? `<${attribute.join('.')}>`;
  return Object.fromEntries(Object.entries(rest).map(([key, field]) => [key, resolved(field, arns)]));
}

const KNOWN: Readonly<Record<string, string>> = { 'AWS::AccountId': '123456789012', 'AWS::Partition': 'aws' };
