import { mkdtempSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import build from '../build';

/** A folder in memory that Linux has: files there wait for no disk and no journal. */
const MEMORY = '/dev/shm';

/** What the name of the folder for temporary files begins with. */
export const PREFIX = 'export-to-athena-tests-';

/** The tests leave some tens of megabytes there at a time. */
const ENOUGH_BYTES = 2 ** 30;

/**
 * For new objects, of which interpreters and translations make many: with the 16 MB of a process in Node.js the tests take
 * a tenth more of CPU.
 */
const MEMORY_FOR_NEW_OBJECTS = '--max-semi-space-size=64';

/** Builds the program, and gives the tests, and all processes that they start, a folder of their own for temporary files. */
export default function prepare(): void {
  build();
  // the processes in which suites run are started with the arguments of this one
  process.execArgv.push(MEMORY_FOR_NEW_OBJECTS);
  process.env.TMPDIR = mkdtempSync(join(hasRoom(MEMORY) ? MEMORY : tmpdir(), PREFIX));
}

function hasRoom(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize > ENOUGH_BYTES;
  } catch {
    return false;
  }
}
