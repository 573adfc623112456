import { App } from 'aws-cdk-lib';
import { ConfigError, parseConfig } from '../lib/config';
import { checkLimits, checkStatements, LIMITS_CHECKED_HERE } from './limits';
import { checkPolicies } from './policy-limit';
import { addStacks } from './stacks';

const app = new App({ context: LIMITS_CHECKED_HERE });
try {
  const config = parseConfig(ownContext(app));
  checkStatements(config);
  addStacks(app, config);
  const assembly = app.synth();
  checkLimits(assembly);
  checkPolicies(assembly);
} catch (error) {
  // What a person wrote into the configuration is answered with a message, not with a stack trace.
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exit(1);
}

function ownContext({ node }: App): Record<string, unknown> {
  return node.getAllContext() as Record<string, unknown>;
}
