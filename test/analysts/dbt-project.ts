import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dbtFiles } from './page';

/**
 * Makes a dbt project of what docs/analysts.md shows: dbt_project.yml, profiles.yml, the model. Its sources are not there yet.
 *
 * @param rewrite gives the page's names another system's
 */
export function makeDbtProject(folder: string, rewrite: (text: string) => string = (text) => text): void {
  const { profiles, model } = dbtFiles();
  for (const inner of ['models', 'tests']) mkdirSync(join(folder, inner), { recursive: true });
  writeFileSync(join(folder, 'dbt_project.yml'), 'name: shop\nversion: 1.0.0\nprofile: shop\n');
  writeFileSync(join(folder, 'profiles.yml'), rewrite(profiles));
  writeFileSync(join(folder, 'models/pieces_by_menu.sql'), rewrite(model));
}
