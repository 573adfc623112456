import { appendFileSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { FileError, isFileProblem } from '../../files/file-error';
import { replaceFile } from '../../files/whole-file';
import { withFileLock } from '../../local/folder/file-lock';
import { note } from '../terminal/print';
import { historyEntries, newestEntries } from './history-line';

/** Entries that are kept, and how large a file may become until it is cut down to them. */
const [MOST_ENTRIES, MOST_BYTES] = [1_000, 1_000_000];

/**
 * The file that keeps what was typed: that of EXPORT_TO_ATHENA_HISTORY, else one in the user's folder for such things
 * (XDG Base Directory Specification, `$XDG_STATE_HOME`); undefined where the variable is empty: nothing is kept.
 */
export function historyFile(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const { EXPORT_TO_ATHENA_HISTORY, XDG_STATE_HOME = '' } = env;
  if (EXPORT_TO_ATHENA_HISTORY !== undefined)
    return EXPORT_TO_ATHENA_HISTORY === '' ? undefined : EXPORT_TO_ATHENA_HISTORY;
  const state = XDG_STATE_HOME === '' ? join(homedir(), '.local/state') : XDG_STATE_HOME;
  return join(state, 'export-to-athena/history');
}

/**
 * What was typed, in this run and in others. The file is for its owner alone. Where it cannot be read or written the shell
 * goes on with what it has, and says so once.
 */
export class History {
  /** The newest first. */
  readonly entries: string[] = [];
  private hasFailed = false;

  /** @param file undefined: only this run is remembered */
  constructor(private readonly file: string | undefined) {
    this.use((file) => {
      const found = statSync(file);
      // what is no file, such as a device, may have no end
      if (!found.isFile()) return;
      this.entries.push(...newestEntries(readFileSync(file, 'utf8'), MOST_ENTRIES));
      if (found.size > MOST_BYTES) this.shorten(file);
    });
  }

  /** Keeps what was typed until a statement, or a command, was whole. */
  add(lines: readonly string[]): void {
    for (const entry of historyEntries(lines)) {
      if (entry === this.entries[0]) continue;
      const before = this.entries.indexOf(entry);
      if (before >= 0) this.entries.splice(before, 1);
      this.entries.unshift(entry);
      this.use((file) => {
        makeFolder(dirname(file));
        const append = () => {
          appendFileSync(file, `${entry}\n`, { mode: 0o600 });
        };
        // several shells add to one file, and one of them may put a shorter one in its place
        if (statSync(file, { throwIfNoEntry: false })?.isFile() === false) append();
        else withFileLock(file, append);
      });
    }
    this.entries.splice(MOST_ENTRIES);
  }

  private shorten(file: string): void {
    withFileLock(file, () => {
      const kept = newestEntries(readFileSync(file, 'utf8'), MOST_ENTRIES);
      replaceFile(file, `${kept.reverse().join('\n')}\n`);
    });
  }

  private use(work: (file: string) => void): void {
    if (this.file === undefined || this.hasFailed) return;
    try {
      work(this.file);
    } catch (error) {
      if (isFileProblem(error) && error.code === 'ENOENT' && this.entries.length === 0) return; // the first run
      this.hasFailed = true;
      const reason = isFileProblem(error) ? new FileError(this.file, 'used', error) : error;
      note(`The history of this run is not kept. ${reason instanceof Error ? reason.message : String(reason)}`);
    }
  }
}

/** Makes a folder, and those above it. Node's own `recursive` does not come back where a file system makes none (/proc). */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    // another shell may have made it
    if (!existsSync(folder)) throw error;
  }
}
