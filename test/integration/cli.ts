import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { contextArguments, only, type Context, type OwnTableName, type TableName } from './configuration';
import { CONTEXT, OWN_CONTEXT } from './system';

const PROGRAM = join(__dirname, '../../bin/export-to-athena');

/** What a command line came to. */
export interface CliRun {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | null;
}

/** How a command line is run. */
export interface CliOptions {
  /** The system that it is about. @default the first */
  readonly context?: Context;
  /** The tables that its configuration has. */
  readonly tables: readonly string[];
  /** The command, its arguments and options; a `-c` among them comes after those of the system under test. */
  readonly args: readonly string[];
  /** Environment variables that are other ones than ours; undefined for one that it is not to have. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Is given all that was written so far, whenever there is more, and may send the program a Ctrl-C. */
  readonly onOutput?: (written: string, interrupt: () => void) => void;
}

/** Runs the project's program as a person does, about the system under test. */
export function runCli({ context = CONTEXT, tables, args, env, onOutput }: CliOptions): Promise<CliRun> {
  const [command = '', ...more] = args;
  return new Promise((resolve, reject) => {
    const settings = contextArguments(only(context, tables));
    const child = spawn(process.execPath, [PROGRAM, command, ...settings, ...more], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const written = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const)
      child[stream].setEncoding('utf8').on('data', (text: string) => {
        written[stream] += text;
        onOutput?.(written.stdout + written.stderr, () => child.kill('SIGINT'));
      });
    child.on('error', reject);
    child.on('close', (exitCode) => {
      resolve({ ...written, exitCode });
    });
  });
}

/** {@link runCli} for a table, for tests that need nothing else. */
export function cliOf(...tables: readonly TableName[]): (...args: string[]) => Promise<CliRun> {
  return (...args) => runCli({ tables, args });
}

/** {@link cliOf} for tables of the second system. */
export function ownCliOf(...tables: readonly OwnTableName[]): (...args: string[]) => Promise<CliRun> {
  return (...args) => runCli({ context: OWN_CONTEXT, tables, args });
}
