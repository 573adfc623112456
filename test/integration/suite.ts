import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTool } from './command';
import { configuration, contextArguments, type Context } from './configuration';
import { empty } from './empty';

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
}

/**
 * Deploys a system of its own, runs the tests on it and destroys it, also after a failure or an interruption.
 *
 * @returns whether it was deployed, all tests passed, and nothing is left of it
 */
export async function runSuite(options: SuiteOptions): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), 'export-to-athena-integration-'));
  const assembly = join(folder, 'cdk.out');
  const outputs = join(folder, 'outputs.json');
  const context = configuration(options.systemName, options.region);
  let wentWell: boolean;
  let destroyed: boolean;
  try {
    wentWell =
      (await deployed(context, assembly, outputs, options.signal)) && (await passed(options, context, outputs));
  } finally {
    await empty(context);
    destroyed = (await runTool('cdk', ['destroy', '--all', '--force', '--app', assembly, '--ci'])) === 0;
    rmSync(folder, { recursive: true, force: true });
  }
  return wentWell && destroyed;
}

async function deployed(context: Context, assembly: string, outputs: string, signal: AbortSignal): Promise<boolean> {
  const settings = contextArguments(context);
  const target = ['--all', '--output', assembly, '--outputs-file', outputs];
  const quietly = ['--require-approval', 'never', '--progress', 'events', '--ci'];
  return (await runTool('cdk', ['deploy', ...target, ...quietly, ...settings], signal)) === 0;
}

async function passed(options: SuiteOptions, context: Context, outputs: string): Promise<boolean> {
  // Not computed again by whoever needs it: the schedule in it is made from the time of day.
  process.env.INTEGRATION_CONTEXT = JSON.stringify(context);
  process.env.INTEGRATION_OUTPUTS = outputs;
  process.env.INTEGRATION_PATIENCE_SECONDS = String(options.patienceSeconds);
  process.env.INTEGRATION_SETTLE_SECONDS = String(options.settleSeconds);
  const files = ['--roots', __dirname, '--testMatch', '**/*.integration.ts', '--maxWorkers', String(WORKERS)];
  const timeout = ['--testTimeout', String(WAITS_OF_A_TEST * options.patienceSeconds * 1000)];
  return (await runTool('jest', [...files, ...timeout, ...options.jestArguments], options.signal)) === 0;
}
