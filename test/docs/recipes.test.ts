import { execFileSync } from 'node:child_process';
import { posix } from 'node:path';
import { PROJECT, pageText } from './pages';

const [recipes = ''] = /^## Recipes\n[^]*?(?=^## )/m.exec(pageText('CONTRIBUTING.md')) ?? [];

/** All files of the repository, also those that are not committed yet. */
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: PROJECT,
  encoding: 'utf8',
}).split('\n');

/** A file as a recipe names it. */
interface NamedFile {
  /** What stands before the recipe's own name for it. */
  readonly recipe: string;
  readonly name: string;
  /** The folder that the recipe named last. */
  readonly folder: string;
}

/** The files of a recipe in their order; `<name>` and `*` stand for a part of a name. */
function namedFiles(text: string): NamedFile[] {
  const [recipe = ''] = text.split('\n');
  let folder = '';
  return [...text.matchAll(/`([^`\s]+(?:\.(?:ts|md|json|txt|sql|png)|\/))`/g)].flatMap(([, name = '']) => {
    const named = { recipe, name, folder };
    const isWhole = /^(lib|infra|test|docs|queries)\//.test(name);
    if (isWhole) folder = name.endsWith('/') ? name : `${posix.dirname(name)}/`;
    return [isWhole ? { ...named, folder: '' } : named];
  });
}

/** Whether there is such a file, or such a folder, in the folder that was named last; some pages lie at the top. */
function isThere({ name, folder }: NamedFile): boolean {
  const pattern = name.replaceAll(/[.+()]/g, '\\$&').replaceAll(/<name>|\*/g, '[^/]+');
  const paths = new RegExp(`^(${folder}|(?=[A-Z]+[.]|README|package))${pattern}${name.endsWith('/') ? '' : '$'}`);
  return files.some((file) => paths.test(file));
}

const named = recipes.split(/^### /m).slice(1).flatMap(namedFiles);

describe('the recipes', () => {
  it('name files', () => {
    expect(named.length).toBeGreaterThan(150);
  });

  it.each(named.map((one) => [one.recipe, one.folder, one.name, one] as const))(
    '%s: names a file that is there, %s%s',
    (_recipe, _folder, _name, one) => {
      expect(isThere(one)).toBe(true);
    },
  );
});
