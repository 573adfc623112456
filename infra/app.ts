import { App } from 'aws-cdk-lib';
import { ConfigError, parseConfig } from '../lib/config';
import { addStacks } from './app/stacks';
import { LIMITS_CHECKED_HERE } from './parts/limits';
import { RefusedError } from './parts/refused-error';

const app = new App({ context: LIMITS_CHECKED_HERE });
try {
  addStacks(app, parseConfig(readOwnContext(app)));
  app.synth();
} catch (error) {
  if (!isAnswer(error)) throw error;
  console.error(error.message);
  process.exit(1);
}

function readOwnContext({ node }: App): Record<string, unknown> {
  return node.getAllContext() as Record<string, unknown>;
}

/** Whether it is about what a person wrote into the configuration, which is answered with a message, not with a stack trace. */
function isAnswer(error: unknown): error is Error {
  return (
    error instanceof ConfigError ||
    error instanceof RefusedError ||
    (error instanceof Error && error.message.startsWith('Validation failed'))
  );
}
