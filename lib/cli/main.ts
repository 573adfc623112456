import { Command } from 'commander';
import { inferCommand } from './infer';
import { startCommand } from './start';

// The AWS SDK warns of Node.js versions at its first client; which ones this project runs on stands in package.json.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const program = new Command('export-to-athena')
  .description('Every night, a DynamoDB table becomes SQL in Amazon Athena: exported, verified, published.')
  .option('--debug', 'show where an error comes from')
  .addCommand(startCommand())
  .addCommand(inferCommand());

program.parseAsync().catch((error: unknown) => {
  const debug = program.opts<{ debug?: boolean }>().debug === true;
  console.error(error instanceof Error ? (debug ? error.stack : error.message) : String(error));
  process.exitCode = 2;
});
