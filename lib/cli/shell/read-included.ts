import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { FileError, isFileProblem } from '../../files/file-error';
import { sqlText } from '../options/sql-text';
import { resolveTyped } from './answer-file';
import { StatementBuffer, type Entry } from './statement-buffer';

/** A statement or command of a file, and the line that ends it, from 1. */
export interface IncludedEntry {
  readonly entry: Entry;
  readonly line: number;
}

/** A file of statements and commands. */
export interface Included {
  /** Its absolute path. */
  readonly file: string;
  readonly entries: readonly IncludedEntry[];
}

/**
 * Reads a file of statements and commands, as they would be typed; the last statement may have no semicolon.
 *
 * @param path as it was typed
 * @throws FileError where it cannot be read; Error where a quote or a comment is not closed
 */
export function readIncluded(path: string): Included {
  const file = resolve(resolveTyped(path));
  const buffer = new StatementBuffer();
  const lines = readText(file, path).split(/\r?\n/);
  const entries: IncludedEntry[] = [];
  const add = (entry: Entry, index: number) => entries.push({ entry, line: index + 1 });
  for (const [index, text] of lines.entries())
    for (const entry of buffer.add(text)) {
      // a command ends the statement before it
      if (entry.kind === 'command' && !buffer.isEmpty) add({ kind: 'statement', sql: buffer.clear() }, index);
      add(entry, index);
    }
  const { open } = buffer;
  if (open !== undefined) throw new Error(`${path} has ${open} that is not closed at its end: nothing of it is asked`);
  const last = buffer.clear();
  if (last !== '') add({ kind: 'statement', sql: last }, lines.length - 1);
  return { file, entries };
}

function readText(file: string, path: string): string {
  try {
    return sqlText(readFileSync(file));
  } catch (error) {
    if (isFileProblem(error) && error.code === 'ENOENT') throw new Error(`There is no file ${path}`, { cause: error });
    throw isFileProblem(error) ? new FileError(path, 'read', error) : error;
  }
}
