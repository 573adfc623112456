import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { LIMITS_CHECKED_HERE } from '../../infra/parts/limits';
import type { MainStack } from '../../infra/app/main-stack';
import type { TableStack } from '../../infra/app/table-stack';
import { addStacks } from '../../infra/app/stacks';
import { parseConfig, UNKNOWN_ACCOUNT, type Config } from '../../lib/config';

/** A synthesised configuration. */
export interface Synthesised {
  readonly app: App;
  readonly assembly: CloudAssembly;
  readonly config: Config;
  /** The stacks, the main one first. */
  readonly stacks: readonly [SynthesisedStack, ...SynthesisedStack[]];
}

/** A stack of a synthesised configuration. */
export interface SynthesisedStack {
  readonly name: string;
  readonly stack: MainStack | TableStack;
  readonly template: Template;
}

/**
 * Synthesises a configuration as infra/app.ts does, but for the limits.
 *
 * @param checkSchemas whether what breaks CloudFormation's schemas is an error; it takes seconds
 */
export function synthesise(context: Readonly<Record<string, unknown>>, checkSchemas = false): Synthesised {
  const app = new App({
    context: { ...LIMITS_CHECKED_HERE, '@aws-cdk/core:validateAgainstDefaultRules': true },
    builtinCloudFormationValidation: checkSchemas,
    autoSynth: false,
  });
  const config = parseConfig(context);
  const added = addStacks(app, config);
  const assembly = app.synth();
  const [main, ...others] = added.map((stack) => {
    const template = assembly.getStackByName(stack.stackName).template as Readonly<Record<string, unknown>>;
    return { name: stack.stackName, stack, template: Template.fromJSON(template) };
  });
  if (main === undefined) throw new Error('no stack');
  // As the templates are read: with that account in place of the one that AWS puts in.
  const account = config.account === UNKNOWN_ACCOUNT ? '123456789012' : config.account;
  return { app, assembly, config: { ...config, account }, stacks: [main, ...others] };
}
