// Builds dist/: each file of lib/ and infra/ of its own, which apps and the tests load, and dist/program/, which bin/ runs.
import { copyFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

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

async function buildFiles() {
  const entryPoints = ['lib/**/*.ts', 'lib/**/*.mjs', 'infra/**/*.ts'];
  await build({ ...REQUIRED, entryPoints, outdir: BUILT, outbase: '.' });
}

/**
 * The program in as few files as a command can load with nothing that it does not need: most of the time of a short
 * command was that of finding, reading and compiling its 740 files.
 */
async function buildProgram() {
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

await rm(BUILT, { recursive: true, force: true });
await Promise.all([buildFiles(), buildProgram()]);
await rm(MODULES, { recursive: true });
await rm('dist', { recursive: true, force: true });
await rename(BUILT, 'dist');
