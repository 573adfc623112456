import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '../../package';

/** What package.json says of packages that are installed only where they are wanted. */
interface PackageJson {
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

/** What an app needs that uses the constructs; no command does. */
const FOR_APPS = ['aws-cdk-lib', 'constructs'];

/**
 * The message for a package that is not installed because only the laptop needs it, with the command that installs all of
 * them; undefined for any other error.
 */
export function missingPackage(error: unknown): string | undefined {
  // no instanceof: Node's own errors are of another realm under Jest
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  if (code !== 'MODULE_NOT_FOUND' && code !== 'ERR_MODULE_NOT_FOUND') return undefined;
  const [, name] = /Cannot find (?:module|package) '((?:@[^'/]+\/)?[^'/]+)/.exec(String(message)) ?? [];
  const { peerDependencies = {}, peerDependenciesMeta = {} } = JSON.parse(
    readFileSync(join(PACKAGE_ROOT, 'package.json'), 'utf8'),
  ) as PackageJson;
  const optional = Object.entries(peerDependencies).filter(
    ([peer]) => peerDependenciesMeta[peer]?.optional === true && !FOR_APPS.includes(peer),
  );
  if (name === undefined || !optional.some(([peer]) => peer === name)) return undefined;
  const all = optional.map(([peer, version]) => `${peer}@${version}`).join(' ');
  return `This needs ${name}, which is not installed: what only a laptop needs is not a part of the package. Install it with: npm install ${all}`;
}
