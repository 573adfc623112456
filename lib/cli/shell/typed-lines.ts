import { wordCommand, type ShellCommand } from './backslash-commands';
import type { History } from './history';
import { StatementBuffer, type Entry } from './statement-buffer';

/** The lines that were typed since a statement began, and what the history keeps of them. */
export class TypedLines {
  readonly buffer = new StatementBuffer();
  /** The lines since the buffer was empty. */
  private typed: string[] = [];

  constructor(private readonly history: History) {}

  /** Takes a line. @returns the command that it is as a word, else the statements and commands that it ends */
  add(line: string): ShellCommand | readonly Entry[] {
    const word = this.buffer.isEmpty ? wordCommand(line) : undefined;
    const entries = word ? [] : this.buffer.add(line);
    const isCommandAlone = entries.length === 1 && entries[0]?.kind === 'command' && line.trim().startsWith('\\');
    if (isCommandAlone) {
      this.history.add([line]);
      return entries;
    }
    this.typed.push(line);
    this.keep();
    return word ?? entries;
  }

  /** Forgets what is not ended, in the history as well. */
  clear(): void {
    this.buffer.clear();
    this.typed = [];
  }

  /** Keeps what was typed, where no more of it is awaited: \watch takes what has no end. */
  keep(): void {
    if (!this.buffer.isEmpty || this.typed.length === 0) return;
    this.history.add(this.typed);
    this.typed = [];
  }
}
