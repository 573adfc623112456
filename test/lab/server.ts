import { spawn, type ChildProcess } from 'node:child_process';
import { openSync, readFileSync, statSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Patience } from './patience';

const POLL_MS = 200;
/** A start takes seconds; on a loaded machine Trino takes minutes, and writes to its log in all of them. */
const START = { quietMs: 180_000, longestMs: 1_800_000 };
const STOP_SECONDS = 20;
const LOG_LINES = 15;

/** How a server is started, and how it is known to be ready. */
export interface ServerOptions {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly folder: string;
  readonly logFile: string;
  /** Whether it answers; not being reachable yet is no answer. */
  readonly ready: () => Promise<boolean>;
}

/** A server of the lab: a process with a group of its own, so that whatever it starts ends with it. */
export class Server {
  private readonly process: ChildProcess;
  private spawnError: Error | undefined;

  constructor(private readonly options: ServerOptions) {
    const log = openSync(options.logFile, 'w');
    this.process = spawn(options.command, options.args, {
      cwd: options.folder,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', log, log],
      detached: true,
    });
    this.process.on('error', (error) => {
      this.spawnError = error;
    });
  }

  /**
   * Waits until the server answers, for as long as its log grows.
   *
   * @throws Error with the end of its log, when it ended or does not answer in time; the signal's, when that aborts
   */
  async awaitAnswer(signal: AbortSignal): Promise<void> {
    const { name, logFile, ready } = this.options;
    const patience = new Patience(START, Date.now());
    while (!(await ready().catch(() => false))) {
      if (this.spawnError) throw new Error(`${name} cannot be started: ${this.spawnError.message}`);
      if (this.hasEnded()) throw new Error(`${name} ended instead of starting (${logFile}):\n${lastLines(logFile)}`);
      const over = patience.look(statSync(logFile).size, Date.now());
      if (over !== undefined) throw new Error(`${name} did not answer ${over} (${logFile}):\n${lastLines(logFile)}`);
      await sleep(POLL_MS, undefined, { signal });
    }
  }

  /** Ends the server and all that it started: asks first, and kills what does not end in time. */
  async stop(): Promise<void> {
    const { pid } = this.process;
    if (pid === undefined || this.hasEnded()) return;
    process.kill(-pid, 'SIGTERM');
    const end = Date.now() + STOP_SECONDS * 1000;
    while (Date.now() < end) {
      if (this.hasEnded()) return;
      await sleep(POLL_MS);
    }
    process.kill(-pid, 'SIGKILL');
  }

  private hasEnded(): boolean {
    return this.process.exitCode !== null || this.process.signalCode !== null;
  }
}

/** A TCP port on which no process listens. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function lastLines(file: string): string {
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-LOG_LINES).join('\n');
}
