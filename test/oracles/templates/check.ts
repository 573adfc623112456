import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CONFIGURATIONS } from '../../infra/configurations';
import { synthesise } from '../../infra/synthesise';

/**
 * Holds the templates of every configuration that the tests have against CloudFormation's own rules, as cfn-lint has them,
 * and against checkov's, which are of security. What a resource does not meet on purpose has its reason in its metadata.
 *
 * @param python one that has both
 * @returns whether neither found anything
 */
export function checkTemplates(python: string): boolean {
  // one folder for all: of several, checkov reads the first again and again
  const folder = mkdtempSync(join(tmpdir(), 'export-to-athena-templates-'));
  try {
    const templates = Object.entries(CONFIGURATIONS).flatMap(([name, context]) =>
      writeTemplates(join(folder, name), context),
    );
    console.log(`  ${templates.length} templates of ${Object.keys(CONFIGURATIONS).length} configurations`);
    const run = (program: string, ...args: string[]) =>
      spawnSync(join(dirname(python), program), args, { stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;
    const isValid = run('cfn-lint', ...templates);
    const options = ['--framework', 'cloudformation', '--quiet', '--compact', '--skip-download'];
    const isSecure = run('checkov', ...options, '--directory', folder);
    return isValid && isSecure;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes the templates of a configuration into a folder. @returns their paths */
function writeTemplates(folder: string, context: Readonly<Record<string, unknown>>): string[] {
  const { directory } = synthesise(context).assembly;
  const files = readdirSync(directory).filter((file) => file.endsWith('.template.json'));
  return files.map((file) => {
    cpSync(join(directory, file), join(folder, file));
    return join(folder, file);
  });
}
