import { join } from 'node:path';
import { installPackages } from '../lab/cache';

/** Every package, with its version; what none of the recipes loads is left out. */
const REQUIREMENTS = join(__dirname, 'requirements.txt');

/** The cache of the lab, which git ignores. */
const CACHE = join(__dirname, '../../.lab/cache');

/** Installs what the recipes of docs/analysts.md use where it is not there yet: 225 MB to download. @returns its Python */
export function installAnalysts(): string {
  // no dependencies: the list is whole, and pip would add a parser of 48 MB that dbt does not load
  return installPackages(join(CACHE, 'analysts'), REQUIREMENTS, ['--no-deps']);
}
