// Builds dist/: each file of lib/ and infra/ of its own, which apps and the tests load, and dist/program/, which bin/ runs.
// With --if-changed only where it is not whole, or older than what it is made of.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { copyFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What dist/ is made of and with. */
const SOURCES = ['build.mjs', 'lib', 'infra', 'package.json', 'package-lock.json'];

const BUILT = 'dist.new';
const PROGRAM = join(BUILT, 'program');

/** The program as modules, on the way: esbuild shares code between files of modules alone. */
const MODULES = join(BUILT, 'modules');

/** Packages that become part of the program, with their licences; all others are loaded from node_modules. */
const INCLUDED = ['zod'];

const OPTIONS = { platform: 'node', target: 'node20.19', sourcemap: true, logLevel: 'warning' };

/** Files that are loaded by require(), also where it is later. Threads are modules and stay so. */
const REQUIRED = { ...OPTIONS, format: 'cjs', supported: { 'dynamic-import': false }, loader: { '.mjs': 'copy' } };

const excludePackages = {
  name: 'exclude-packages',
  setup({ onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
      kind === 'entry-point' || INCLUDED.includes(path) ? undefined : { path, external: true },
    );
  },
};

async function buildFiles({ build }) {
  const entryPoints = ['lib/**/*.ts', 'lib/**/*.mjs', 'infra/**/*.ts'];
  await build({ ...REQUIRED, entryPoints, outdir: BUILT, outbase: '.' });
}

/**
 * The program in as few files as a command can load with nothing that it does not need: most of the time of a short
 * command was that of finding, reading and compiling its 740 files.
 */
async function buildProgram({ build }) {
  await build({
    ...OPTIONS,
    format: 'esm',
    entryPoints: ['lib/cli/main.ts', 'lib/cli/cli.ts'],
    bundle: true,
    splitting: true,
    sourcesContent: false,
    outdir: MODULES,
    plugins: [excludePackages],
  });
  const entryPoints = [join(MODULES, '*.js'), 'lib/**/*.mjs'];
  await build({ ...REQUIRED, entryPoints, entryNames: '[name]', sourcesContent: false, outdir: PROGRAM });
  for (const name of INCLUDED) await copyFile(`node_modules/${name}/LICENSE`, join(PROGRAM, `LICENSE-${name}`));
}

async function buildAll() {
  await rm(BUILT, { recursive: true, force: true });
  const esbuild = await import('esbuild');
  await Promise.all([buildFiles(esbuild), buildProgram(esbuild)]);
  await rm(MODULES, { recursive: true });
  await rm('dist', { recursive: true, force: true });
  await rename(BUILT, 'dist');
}

/** Whether dist/ is whole, and newer than all that it is made of: then it stays, as others may be running from it. */
function isBuilt() {
  const built = statSync('dist', { throwIfNoEntry: false });
  return existsSync('dist/program/main.js') && SOURCES.every((source) => lastChange(source) < built.mtimeMs);
}

/** When a file, or a folder or anything in it, was changed, created or removed last: the time that no program can set. */
function lastChange(path) {
  const stats = statSync(path);
  const inside = stats.isDirectory() ? readdirSync(path).map((name) => lastChange(join(path, name))) : [];
  return Math.max(stats.ctimeMs, ...inside);
}

process.chdir(dirname(fileURLToPath(import.meta.url)));
if (!process.argv.includes('--if-changed') || !isBuilt()) await buildAll();
