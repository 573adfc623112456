import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Annotations, Template } from 'aws-cdk-lib/assertions';
import { LIMITS_CHECKED_HERE } from '../../infra/limits';
import type { ExportStack } from '../../infra/stack';
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

/** A synthesised configuration. */
export interface Synthesised {
  readonly app: App;
  readonly config: Config;
  /** The stacks, the main one first. */
  readonly stacks: readonly [SynthesisedStack, ...SynthesisedStack[]];
}

/** A stack of a synthesised configuration. */
export interface SynthesisedStack {
  readonly stack: ExportStack;
  readonly template: Template;
  readonly annotations: Annotations;
}

/** Synthesises a configuration as infra/app.ts does, in memory. */
export function synthesise(context: Readonly<Record<string, unknown>>): Synthesised {
  const app = new App({ context: LIMITS_CHECKED_HERE, autoSynth: false });
  const config = parseConfig(context);
  const [main, ...others] = addStacks(app, config);
  if (main === undefined) throw new Error('no stack');
  const synthesised = (stack: ExportStack) => ({
    stack,
    template: Template.fromStack(stack),
    annotations: Annotations.fromStack(stack),
  });
  return { app, config, stacks: [synthesised(main), ...others.map(synthesised)] };
}
