import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { blocksOf, PAGES } from '../docs/pages';
import { dbtFiles, IN_AN_ACCOUNT, PAGE, pythonRecipes } from './page';

describe('docs/analysts.md', () => {
  it('has all blocks that are run as recipes, and none is lost under a name of another', () => {
    const blocks = PAGES.flatMap(blocksOf).filter(({ language }) => ['python', 'yaml', 'jinja'].includes(language));
    expect(new Set(blocks.map(({ page }) => page))).toEqual(new Set([PAGE]));
    expect(blocks).toHaveLength(pythonRecipes().size + Object.values(dbtFiles()).length);
  });

  it.each([...pythonRecipes()])('%s leaves an answer that is compared', (_, recipe) => {
    expect(recipe).toMatch(/^answer = /m);
  });

  it('has the recipes that are run in an account', () => {
    expect([...pythonRecipes().keys()]).toEqual(expect.arrayContaining([...IN_AN_ACCOUNT]));
  });

  it('imports nothing that test/analysts/requirements.txt does not install', () => {
    const installed = readFileSync(join(__dirname, 'requirements.txt'), 'utf8')
      .split('\n')
      .map((line) => line.split('==')[0]?.toLowerCase() ?? '');
    const imported = [...pythonRecipes().values()].flatMap((recipe) =>
      [...recipe.matchAll(/^(?:import|from) (\w+)/gm)].map(([, name = '']) => name),
    );
    const own = ['json', 'subprocess'];
    expect(imported.filter((name) => !own.includes(name) && !installed.includes(name))).toEqual([]);
  });
});
