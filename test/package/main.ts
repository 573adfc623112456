import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { generatedApp } from './generated-app';
import { installExample, packPackage, run, type Example } from './install';

const PROJECT = join(__dirname, '../..');

/** The oldest releases that package.json says are supported. */
const OLDEST = Object.entries(readPeers())
  .filter(([name]) => name === 'aws-cdk-lib' || name === 'constructs')
  .map(([name, range]) => `${name}@${range.replace('^', '')}`);

/**
 * Packs the package, installs it into a fresh copy of each example, with the newest and with the oldest supported CDK,
 * checks its types and synthesises it: what a person does who installs it. npm run test:package
 */
function main(): void {
  const work = mkdtempSync(join(tmpdir(), 'export-to-athena-package-'));
  try {
    const tarball = packPackage(work);
    const folder = checkExample('typescript', work, tarball);
    checkGenerated(folder);
    checkExample('javascript', work, tarball);
    checkExample('typescript', work, tarball, ...OLDEST);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function checkExample(example: Example, work: string, tarball: string, ...more: string[]): string {
  const folder = installExample(example, work, tarball, ...more);
  // written, too: a compiler refuses some names only where it writes a module
  if (example === 'typescript') run(folder, 'npx', 'tsc', '--noEmit', 'false', '--outDir', 'built');
  run(folder, 'npm', 'run', '--silent', 'synth');
  const template = readFileSync(join(folder, 'cdk.out', 'ShopAnalytics.template.json'), 'utf8');
  const machines = template.split('"AWS::StepFunctions::StateMachine"').length - 1;
  if (machines !== 1) throw new Error(`${example}: ${machines} state machines in place of one`);
  const version = run(folder, 'npx', 'export-to-athena', '--version').trim();
  // loads the files of all commands
  run(folder, 'npx', 'export-to-athena', 'completion', 'bash');
  const cdk = run(folder, 'node', '-p', "require('aws-cdk-lib/package.json').version").trim();
  console.log(
    `${example}: installed ${basename(tarball)} beside aws-cdk-lib ${cdk}, synthesised ${template.length} bytes; the program says ${version}`,
  );
  return folder;
}

/** Puts what `init` and `infer --format cdk` give into the place of an example's app. */
function checkGenerated(folder: string): void {
  for (const [file, text] of Object.entries(generatedApp())) writeFileSync(join(folder, file), text);
  run(folder, 'npx', 'tsc');
  run(folder, 'npm', 'run', '--silent', 'synth');
  console.log('the code of init and infer: compiled, synthesised');
}

function readPeers(): Record<string, string> {
  const { peerDependencies } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as {
    readonly peerDependencies: Record<string, string>;
  };
  return peerDependencies;
}

main();
