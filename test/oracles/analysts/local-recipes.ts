import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { IN_AN_ACCOUNT, pythonRecipes } from '../../analysts/page';
import { runRecipe, type Pieces } from '../../analysts/run-python';
import { commandsOf, keyOf, PROJECT } from '../../docs/pages';

const PROGRAM = join(PROJECT, 'bin/export-to-athena');

const QUESTION = 'SELECT menu, sum(quantity) AS pieces FROM sushiorderdata GROUP BY menu';

/** Runs the program in a folder. @returns what it printed */
export function program(folder: string, ...args: readonly string[]): string {
  return execFileSync(process.execPath, [PROGRAM, ...args], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

/**
 * Runs the recipes of docs/analysts.md that are about this machine on columnar nights that are made for them, and compares
 * their answers with the program's.
 *
 * @param folder where the nights go, in `.local`
 * @returns whether all are the same
 */
export async function checkLocalRecipes(python: string, folder: string): Promise<boolean> {
  program(folder, 'start', '--orders', '500', '--no-answers', '-c', 'columnar=true');
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'npx'), `#!/bin/sh\nshift\nexec '${process.execPath}' '${PROGRAM}' "$@"\n`, { mode: 0o755 });
  const env = { PATH: `${bin}:${process.env.PATH ?? ''}` };
  const [parquet = ''] = commandsOf('docs/analysts.md')
    .map(keyOf)
    .filter((key) => key.includes('--format parquet'));
  execFileSync('sh', ['-c', `npx ${parquet}`], { cwd: folder, env: { ...process.env, ...env }, stdio: 'ignore' });
  const expected = expectedPieces(folder);
  let same = Object.keys(expected).length > 3;
  for (const [name, recipe] of pythonRecipes()) {
    if (IN_AN_ACCOUNT.includes(name)) continue;
    const found = await runRecipe(recipe, { python, folder, env });
    const isSame = isDeepStrictEqual(found, expected);
    console.log(`  ${name}: ${isSame ? 'the same' : `${JSON.stringify(found)}, not ${JSON.stringify(expected)}`}`);
    same &&= isSame;
  }
  return same;
}

function expectedPieces(folder: string): Pieces {
  const rows = program(folder, 'query', QUESTION, '--format', 'csv').trimEnd().split('\n').slice(1);
  return Object.fromEntries(
    rows
      .map((row) => row.split(',').map((value) => value.replaceAll('"', '')))
      .map(([menu = '', pieces = '']) => [menu === '' ? 'no menu' : menu, pieces === '' ? '0' : pieces] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
