import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of this package, which holds package.json, cdk.json and queries/: the same from the sources and from dist/. */
export const PACKAGE_ROOT = findUp(__dirname, 'package.json');

/** The version in package.json. */
export function packageVersion(): string {
  return (JSON.parse(readFileSync(join(PACKAGE_ROOT, 'package.json'), 'utf8')) as { version: string }).version;
}

function findUp(folder: string, file: string): string {
  return existsSync(join(folder, file)) || dirname(folder) === folder ? folder : findUp(dirname(folder), file);
}
