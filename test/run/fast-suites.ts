import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * What takes long to load or to start. A suite is fast where neither it nor anything that it can come to load, now or
 * later, names one of these.
 */
const SLOW = /^(@duckdb\/|dynalite$|aws-cdk-lib\b|@aws-cdk\/|cdk-nag$|(node:)?child_process$)/;

/** Suites that go through all cases there are. */
const EXHAUSTIVE = join(__dirname, '../fault-matrix');

/** Imports of types are gone when the code runs. */
const TYPES = /\b(import|export) type [^;]*;|typeof import\([^)]*\)/g;

/** Names of modules and of files with code, wherever they stand: imports, `load('./x')`, files for threads. */
const NAMES = /'((?:\.{1,2}\/|@?[a-z])[\w./:@-]*)'/g;

/** Those of the suites that are fast. */
export function fastSuites(suites: readonly string[]): string[] {
  const known = new Map<string, readonly string[]>();
  const namesIn = (file: string): readonly string[] => {
    const names = known.get(file) ?? readNames(file);
    known.set(file, names);
    return names;
  };
  const isFast = (suite: string): boolean => {
    const reached = new Set([suite]);
    // files that are added on the way are visited as well
    for (const file of reached)
      for (const name of namesIn(file)) {
        if (SLOW.test(name)) return false;
        const found = fileOf(join(dirname(file), name));
        if (found !== undefined) reached.add(found);
      }
    return true;
  };
  return suites.filter((suite) => !suite.startsWith(EXHAUSTIVE) && isFast(suite));
}

function readNames(file: string): string[] {
  const text = readFileSync(file, 'utf8').replace(TYPES, '');
  return [...text.matchAll(NAMES)].map(([, name = '']) => name);
}

/** The file with code that a path is, as Node.js and TypeScript complete it. */
function fileOf(path: string): string | undefined {
  const candidates = /\.([cm]?js|ts)$/.test(path) ? [path] : [`${path}.ts`, join(path, 'index.ts')];
  return candidates.find((candidate) => existsSync(candidate) && statSync(candidate).isFile());
}
