import { join } from 'node:path';
import { interruption, runTool } from '../integration/command';
import { runSuite } from '../integration/suite';
import { checkLabCalls } from '../oracles/permissions/lab-calls';
import { install } from './cache';
import { startLab, startTrinoAlone, type Lab } from './lab';
import { compareNightsOfChanges } from './nights-of-changes';
import { recordAnswers } from './record-answers';
import { recordSignatures } from './record-signatures';
import { recordStatements } from './record-statements';
import { recordOpenxLines } from './record-openx-lines';
import { recordSavedQueries } from './record-saved-queries';
import { runTrinoTests } from './trino-tests';

const HELP = `A stand-in for AWS on this machine: ministack (CloudFormation, Step Functions, Glue, S3, DynamoDB ...) and Trino 476.

  npm run lab              starts it and keeps it until Ctrl-C
  npm run test:lab         runs the integration suite on it, then checks with an evaluator of IAM policies that the deployed roles
                           allow all that was asked with them; and then an example with the package as it is published
  npm run lab -- package   that example alone
  npm run lab -- record    asks it again all that test/fixtures/trino-answers, test/fixtures/openx-lines and queries/ ask, and
                           writes down the answers
  npm run lab -- trino-tests [--show wrong] [--only TEXT]
                           asks Trino and the laptop the expressions of Trino's own tests, and compares; --show prints the
                           cases that are right, refused, wrong or failed, --only takes those that contain a text
  npm run lab -- nights-of-changes
                           makes nights of changes on both, and compares all that they answer
  npm run lab -- install   installs what it needs, and starts nothing
  npm run lab -- record-answers
                           asks Trino alone again all that test/fixtures/trino-answers and test/fixtures/trino-statements ask,
                           and for its functions

What it needs is installed below .lab on first use (450 MB): Python 3.11, Maven, a JDK 24 or later, and
the AWS CLI must be there.`;

const FOLDER = join(__dirname, '../../.lab');

/** An emulated night takes seconds, on a busy machine a minute. */
const PATIENCE_SECONDS = 180;

/** Longest time for the installation and deployment of an example, and for each thing that is asked of it. */
const PACKAGE_SECONDS = 900;

const ACTIONS: Readonly<Record<string, (lab: Lab, signal: AbortSignal, more: string[]) => Promise<boolean>>> = {
  up: async (lab, signal) => {
    const lines = Object.entries(lab.env).map(([name, value]) => `export ${name}=${value}`);
    console.log(`${lines.join('\n')}\n# The lab is up, logs in ${lab.folder}. Ctrl-C ends it.`);
    return new Promise((resolve) => {
      const nothing = setInterval(() => undefined, 60_000);
      signal.addEventListener('abort', () => {
        clearInterval(nothing);
        resolve(true);
      });
    });
  },
  test: async (lab, signal, jestArguments) =>
    (await runSuite({
      systemName: 'it-lab',
      region: lab.region,
      patienceSeconds: PATIENCE_SECONDS,
      settleSeconds: 0,
      jestArguments,
      signal,
      afterTests: (contexts) => checkLabCalls(lab.callsFile, contexts),
    })) &&
    (jestArguments.some((argument) => !argument.startsWith('--')) || runPackageSuite(signal)),
  package: (_, signal) => runPackageSuite(signal),
  'nights-of-changes': () => compareNightsOfChanges(),
  record: async (lab) => {
    await recordAnswers(lab.trinoPort);
    await recordOpenxLines(lab.trinoPort);
    await recordSavedQueries();
    return true;
  },
};

/** The package as people install it: an example of it is deployed to the lab, and asked. */
async function runPackageSuite(signal: AbortSignal): Promise<boolean> {
  const suite = ['--roots', __dirname, '--testMatch', '**/*.lab.ts', '--testTimeout', String(PACKAGE_SECONDS * 1_000)];
  return (await runTool('jest', suite, signal)) === 0;
}

/** What needs Trino alone, or nothing. */
const WITHOUT_EMULATOR: Readonly<Record<string, (signal: AbortSignal, more: string[]) => Promise<boolean>>> = {
  install: async () => {
    install(join(FOLDER, 'cache'));
    return true;
  },
  'trino-tests': (signal, more) => runTrinoTests(FOLDER, more, signal),
  'record-answers': async (signal) => {
    const trino = await startTrinoAlone(FOLDER, signal);
    try {
      await recordAnswers(trino.port);
      await recordStatements(trino.port);
      await recordSignatures(trino.port);
    } finally {
      await trino.stop(false);
    }
    return true;
  },
};

async function main(): Promise<boolean> {
  const [name = 'up', ...more] = process.argv.slice(2);
  const action = ACTIONS[name];
  const alone = WITHOUT_EMULATOR[name];
  if (alone) return alone(interruption(), more);
  if (!action) {
    console.log(HELP);
    return name === '--help';
  }
  const signal = interruption();
  const lab = await startLab(FOLDER, signal);
  let succeeded = false;
  try {
    Object.assign(process.env, lab.env);
    await runTool('cdk', ['bootstrap', '--ci', `aws://${lab.account}/${lab.region}`], signal);
    succeeded = await action(lab, signal, more);
  } finally {
    await lab.stop(!succeeded);
    if (!succeeded) console.error(`The lab's logs are in ${lab.folder}`);
  }
  return succeeded;
}

void main()
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    return false;
  })
  .then((succeeded) => {
    process.exitCode = succeeded ? 0 : 1;
  });
