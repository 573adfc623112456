import { cli } from '../../lib/cli/cli';

/** What a command line came to. */
export interface CliRun {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** Runs a command line in this process. */
export async function runCli(...args: string[]): Promise<CliRun> {
  let [stdout, stderr] = ['', ''];
  const out = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    stdout += String(text);
    return true;
  });
  const error = jest.spyOn(process.stderr, 'write').mockImplementation((text) => {
    stderr += String(text);
    return true;
  });
  const before = process.exitCode;
  setExitCode(0);
  try {
    await cli(args);
    return { stdout, stderr, exitCode: Number(process.exitCode ?? 0) };
  } finally {
    setExitCode(before);
    out.mockRestore();
    error.mockRestore();
  }
}

function setExitCode(code: typeof process.exitCode): void {
  process.exitCode = code;
}
