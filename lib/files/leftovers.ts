import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Folders of this program in the system's folder for temporary files. */
const PREFIX = 'export-to-athena-';

/**
 * A new folder for temporary files, outside of the nights, readable by its owner alone. Its name has the process, so that
 * {@link removeLeftovers} finds it where the process is killed.
 */
export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
}

/** Removes the folders for temporary files of processes that are gone. */
export function removeLeftovers(): void {
  for (const name of leftoversIn(tmpdir(), PREFIX)) remove(join(tmpdir(), name));
}

/** Removes what processes that are gone have left in a folder, in which names are `<prefix><process>-...`. */
export function removeLeftoversIn(folder: string, prefix = ''): void {
  for (const name of leftoversIn(folder, prefix)) remove(join(folder, name));
}

/** Names in a folder that begin with a prefix and the id of a process that is gone. */
export function leftoversIn(folder: string, prefix: string): string[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return []; // there is none, or it cannot be read: nothing of ours to remove
  }
  return names.filter((name) => {
    const [, id] = name.startsWith(prefix) ? (/^(\d+)(?:-|$)/.exec(name.slice(prefix.length)) ?? []) : [];
    return id !== undefined && !isRunning(Number(id));
  });
}

function isRunning(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    // that it may not be asked says that it is there
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** What another user's process has left stays. */
function remove(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    return;
  }
}
