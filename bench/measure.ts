import { execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';

/** What one run of a program cost. */
export interface Cost {
  /** Without Node's own start. */
  readonly seconds: number;
  /** The largest resident memory of the process, in bytes; undefined for a shell pipe. */
  readonly memory: number | undefined;
  /** Seconds of parts, by what they do. */
  readonly parts?: Readonly<Record<string, number>>;
  /** Bytes that parts read. */
  readonly bytes?: Readonly<Record<string, number>>;
}

/**
 * Runs a program of programs/ in a process of its own (its last line must be `costOfThisProcess()`), or a shell command, of
 * which the processors are counted as the part `processors`.
 *
 * @throws Error when it does not end with 0
 */
export async function measure(program: string, ...args: string[]): Promise<Cost> {
  if (program.endsWith('.ts'))
    return costIn(await run(process.execPath, '--import', 'tsx', join(__dirname, 'programs', program), ...args));
  const started = performance.now();
  const output = await run('sh', '-c', `(${program}) || exit; times`, 'sh', ...args);
  const seconds = (performance.now() - started) / 1000;
  return { seconds, memory: undefined, parts: { processors: cpuOfChildren(output) } };
}

/** As {@link measure}, a program of programs/ in Python. @param python the interpreter */
export async function measurePython(python: string, program: string, ...args: string[]): Promise<Cost> {
  return costIn(await run(python, join(__dirname, 'programs', program), ...args));
}

const costIn = (output: string): Cost => JSON.parse(output.trim().split('\n').at(-1) ?? '') as Cost;

async function run(command: string, ...parameters: string[]): Promise<string> {
  return new Promise<string>((resolve, reject) => {
    const child = spawn(command, parameters, { stdio: ['ignore', 'pipe', 'inherit'] });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(Buffer.concat(chunks).toString());
      else reject(new Error(`${command} ${parameters.join(' ')} ended with ${code}; its own message is above`));
    });
  });
}

/** The program that a person runs. */
export const PROGRAM = join(__dirname, '..', 'bin', 'export-to-athena');

/**
 * Runs the program as a person does, with Node's own start.
 *
 * @returns seconds of all cores
 * @throws Error when it does not end with one of these codes
 */
export function cpuOfProgram(args: readonly string[], codes: readonly number[] = [0]): number {
  // the shell writes behind what it ran what it and its children took, as "0m0.42s 0m0.07s"
  const script = `"$@" > /dev/null; code=$?; times; case " ${codes.join(' ')} " in *" $code "*) ;; *) exit 1; esac`;
  const times = execFileSync('sh', ['-c', script, 'sh', process.execPath, PROGRAM, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return cpuOfChildren(times);
}

/** What the shell's `times`, behind all else in its output, says of what it ran: seconds. */
function cpuOfChildren(output: string): number {
  const children = output.trim().split('\n').at(-1) ?? '';
  return [...children.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, rest]) => sum + Number(minutes) * 60 + Number(rest),
    0,
  );
}

/** What `measure` reads at the end of a program: the time since `started`, by performance.now(), and all its memory. */
export function costOfThisProcess(
  started: number,
  parts: Readonly<Record<string, number>> = {},
  bytes: Readonly<Record<string, number>> = {},
): string {
  const seconds = (performance.now() - started) / 1000;
  // in kilobytes, on macOS and Linux alike
  const cost: Cost = { seconds, memory: process.resourceUsage().maxRSS * 1024, parts, bytes };
  return JSON.stringify(cost);
}

/** What all threads of this process have computed until now: the same on a busy machine. */
export function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** The middle one; of several runs it is the one to quote. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Measures contenders in turns, so that what else the machine does hits all of them alike. */
export async function measureInTurns<Name extends string>(
  rounds: number,
  contenders: Readonly<Record<Name, () => Promise<Cost>>>,
  progress: (text: string) => void,
): Promise<Readonly<Record<Name, readonly Cost[]>>> {
  const names = Object.keys(contenders) as Name[];
  const costs = Object.fromEntries(names.map((name) => [name, [] as Cost[]])) as Record<Name, Cost[]>;
  for (let round = 1; round <= rounds; round++) {
    for (const name of names) {
      progress(`round ${round} of ${rounds}: ${name}`);
      costs[name].push(await contenders[name]());
    }
  }
  return costs;
}

/** The middle of the runs' seconds. */
export const seconds = (costs: readonly Cost[]): number => median(costs.map((cost) => cost.seconds));

/** The most memory that a run took, in bytes. */
export const memory = (costs: readonly Cost[]): number => Math.max(...costs.map((cost) => cost.memory ?? 0));
