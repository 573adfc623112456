import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';

/** What a local system keeps in its folder. */
const OWN = ['s3', 'catalog.json', 'reports'];

/**
 * Empties the folder of a local system, or makes it.
 *
 * @returns its absolute path
 * @throws Error where it holds anything else, which is left alone
 */
export function emptyFolder(folder: string): string {
  const path = resolve(folder);
  const strangers = existsSync(path) ? readdirSync(path).filter((name) => !OWN.includes(name)) : [];
  if (strangers.length > 0)
    throw new Error(`${path} has files that no night put there (${strangers.join(', ')}); give another --folder`);
  rmSync(path, { recursive: true, force: true });
  mkdirSync(path, { recursive: true });
  return path;
}
