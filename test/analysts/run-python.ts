import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** The pieces of each menu, as texts with all their digits. */
export type Pieces = Readonly<Record<string, string>>;

/** Where and with what a recipe runs. */
export interface PythonOptions {
  readonly python: string;
  readonly folder: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a recipe of docs/analysts.md. @returns what its `answer` has */
export async function runRecipe(recipe: string, options: PythonOptions): Promise<Pieces> {
  return JSON.parse(await runPython([join(__dirname, 'rows.py')], options, recipe)) as Pieces;
}

/** Runs Python to its end. @returns what it printed @throws Error with what it said of an error */
export async function runPython(
  args: readonly string[],
  { python, folder, env }: PythonOptions,
  input = '',
): Promise<string> {
  const running = promisify(execFile)(python, args, { cwd: folder, env: { ...process.env, ...env }, encoding: 'utf8' });
  running.child.stdin?.end(input);
  return (await running).stdout;
}
