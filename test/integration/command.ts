import { spawn } from 'node:child_process';
import { join } from 'node:path';

const PROJECT = join(__dirname, '../..');

/**
 * Runs one of the project's own tools to its end, its output on ours.
 *
 * @param signal ends it early
 * @returns its exit code
 * @throws Error when it cannot be started or is ended by a signal
 */
export function runTool(tool: 'cdk' | 'jest', args: readonly string[], signal?: AbortSignal): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(PROJECT, 'node_modules/.bin', tool), args, {
      cwd: PROJECT,
      stdio: 'inherit',
      ...(signal && { signal }),
    });
    child.on('error', (error) => {
      reject(signal?.aborted ? (signal.reason as Error) : error);
    });
    child.on('exit', (code, killedBy) => {
      if (code === null) reject(new Error(`${tool} was ended by ${killedBy ?? 'a signal'}`));
      else resolve(code);
    });
  });
}

/** Aborts on what a terminal or a CI job sends to end a program, so that what waits can still tear down. */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      controller.abort(new Error(`Interrupted by ${name}`));
    });
  }
  return controller.signal;
}
