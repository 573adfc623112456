import { cli } from './cli';

// The AWS SDK warns of Node.js versions at its first client; which ones this project runs on stands in package.json.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

// Whoever reads the output may have had enough of it: `... | head`. An answer ends there; a line that was lost is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

void cli(process.argv.slice(2));
