import { isQuery } from '../../athena-sql/syntax/is-query';
import type { Config } from '../../config';
import type { Target } from '../../target';
import { errorText } from '../terminal/error-text';
import { ClosedOutputError } from '../terminal/output';
import { note } from '../terminal/print';
import { ASKING, parseCommand, wordCommand, type ShellCommand } from './backslash-commands';
import { complete, pathAt } from './complete';
import { completePath } from './complete-path';
import { History, historyFile } from './history';
import type { KnownNames } from './known-names';
import { LineEditor, type Completion } from './line-editor';
import { listKnownNames } from './names';
import { runCommand } from './run-command';
import { Session, type SessionOptions } from './session';
import { Signals } from './signals';
import { StatementBuffer, type Entry } from './statement-buffer';

export interface ShellOptions extends SessionOptions {
  /** A file that answers go to at first. */
  readonly output?: string | undefined;
}

/** How long the names of a target are held to be as they were. */
const NAMES_MS = 30_000;

/** A person at a terminal asks a target, statement after statement. */
export class Shell {
  private readonly buffer = new StatementBuffer();
  private readonly history = new History(historyFile());
  private readonly session: Session;
  private readonly editor: LineEditor;
  private readonly signals: Signals;
  /** The lines since the buffer was empty. */
  private typed: string[] = [];
  private names: { readonly until: number; readonly known: Promise<KnownNames> } | undefined;

  constructor(
    private readonly target: Target,
    config: Config,
    private readonly options: ShellOptions,
  ) {
    this.session = new Session(target, config, options);
    this.editor = new LineEditor({
      keyboard: process.stdin,
      screen: screen(),
      canEdit: process.env.TERM !== 'dumb',
      history: this.history.entries,
      complete: (before, after) => this.complete(before, after),
    });
    this.signals = new Signals({
      clear: () => {
        this.editor.clear();
      },
      end: () => {
        this.editor.close();
      },
    });
  }

  /** @returns the signal that ended it; undefined where the person did */
  async run(): Promise<NodeJS.Signals | undefined> {
    try {
      note(`${this.target.database} in ${this.target.place}\n\\? lists commands, Ctrl-D leaves`);
      if (this.options.output !== undefined) await this.session.setOutput(this.options.output);
      while (this.signals.ending === undefined && (await this.next()));
      return this.editor.isLost ? 'SIGHUP' : this.signals.ending;
    } finally {
      this.signals.remove();
      this.editor.close();
      await this.session.closeOutput();
    }
  }

  /** Takes a line, and does what it says. @returns whether another one is wanted */
  private async next(): Promise<boolean> {
    const line = await this.editor.read(this.prompt());
    if (line.kind === 'end') return false;
    if (line.kind === 'cleared') {
      this.buffer.clear();
      this.typed = [];
      return true;
    }
    const word = this.buffer.isEmpty ? wordCommand(line.text) : undefined;
    const entries = word ? [] : this.buffer.add(line.text);
    this.remember(line.text, entries);
    if (word) return this.command(() => word);
    for (const entry of entries) {
      if (entry.kind === 'command' && !(await this.command(() => parseCommand(entry.text)))) return false;
      if (entry.kind === 'statement' && !(await this.statement(entry.sql))) break;
      if (this.signals.ending !== undefined) return false;
    }
    this.rememberTyped();
    return true;
  }

  /** @returns whether it was answered: those behind it in the line are not asked otherwise */
  private statement(sql: string): Promise<boolean> {
    // what is no query may make a table
    if (!isQuery(sql)) this.names = undefined;
    return this.attempt(() => this.signals.run((signal) => this.session.ask(sql, signal)));
  }

  /** @returns whether the shell goes on */
  private async command(read: () => ShellCommand): Promise<boolean> {
    let goesOn = true;
    await this.attempt(async () => {
      const command = read();
      if (command.kind === 'quit') {
        goesOn = false;
        return;
      }
      const takeUnfinished = () => this.buffer.clear() || undefined;
      await this.signals.run(
        (signal) => runCommand(command, { target: this.target, session: this.session, signal, takeUnfinished }),
        { leave: !ASKING.has(command.kind) },
      );
    });
    return goesOn;
  }

  /** Does something with the terminal as others want it. What fails is said, and the shell goes on. */
  private async attempt(work: () => Promise<void>): Promise<boolean> {
    this.editor.release();
    try {
      await work();
      return true;
    } catch (error) {
      // a pager that was left has shown enough
      if (!(error instanceof ClosedOutputError)) note(errorText(error, process.argv.includes('--debug')));
      return false;
    }
  }

  private remember(line: string, entries: readonly Entry[]): void {
    const isCommandAlone = entries.length === 1 && entries[0]?.kind === 'command' && line.trim().startsWith('\\');
    if (isCommandAlone) {
      this.history.add([line]);
      return;
    }
    this.typed.push(line);
    this.rememberTyped();
  }

  /** Keeps what was typed, where no more of it is awaited: \watch takes what has no end. */
  private rememberTyped(): void {
    if (!this.buffer.isEmpty || this.typed.length === 0) return;
    this.history.add(this.typed);
    this.typed = [];
  }

  /** The database, and the night where it is not the newest; within a statement what is open, below its end. */
  private prompt(): string {
    const { date } = this.session;
    const first = `${this.target.database}${date === undefined ? '' : ` ${date}`}`;
    if (this.buffer.isEmpty) return `${first}> `;
    const open = { "'": "'", '"': '"', '`': '`', '/*': '*' }[this.buffer.open ?? ''] ?? '-';
    return `${open.padStart(first.length)}> `;
  }

  private async complete(before: string, after: string): Promise<Completion> {
    const path = pathAt(before);
    if (path !== undefined) return completePath(path);
    const now = performance.now();
    if (this.names === undefined || this.names.until < now)
      this.names = { until: now + NAMES_MS, known: listKnownNames(this.target) };
    return complete({ text: this.buffer.unfinished, before, after }, await this.names.known);
  }
}

/** Where the line is shown: standard output may be a file. */
function screen(): NodeJS.WriteStream | undefined {
  return [process.stdout, process.stderr].find(({ isTTY }) => isTTY);
}
