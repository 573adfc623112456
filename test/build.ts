import { execSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');

/** What dist/ is made of and with. */
const SOURCES = ['build.mjs', 'lib', 'infra', 'package.json', 'package-lock.json'];

/**
 * Builds dist/ before the tests, which load lib and infra from it, and some of which run the program in processes of its
 * own. What is newer than all that it is made of stays: other tests may be running from it.
 */
export default function build(): void {
  if (isBuilt()) return;
  execSync('npm run --silent build', { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
}

function isBuilt(): boolean {
  const built = statSync(join(ROOT, 'dist'), { throwIfNoEntry: false });
  return built !== undefined && SOURCES.every((source) => lastChange(join(ROOT, source)) < built.mtimeMs);
}

/** When a file, or a folder or anything in it, was changed, created or removed last: the time that no program can set. */
function lastChange(path: string): number {
  const stats = statSync(path);
  const inside = stats.isDirectory() ? readdirSync(path).map((name) => lastChange(join(path, name))) : [];
  return Math.max(stats.ctimeMs, ...inside);
}
