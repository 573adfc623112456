import { join } from 'node:path';
import { installPackages } from '../../lab/cache';

/** The linters, with their versions. */
const REQUIREMENTS = join(__dirname, 'requirements.txt');

/**
 * Installs cfn-lint and checkov where they are not there yet.
 *
 * @param cache the folder for what is installed
 * @returns their Python
 */
export function installLinters(cache: string): string {
  return installPackages(join(cache, 'linters'), REQUIREMENTS);
}
