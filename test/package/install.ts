import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

const PROJECT = join(__dirname, '../..');

export type Example = 'typescript' | 'javascript';

/** What a checkout has beside the package and what it is built from. */
const BESIDE = new Set([
  'bench',
  'cdk.out',
  'coverage',
  'dist',
  'dist.new',
  'docs',
  'examples',
  'node_modules',
  'test',
  'types',
]);

/**
 * Packs the package as it would be published: of a copy, since npm builds dist/ anew, from which other programs may run.
 *
 * @returns the path of the tarball
 */
export function packPackage(folder: string): string {
  const copy = join(folder, 'package');
  mkdirSync(copy);
  for (const name of readdirSync(PROJECT))
    if (!name.startsWith('.') && !BESIDE.has(name)) cpSync(join(PROJECT, name), join(copy, name), { recursive: true });
  symlinkSync(join(PROJECT, 'node_modules'), join(copy, 'node_modules'));
  run(copy, 'npm', 'pack', '--silent', '--pack-destination', folder);
  const tarball = readdirSync(folder).find((file) => file.endsWith('.tgz'));
  if (tarball === undefined) throw new Error('npm pack made no file');
  return join(folder, tarball);
}

/**
 * Copies an example and installs the package into it, as a person does.
 *
 * @param more other packages, such as an older release of the CDK
 * @returns the folder of the copy
 */
export function installExample(example: Example, parent: string, tarball: string, ...more: string[]): string {
  const folder = join(parent, [example, ...more.map((name) => name.replace(/[^\w.]/g, '-'))].join('-'));
  cpSync(join(PROJECT, 'examples', example), folder, { recursive: true });
  run(folder, 'npm', 'install', '--no-audit', '--no-fund', '--silent', tarball, ...more);
  return folder;
}

/** Runs a program to its end. @returns what it wrote to standard output */
export function run(folder: string, command: string, ...args: string[]): string {
  return execFileSync(command, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}
