import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Trino 476 runs on nothing older. */
const WANTED = 24;

/** Where packages and version managers put JDKs. */
const PLACES = [
  '/usr/lib/jvm',
  '/opt/java',
  '/Library/Java/JavaVirtualMachines',
  join(process.env.HOME ?? '', '.sdkman/candidates/java'),
  join(process.env.HOME ?? '', '.jdks'),
];

/**
 * Finds a JDK that Trino runs on: JAVA_HOME, or the usual places.
 *
 * @throws Error that says how to get one
 */
export function javaHome(): string {
  const found = candidates().find((home) => version(home) >= WANTED);
  if (found !== undefined) return found;
  throw new Error(
    `Trino needs a JDK of version ${WANTED} or later, and there is none in JAVA_HOME (${process.env.JAVA_HOME ?? 'not set'}) or below ${PLACES.join(', ')}. ` +
      'Install one (apt-get install temurin-25-jdk from https://adoptium.net/installation/linux, or brew install --cask temurin@25), or set JAVA_HOME.',
  );
}

function candidates(): string[] {
  const installed = PLACES.filter((place) => existsSync(place)).flatMap((place) =>
    readdirSync(place).flatMap((name) => [join(place, name), join(place, name, 'Contents/Home')]),
  );
  return [...(process.env.JAVA_HOME ? [process.env.JAVA_HOME] : []), ...installed];
}

/** The major version: from the JDK's `release` file, and where there is none from the program itself. */
function version(home: string): number {
  const program = join(home, 'bin/java');
  if (!existsSync(program)) return 0;
  const release = join(home, 'release');
  const text = existsSync(release)
    ? readFileSync(release, 'utf8')
    : execFileSync(program, ['-XshowSettings:properties', '-version'], { encoding: 'utf8', stdio: 'pipe' });
  return Number(/(?:JAVA_VERSION="|java\.version = )(\d+)/.exec(text)?.[1] ?? 0);
}
