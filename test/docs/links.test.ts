import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PAGES, pageText, PROJECT } from './pages';

const links = PAGES.flatMap((page) =>
  [...pageText(page).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(([, target = '']) => [page, target] as const),
);

describe('a link', () => {
  it.each(links)('in %s leads to a file that is there: %s', (page, target) => {
    expect(existsSync(join(PROJECT, dirname(page), target))).toBe(true);
  });
});

describe('a path in a text', () => {
  const paths = PAGES.flatMap((page) =>
    [
      ...new Set(
        [...pageText(page).matchAll(/`((?:lib|infra|test|docs|queries|bench)\/[\w./-]*)`/g)].map(
          ([, path = '']) => path,
        ),
      ),
    ].map((path) => [page, path] as const),
  );

  it.each(paths)('of %s is there: %s', (_, path) => {
    expect(existsSync(join(PROJECT, path))).toBe(true);
  });

  const names = PAGES.flatMap((page) =>
    [...pageText(page).matchAll(/`((?:lib|infra|test|bench)\/[\w./-]*\.ts)`: `(\w+)`/g)].map(
      ([, path = '', name = '']) => [page, path, name] as const,
    ),
  );

  it.each(names)('of %s, %s, has what is named: %s', (_, path, name) => {
    expect(readFileSync(join(PROJECT, path), 'utf8')).toMatch(new RegExp(`\\b${name}\\b`));
  });
});
