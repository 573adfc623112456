import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkDbtSources } from './dbt-sources';
import { checkLocalRecipes } from './local-recipes';

/**
 * Runs the recipes of docs/analysts.md that need no account, and dbt's own parser on what `export-to-athena dbt` writes.
 *
 * @param python one that has what the recipes use
 * @returns whether all of them answer as the program does, and dbt takes all
 */
export async function checkAnalysts(python: string): Promise<boolean> {
  const work = mkdtempSync(join(tmpdir(), 'analysts-'));
  try {
    const [nights, project] = [join(work, 'nights'), join(work, 'dbt')];
    mkdirSync(nights);
    const recipes = await runAndTell(() => checkLocalRecipes(python, nights));
    return (await runAndTell(() => checkDbtSources(python, nights, project))) && recipes;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** What a program ends with is told, and the checks after it are made all the same. */
async function runAndTell(check: () => Promise<boolean>): Promise<boolean> {
  try {
    return await check();
  } catch (error) {
    console.log(`  ${error instanceof Error ? error.message.slice(-LONGEST) : String(error)}`);
    return false;
  }
}

/** Of a traceback the end says what was wrong. */
const LONGEST = 1_500;
