import { isQuery } from '../../athena-sql/syntax/is-query';
import type { Config } from '../../config';
import type { Target } from '../../target';
import { errorText } from '../terminal/error-text';
import { ClosedOutputError } from '../terminal/output';
import { note } from '../terminal/print';
import { ASKING, parseCommand, type ShellCommand } from './backslash-commands';
import { Completer } from './completer';
import { editText } from './edit-text';
import { History, historyFile } from './history';
import { LineEditor } from './line-editor';
import { readIncluded } from './read-included';
import { runCommand } from './run-command';
import { Session, type SessionOptions } from './session';
import { Signals } from './signals';
import type { Entry } from './statement-buffer';
import { TypedLines } from './typed-lines';

export interface ShellOptions extends SessionOptions {
  /** A file that answers go to at first. */
  readonly output?: string | undefined;
}

/** What came of a statement or a command; `left`: it ends the shell, or the file that it stands in. */
type Outcome = 'done' | 'failed' | 'left';

/** A person at a terminal asks a target, statement after statement. */
export class Shell {
  private readonly lines: TypedLines;
  private readonly session: Session;
  private readonly editor: LineEditor;
  private readonly signals: Signals;
  /** Files whose statements are asked. */
  private readonly including = new Set<string>();
  private readonly completer: Completer;

  constructor(
    private readonly target: Target,
    config: Config,
    private readonly options: ShellOptions,
  ) {
    const history = new History(historyFile());
    this.lines = new TypedLines(history);
    this.completer = new Completer(target);
    this.session = new Session(target, config, options);
    this.editor = new LineEditor({
      keyboard: process.stdin,
      screen: screen(),
      canEdit: process.env.TERM !== 'dumb',
      history: history.entries,
      complete: (before, after) => this.completer.complete({ text: this.lines.buffer.unfinished, before, after }),
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
      this.lines.clear();
      return true;
    }
    return this.enter(line.text);
  }

  /** Does what a line says that was typed, or edited. @returns whether another one is wanted */
  private async enter(line: string): Promise<boolean> {
    const typed = this.lines.add(line);
    if ('kind' in typed) return (await this.command(() => typed)) !== 'left';
    for (const entry of typed) {
      const outcome = await this.take(entry);
      if (outcome === 'left' || this.signals.ending !== undefined) return false;
      // the statements behind one that fails are not asked; a command that is wrong changes nothing for them
      if (outcome === 'failed' && entry.kind === 'statement') break;
    }
    this.lines.keep();
    return true;
  }

  private take(entry: Entry): Promise<Outcome> {
    return entry.kind === 'command' ? this.command(() => parseCommand(entry.text)) : this.statement(entry.sql);
  }

  private async statement(sql: string): Promise<Outcome> {
    // what is no query may make a table
    if (!isQuery(sql)) this.completer.forgetNames();
    return this.attempt(async () => {
      await this.signals.run((signal) => this.session.ask(sql, signal));
      return 'done';
    });
  }

  private command(read: () => ShellCommand): Promise<Outcome> {
    return this.attempt(async () => {
      const command = read();
      if (command.kind === 'quit') return 'left';
      if (command.kind === 'include') return this.include(command.file);
      if (command.kind === 'edit') return this.edit();
      const takeUnfinished = () => this.lines.buffer.clear() || undefined;
      await this.signals.run(
        (signal) => runCommand(command, { target: this.target, session: this.session, signal, takeUnfinished }),
        { leave: !ASKING.has(command.kind) },
      );
      return 'done';
    });
  }

  /** Does what a file says, until something of it fails, or says `\q`. */
  private async include(path: string): Promise<Outcome> {
    const { file, entries } = readIncluded(path);
    if (this.including.has(file)) throw new Error(`${path} is asked already: a file cannot include itself`);
    this.including.add(file);
    try {
      for (const [index, { entry, line }] of entries.entries()) {
        const outcome = await this.take(entry);
        if (outcome === 'left' || this.signals.ending !== undefined) return 'done';
        if (outcome === 'done') continue;
        const isLast = index === entries.length - 1;
        note(`${path}, line ${line}${isLast ? '' : ': what is behind it is not asked'}`);
        return 'failed';
      }
      return 'done';
    } finally {
      this.including.delete(file);
    }
  }

  /** Lets the statement that is typed, or the last one, be edited, and enters what comes of it as if it were typed. */
  private async edit(): Promise<Outcome> {
    const edited = await editText(this.lines.buffer.unfinished || (this.session.last ?? ''));
    if (edited === undefined) {
      note('It was left as it was: nothing is asked');
      return 'done';
    }
    this.lines.clear();
    note(edited);
    for (const line of edited.split('\n')) if (!(await this.enter(line))) return 'left';
    return 'done';
  }

  /** Does something with the terminal as others want it. What fails is said, and the shell goes on. */
  private async attempt(work: () => Promise<Outcome>): Promise<Outcome> {
    this.editor.release();
    try {
      return await work();
    } catch (error) {
      // a pager that was left has shown enough
      if (!(error instanceof ClosedOutputError)) note(errorText(error, process.argv.includes('--debug')));
      return 'failed';
    }
  }

  /** The database, and the night where it is not the newest; within a statement what is open, below its end. */
  private prompt(): string {
    const { date } = this.session;
    const first = `${this.target.database}${date === undefined ? '' : ` ${date}`}`;
    if (this.lines.buffer.isEmpty) return `${first}> `;
    const open = { "'": "'", '"': '"', '`': '`', '/*': '*' }[this.lines.buffer.open ?? ''] ?? '-';
    return `${open.padStart(first.length)}> `;
  }
}

/** Where the line is shown: standard output may be a file. */
function screen(): NodeJS.WriteStream | undefined {
  return [process.stdout, process.stderr].find(({ isTTY }) => isTTY);
}
