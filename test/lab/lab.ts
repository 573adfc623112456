import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { install, installTrino } from './cache';
import { startEmulator } from './emulator';
import { javaHome } from './java';
import { freePort, type Server } from './server';
import { startTrino } from './trino';

const REGION = 'ap-northeast-1';
const ACCOUNT = '000000000000';

/** A running lab. */
export interface Lab {
  /** What AWS's SDKs, the CLI and CDK need to reach it. */
  readonly env: Readonly<Record<string, string>>;
  readonly region: string;
  readonly account: string;
  readonly trinoPort: number;
  /** What was asked with the roles of state machines, as lines of JSON. */
  readonly callsFile: string;
  /** Configuration, data and logs of this run. */
  readonly folder: string;
  /** Ends the servers. @param keepLogs whether the folder stays */
  stop(keepLogs: boolean): Promise<void>;
}

/**
 * Starts the emulator and Trino on free ports, so that two labs do not meet. Everything that AWS would keep is in memory.
 *
 * @param folder where the cache and the runs lie
 * @param signal ends the start early
 * @throws Error that names what is missing on this machine and how to get it; nothing is left running then
 */
export async function startLab(folder: string, signal: AbortSignal): Promise<Lab> {
  const java = javaHome();
  const { python, trino } = install(join(folder, 'cache'));
  const run = runFolder(folder);
  const faultsFolder = join(run, 'faults');
  const callsFile = join(run, 'calls.jsonl');
  const [port, trinoPort] = [await freePort(), await freePort()];
  const endpoint = `http://127.0.0.1:${port}`;
  mkdirSync(join(run, 'trino'));
  mkdirSync(faultsFolder);
  const servers = [
    startEmulator({ python, port, trinoPort, folder: run, callsFile, faultsFolder, region: REGION }),
    startTrino({
      home: trino,
      javaHome: java,
      port: trinoPort,
      folder: join(run, 'trino'),
      aws: { endpoint, region: REGION },
    }),
  ];
  const stop = await awaitServers(servers, run, signal);
  const env = environment(endpoint, faultsFolder);
  return { env, region: REGION, account: ACCOUNT, trinoPort, callsFile, folder: run, stop };
}

/** A Trino whose tables are those that its statements make. */
export interface TrinoAlone {
  readonly port: number;
  /** Ends it. @param keepLogs whether its folder stays */
  stop(keepLogs: boolean): Promise<void>;
}

/**
 * Starts Trino on a free port, without the emulator.
 *
 * @throws Error as startLab does
 */
export async function startTrinoAlone(folder: string, signal: AbortSignal): Promise<TrinoAlone> {
  const java = javaHome();
  const home = installTrino(join(folder, 'cache'));
  const run = runFolder(folder);
  const port = await freePort();
  const tables = join(run, 'tables');
  for (const made of [join(run, 'trino'), tables]) mkdirSync(made);
  const server = startTrino({ home, javaHome: java, port, folder: join(run, 'trino'), tables });
  return { port, stop: await awaitServers([server], run, signal) };
}

/** Waits until all answer; ends all where one does not. @returns what ends them */
async function awaitServers(servers: readonly Server[], run: string, signal: AbortSignal): Promise<Lab['stop']> {
  const stop = async (keepLogs: boolean) => {
    await Promise.all(servers.map((server) => server.stop()));
    if (!keepLogs) rmSync(run, { recursive: true, force: true });
  };
  try {
    await Promise.all(servers.map((server) => server.awaitAnswer(signal)));
  } catch (error) {
    await stop(true);
    throw error;
  }
  return stop;
}

function runFolder(folder: string): string {
  mkdirSync(join(folder, 'runs'), { recursive: true });
  return mkdtempSync(join(folder, 'runs', 'run-'));
}

function environment(endpoint: string, faultsFolder: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    CDK_DEFAULT_ACCOUNT: ACCOUNT,
    CDK_DEFAULT_REGION: REGION,
    INTEGRATION_FAULTS: faultsFolder,
  };
}
