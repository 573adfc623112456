import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const LIB = join(__dirname, '../../lib');

/** The files of lib that a file of lib imports, types included: import-x/no-cycle does not look at imports of types. */
function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  const specifiers = [...text.matchAll(/(?:\bfrom|\bimport\()\s*'(\.{1,2}\/[^']*|\.{1,2})'/g)].map(
    ([, path]) => path ?? '',
  );
  return specifiers.flatMap((path) => {
    const base = resolve(dirname(file), path);
    return [`${base}.ts`, join(base, 'index.ts')].find(existsSync) ?? [];
  });
}

/** Follows imports from a file to one that is on the way already. @returns the files between, undefined where there is none */
function circleFrom(
  file: string,
  graph: ReadonlyMap<string, readonly string[]>,
  done: Set<string>,
): string[] | undefined {
  const way: string[] = [];
  const visit = (at: string): string[] | undefined => {
    const before = way.indexOf(at);
    if (before >= 0) return [...way.slice(before), at];
    if (done.has(at)) return undefined;
    way.push(at);
    for (const next of graph.get(at) ?? []) {
      const circle = visit(next);
      if (circle !== undefined) return circle;
    }
    way.pop();
    done.add(at);
    return undefined;
  };
  return visit(file);
}

describe('the files of lib', () => {
  it('import each other in no circle', () => {
    const files = readdirSync(LIB, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => join(LIB, file));
    const graph = new Map(files.map((file) => [file, importsOf(file)]));
    const done = new Set<string>();
    const circles = files.flatMap((file) => {
      const circle = circleFrom(file, graph, done);
      return circle === undefined ? [] : [circle.map((one) => relative(LIB, one)).join(' -> ')];
    });
    expect([...new Set(circles)]).toEqual([]);
  });

  it('do not load the package of the dialect, which loads DuckDB', () => {
    const index = join(LIB, 'athena-sql/index.ts');
    const files = readdirSync(LIB, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
    expect(files.filter((file) => importsOf(join(LIB, file)).includes(index))).toEqual([]);
  });
});
