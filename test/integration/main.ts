import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { interruption } from './command';
import { nowSeen } from './now-seen';
import { runSuite } from './suite';

const HELP = `Runs the integration suite in a real AWS account: deploys two systems of its own, runs nights, destroys them.

  npm run test:aws -- --profile NAME [--region REGION] [-- JEST ARGUMENTS]

The account must be bootstrapped for CDK (npx cdk bootstrap). It takes about an hour, most of it waiting for DynamoDB's
exports, and costs less than a dollar (docs/assumptions.md says for what). If it is killed, destroy what is left: NAME is
printed at the start, and OWN is NAME with own- in place of it-. Empty the bucket example-dynamodb-export-NAME-ACCOUNT-REGION
and the bucket of the stack export-to-athena-OWN-things, then delete the stacks export-to-athena-NAME--TABLE
of every table, export-to-athena-NAME, those of OWN, and last export-to-athena-OWN-things, whose KMS key goes seven days later.`;

/** An export takes minutes, an hour at worst. */
const PATIENCE_SECONDS = 3_600;

const ASSUMPTIONS = join(__dirname, '../../docs/assumptions.md');

/** DynamoDB: what is written within a minute before the request may be missing ("how it works"). */
const SETTLE_SECONDS = 120;

async function main(): Promise<boolean> {
  const { values, positionals } = parseArgs({
    options: {
      profile: { type: 'string' },
      region: { type: 'string', default: 'ap-northeast-1' },
      help: { type: 'boolean' },
    },
    allowPositionals: true,
  });
  if (values.help || values.profile === undefined) {
    console.log(HELP);
    return values.help === true;
  }
  process.env.AWS_PROFILE = values.profile;
  process.env.AWS_REGION = values.region;
  const systemName = `it-${randomBytes(3).toString('hex')}`;
  console.log(`The system under test is called ${systemName}.`);
  const passed = await runSuite({
    systemName,
    region: values.region,
    patienceSeconds: PATIENCE_SECONDS,
    settleSeconds: SETTLE_SECONDS,
    jestArguments: positionals,
    signal: interruption(),
  });
  if (passed && positionals.length === 0)
    console.log(`\n${nowSeen(readFileSync(ASSUMPTIONS, 'utf8'), whereAndWhen(values.region))}`);
  return passed;
}

function whereAndWhen(region: string): string {
  return `${region}, ${new Date().toISOString().slice(0, 10)}`;
}

void main()
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    return false;
  })
  .then((passed) => {
    process.exitCode = passed ? 0 : 1;
  });
