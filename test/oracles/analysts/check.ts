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
    const recipes = await checkLocalRecipes(python, nights);
    return (await checkDbtSources(python, nights, project)) && recipes;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
