import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PROJECT = join(__dirname, '../..');

/**
 * Packs the package, installs it into a fresh copy of each example, checks its types and synthesises it: what a person
 * does who installs it. npm run test:package
 */
function main(): void {
  const work = mkdtempSync(join(tmpdir(), 'export-to-athena-package-'));
  try {
    run(PROJECT, 'npm', 'pack', '--silent', '--pack-destination', work);
    const [tarball] = readdirSync(work);
    if (tarball === undefined) throw new Error('npm pack made no file');
    for (const example of ['typescript', 'javascript']) {
      const folder = join(work, example);
      cpSync(join(PROJECT, 'examples', example), folder, { recursive: true });
      run(folder, 'npm', 'install', '--no-audit', '--no-fund', '--silent', join(work, tarball));
      if (example === 'typescript') run(folder, 'npx', 'tsc');
      run(folder, 'npm', 'run', '--silent', 'synth');
      const template = readFileSync(join(folder, 'cdk.out', 'ShopAnalytics.template.json'), 'utf8');
      const machines = template.split('"AWS::StepFunctions::StateMachine"').length - 1;
      if (machines !== 1) throw new Error(`${example}: ${machines} state machines in place of one`);
      const version = run(folder, 'npx', 'export-to-athena', '--version').trim();
      console.log(
        `${example}: installed ${tarball}, synthesised ${template.length} bytes; the program says ${version}`,
      );
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function run(folder: string, command: string, ...args: string[]): string {
  return execFileSync(command, args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
}

main();
