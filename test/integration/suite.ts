import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTool } from './command';
import { configuration, contextArguments, ownConfiguration, type Context } from './configuration';
import { empty } from './empty';
import { makeOwnThings, removeOwnThings } from './own-things';

/** Test files run beside each other: each has a table of its own, and mostly waits. */
const WORKERS = 4;

/** A test waits for several things, one after the other. */
const WAITS_OF_A_TEST = 4;

/** What the suite is run with. Where AWS is, the environment says, as for every SDK (AWS_PROFILE, AWS_REGION ...). */
export interface SuiteOptions {
  readonly systemName: string;
  readonly region: string;
  /** Longest wait for one thing, such as the end of a night. */
  readonly patienceSeconds: number;
  /** After so long an export has what was written. */
  readonly settleSeconds: number;
  /** More arguments for jest. */
  readonly jestArguments: readonly string[];
  readonly signal: AbortSignal;
  /** What else is looked at when the tests have passed, while the systems are there. @default - nothing */
  readonly afterTests?: (contexts: readonly Context[]) => boolean;
}

/** A system on its way into the account: its configuration, and where its templates and outputs lie. */
interface Deployment {
  readonly context: Context;
  readonly assembly: string;
  readonly outputs: string;
}

/**
 * Deploys two systems of its own, runs the tests on them and destroys them, also after a failure or an interruption.
 *
 * @returns whether they were deployed, all tests passed, and nothing is left of them
 */
export async function runSuite(options: SuiteOptions): Promise<boolean> {
  const { systemName, region, signal } = options;
  const folder = mkdtempSync(join(tmpdir(), 'export-to-athena-integration-'));
  const ownName = systemName.replace('it-', 'own-');
  const ownThings = `export-to-athena-${ownName}-things`;
  const deployments: Deployment[] = [];
  const begin = async (context: Context) => {
    const name = context.systemName ?? '';
    const deployment = { context, assembly: join(folder, name), outputs: join(folder, `${name}.json`) };
    deployments.push(deployment);
    return deployStacks(deployment, signal);
  };
  const failed: string[] = [];
  const step = async (name: string, succeeded: Promise<boolean> | boolean): Promise<boolean> => {
    const went = await succeeded;
    if (!went) failed.push(name);
    return went;
  };
  try {
    const deployed =
      (await step(`deploying ${systemName}`, begin(configuration(systemName, region)))) &&
      (await step(`deploying ${ownName}`, begin(ownConfiguration(ownName, region, await makeOwnThings(ownThings)))));
    if (deployed && (await step('the tests', runTests(options, deployments))))
      await step(
        'the calls that were made, see above',
        options.afterTests?.(deployments.map(({ context }) => context)) ?? true,
      );
  } finally {
    for (const { context, assembly } of deployments) {
      await empty(context);
      const status = await runTool('cdk', ['destroy', '--all', '--force', '--app', assembly, '--ci']);
      await step(`destroying ${context.systemName ?? ''} (exit ${status})`, status === 0);
    }
    await removeOwnThings(ownThings);
    rmSync(folder, { recursive: true, force: true });
  }
  if (failed.length > 0) console.error(`Failed: ${failed.join('; ')}`);
  return failed.length === 0;
}

async function deployStacks({ context, assembly, outputs }: Deployment, signal: AbortSignal): Promise<boolean> {
  const settings = contextArguments(context);
  const target = ['--all', '--output', assembly, '--outputs-file', outputs];
  const quietly = ['--require-approval', 'never', '--progress', 'events', '--ci'];
  return (await runTool('cdk', ['deploy', ...target, ...quietly, ...settings], signal)) === 0;
}

async function runTests(options: SuiteOptions, deployments: readonly Deployment[]): Promise<boolean> {
  // Not computed again by each test: the schedule in it is made from the time of day.
  process.env.INTEGRATION_CONTEXTS = JSON.stringify(deployments.map(({ context }) => context));
  process.env.INTEGRATION_OUTPUTS = JSON.stringify(deployments.map(({ outputs }) => outputs));
  process.env.INTEGRATION_PATIENCE_SECONDS = String(options.patienceSeconds);
  process.env.INTEGRATION_SETTLE_SECONDS = String(options.settleSeconds);
  const files = ['--roots', __dirname, '--testMatch', '**/*.integration.ts', '--maxWorkers', String(WORKERS)];
  const timeout = ['--testTimeout', String(WAITS_OF_A_TEST * options.patienceSeconds * 1000)];
  return (await runTool('jest', [...files, ...timeout, ...options.jestArguments], options.signal)) === 0;
}
