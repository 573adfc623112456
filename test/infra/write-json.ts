import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

/** Writes a file of JSON in the format of this repository. */
export function writeJson(file: string, value: unknown): void {
  writeFileSync(file, JSON.stringify(value, undefined, 2));
  execFileSync('npx', ['oxfmt', file], { stdio: ['ignore', 'ignore', 'inherit'] });
}
