import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The engine of Athena v3 is Trino; 476 is the newest that is published as an archive. */
const TRINO_VERSION = '476';

const REQUIREMENTS = join(__dirname, 'requirements.txt');

/** What the lab is made of, where it lies on this machine. */
export interface Installed {
  /** Python with the emulator and Trino's client. */
  readonly python: string;
  /** Trino's folder, with the Hive plugin. */
  readonly trino: string;
}

/**
 * Installs what is not there yet, some 450 MB to download; what is there is left as it is.
 *
 * @param folder the cache, which git ignores
 * @throws Error that names what is missing on this machine and how to get it
 */
export function install(folder: string): Installed {
  return { python: installEmulator(folder), trino: installTrino(folder) };
}

/** Installs the emulator, and botocore with it, where it is not there yet. @returns its Python */
export function installEmulator(folder: string): string {
  return installPackages(join(folder, 'venv'), REQUIREMENTS);
}

/**
 * Installs packages of Python into a folder of their own, where they are not there yet.
 *
 * @param requirements the file that lists them
 * @param options more of pip's options
 * @returns their Python
 */
export function installPackages(venv: string, requirements: string, options: readonly string[] = []): string {
  mkdirSync(venv, { recursive: true });
  const python = join(venv, 'bin/python');
  const wanted = readFileSync(requirements, 'utf8');
  const marker = join(venv, 'installed.txt');
  if (existsSync(marker) && readFileSync(marker, 'utf8') === wanted) return python;
  rmSync(venv, { recursive: true, force: true });
  const lines = wanted.trim().split('\n');
  say(`Installing ${lines.length > 5 ? `${lines.length} packages` : lines.join(', ')} into ${venv}`);
  call(
    'python3',
    ['-m', 'venv', venv],
    'Install Python 3.11 or later with its venv module (apt-get install python3-venv).',
  );
  // what is imported is compiled then
  call(
    python,
    ['-m', 'pip', 'install', '--quiet', '--no-compile', ...options, '--requirement', requirements],
    'See what pip says.',
  );
  writeFileSync(marker, wanted);
  return python;
}

/** Installs Trino with the Hive plugin where it is not there yet. @returns its folder */
export function installTrino(folder: string): string {
  const home = join(folder, `trino-${TRINO_VERSION}`);
  if (existsSync(home)) return home;
  const unpacked = join(folder, 'unpacking');
  rmSync(unpacked, { recursive: true, force: true });
  mkdirSync(join(unpacked, 'hive'), { recursive: true });
  say(`Installing Trino ${TRINO_VERSION} into ${home}`);
  call('tar', ['-xzf', mavenArtifact(trino('trino-server-core', 'tar.gz')), '-C', unpacked], 'Install tar and gzip.');
  call(
    'unzip',
    ['-q', mavenArtifact(trino('trino-hive', 'zip')), '-d', join(unpacked, 'hive')],
    'Install unzip (apt-get install unzip).',
  );
  const server = join(unpacked, `trino-server-core-${TRINO_VERSION}`);
  renameSync(join(unpacked, 'hive', `trino-hive-${TRINO_VERSION}`), join(server, 'plugin/hive'));
  renameSync(server, home);
  rmSync(unpacked, { recursive: true });
  return home;
}

/**
 * The sources of Trino's own tests, downloaded when they are not there yet (3 MB).
 *
 * @returns the folder that they are unpacked in
 */
export function installTrinoTests(folder: string): string {
  const home = join(folder, `trino-main-${TRINO_VERSION}-test-sources`);
  if (existsSync(home)) return home;
  const unpacked = `${home}.unpacking`;
  rmSync(unpacked, { recursive: true, force: true });
  mkdirSync(unpacked, { recursive: true });
  const jar = mavenArtifact(trino('trino-main', 'jar', 'test-sources'));
  call('unzip', ['-q', jar, '-d', unpacked], 'Install unzip (apt-get install unzip).');
  renameSync(unpacked, home);
  return home;
}

/** A file that Maven repositories have. */
export interface MavenArtifact {
  readonly group: string;
  readonly name: string;
  readonly version: string;
  readonly packaging: string;
  readonly classifier?: string;
}

function trino(name: string, packaging: string, classifier?: string): MavenArtifact {
  return { group: 'io.trino', name, version: TRINO_VERSION, packaging, ...(classifier && { classifier }) };
}

/** Downloads an artifact through Maven where it is not there yet. @returns its file in Maven's own repository */
export function mavenArtifact({ group, name, version, packaging, classifier }: MavenArtifact): string {
  const repository = process.env.MAVEN_REPOSITORY ?? join(homedir(), '.m2/repository');
  const suffix = classifier === undefined ? '' : `-${classifier}`;
  const file = join(repository, ...group.split('.'), name, version, `${name}-${version}${suffix}.${packaging}`);
  if (existsSync(file)) return file;
  const artifact = [group, name, version, packaging, ...(classifier === undefined ? [] : [classifier])].join(':');
  call(
    'mvn',
    ['--batch-mode', '--quiet', 'dependency:get', '-Dtransitive=false', `-Dartifact=${artifact}`],
    'Install Maven (apt-get install maven, or brew install maven).',
  );
  if (existsSync(file)) return file;
  throw new Error(
    `Maven has downloaded ${artifact}, but not to ${file}: set MAVEN_REPOSITORY to your local repository.`,
  );
}

function call(command: string, args: readonly string[], remedy: string): void {
  try {
    execFileSync(command, args, { stdio: 'inherit' });
  } catch (error) {
    throw new Error(`${command} ${args.join(' ')} failed. ${remedy}`, { cause: error });
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
