import { createInterface, type Interface } from 'node:readline';
import { CTRL_R, HistorySearch, type EditedLine } from './history-search';
import { Keys, type Keyboard } from './keys';
import { MARK_PASTES, NO_MARKS } from './next-keys';
import { ShownLine } from './shown-line';

/** What came of asking for a line. */
export type Line =
  | { readonly kind: 'line'; readonly text: string }
  /** Ctrl-C: what was typed is not meant. */
  | { readonly kind: 'cleared' }
  /** Ctrl-D, or the terminal is gone. */
  | { readonly kind: 'end' };

/** What can stand for a word: the texts, and the part of the line that they stand for. */
export type Completion = readonly [candidates: string[], word: string];

export interface EditorOptions {
  readonly keyboard: Keyboard;
  /** Where the line is shown; undefined where there is no terminal to show it on. */
  readonly screen: NodeJS.WriteStream | undefined;
  /** Whether lines can be edited: not on a terminal that cannot move its cursor (TERM=dumb). */
  readonly canEdit: boolean;
  /** What Up goes through, the newest first; read before each line. */
  readonly history: readonly string[];
  /** @param before the line up to the cursor @param after what stands behind it */
  readonly complete: (before: string, after: string) => Promise<Completion>;
}

/** Asks for lines on a terminal, by Node's readline. Between two lines the terminal is free for others. */
export class LineEditor {
  private readonly keys: Keys;
  private readonly shown: ShownLine;
  private readonly readline: Interface;
  /** Readline's own list. */
  private list: string[];
  private give: ((line: Line) => void) | undefined;
  private hasEnded = false;
  private marksPastes = false;
  private searching: HistorySearch | undefined;
  private prompt = '';

  constructor(private readonly options: EditorOptions) {
    const { keyboard, screen, canEdit, history, complete } = options;
    this.keys = new Keys(
      keyboard,
      (keys) => this.search(keys),
      () => {
        this.readline.close();
      },
    );
    this.shown = new ShownLine(screen);
    this.list = [...history];
    this.readline = createInterface({
      input: this.keys,
      output: this.shown,
      terminal: canEdit && screen !== undefined,
      history: this.list,
      historySize: Number.MAX_SAFE_INTEGER,
      completer: (before: string, done: (error: null, completion: [string[], string]) => void) => {
        void complete(before, this.readline.line.slice(before.length)).then(
          ([candidates, word]) => {
            done(null, [candidates, word]);
          },
          () => {
            done(null, [[], before]); // what cannot be listed is not completed
          },
        );
      },
    });
    this.readline.on('history', (list: string[]) => {
      this.list = list;
      this.setHistory();
    });
    this.readline.on('line', (text) => {
      this.end({ kind: 'line', text });
    });
    this.readline.on('SIGINT', () => {
      this.clear();
    });
    // Ctrl-Z: what the terminal was given to meanwhile has set its own modes, and readline waits until it is resumed
    this.readline.on('SIGCONT', () => {
      this.marksPastes = false;
      this.markPastes(true);
      this.readline.resume();
    });
    this.readline.on('close', () => {
      this.hasEnded = true;
      this.end({ kind: 'end' });
    });
  }

  /** Whether the terminal was closed: where keys come one by one, Ctrl-D is one of them, and no end. */
  get isLost(): boolean {
    return this.keys.isLost || (this.options.canEdit && this.keys.hasEnded);
  }

  /** Asks for a line. */
  read(prompt: string): Promise<Line> {
    if (this.hasEnded) return Promise.resolve({ kind: 'end' });
    return new Promise((resolve) => {
      this.give = resolve;
      this.setHistory();
      this.shown.isAsked = true;
      // before the prompt is seen: what is typed upon it would be shown twice, by the terminal and by the editor
      this.keys.takeTerminal();
      this.markPastes(true);
      this.prompt = prompt;
      this.readline.setPrompt(prompt);
      this.readline.prompt();
      this.keys.open();
    });
  }

  /** Gives the terminal to others until the next {@link read}. */
  release(): void {
    this.markPastes(false);
    this.keys.release();
  }

  /** Ctrl-C: forgets the line, and what was pasted behind it. */
  clear(): void {
    this.keys.forget();
    if (this.give === undefined) return;
    const { canEdit } = this.options;
    // what a terminal shows by itself where lines are not edited
    if (canEdit) this.readline.write(null, { ctrl: true, name: 'e' });
    this.shown.write(canEdit ? '^C\n' : '\n');
    // readline has no way to forget a line and leave it on the screen
    Object.assign(this.readline, { line: '', cursor: 0, prevRows: 0 });
    if ('historyIndex' in this.readline) Object.assign(this.readline, { historyIndex: -1 });
    this.end({ kind: 'cleared' });
  }

  close(): void {
    this.readline.close();
    this.release();
  }

  /** Lets a search have keys while there is one. @returns those that are not for it */
  private search(keys: string): string {
    if (this.searching === undefined) {
      if (!keys.startsWith(CTRL_R) || !this.options.canEdit) return keys;
      const { line, cursor } = this.readline;
      this.searching = new HistorySearch(this.options.history, { text: line, cursor });
      return this.search(keys.slice(CTRL_R.length));
    }
    const ended = this.searching.take(keys);
    this.show(ended?.line ?? this.searching.line, ended ? this.prompt : this.searching.prompt);
    if (ended) this.searching = undefined;
    return ended?.keys ?? '';
  }

  /** Shows another line in the place of the one that is edited. */
  private show({ text, cursor }: EditedLine, prompt: string): void {
    this.readline.setPrompt(prompt);
    Object.assign(this.readline, { line: text, cursor });
    this.readline.prompt(true);
  }

  private end(line: Line): void {
    const { give } = this;
    if (give === undefined) return;
    [this.give, this.searching] = [undefined, undefined];
    this.keys.close();
    this.shown.isAsked = false;
    if (line.kind === 'end') this.shown.write('\n');
    give(line);
  }

  private markPastes(marks: boolean): void {
    if (!this.options.canEdit || this.marksPastes === marks) return;
    this.marksPastes = marks;
    this.shown.write(marks ? MARK_PASTES : NO_MARKS);
  }

  private setHistory(): void {
    this.list.splice(0, this.list.length, ...this.options.history);
  }
}
