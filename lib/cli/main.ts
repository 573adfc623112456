import { cli } from './cli';
import { guardStandardOutput } from './terminal/standard-output';

// The AWS SDK warns of Node.js versions at its first client; which ones this project runs on stands in package.json.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

if (process.argv.includes('--debug')) process.setSourceMapsEnabled(true);

guardStandardOutput();

void cli(process.argv.slice(2));
