/** A line that is edited, and where in it the cursor is. */
export interface EditedLine {
  readonly text: string;
  readonly cursor: number;
}

/** What came of a search: the line to edit on, and keys that it has not used. */
export interface SearchEnd {
  readonly line: EditedLine;
  readonly keys: string;
}

/** The key that begins a search, and goes on to what was typed before. */
export const CTRL_R = '\u0012';
/** Ctrl-G: the line becomes what it was before the search. */
const CANCEL = '\u0007';
const LAST_CHARACTER = /.$/su;
/** Backspace, of both kinds of terminals. */
const ERASE = new Set(['\u007f', '\b']);

/**
 * The search of Ctrl-R, with the keys of bash: what is typed is looked for in what was typed before, from the newest on, in
 * either case of letters. Backspace, Ctrl-R and Ctrl-G are its own; any other key that is no text ends it, and does what it
 * does to the line that was found.
 */
export class HistorySearch {
  private wanted = '';
  /** The entry that is shown. */
  private at: number | undefined;
  private hasFailed = false;

  /** @param entries the newest first @param before the line as it was */
  constructor(
    private readonly entries: readonly string[],
    private readonly before: EditedLine,
  ) {}

  /** What stands in the prompt's place. */
  get prompt(): string {
    return `(${this.hasFailed ? 'failed ' : ''}reverse-i-search)'${this.wanted}': `;
  }

  /** The line that was found, with the cursor where it has what is looked for. */
  get line(): EditedLine {
    const text = this.at === undefined ? undefined : this.entries[this.at];
    return text === undefined ? this.before : { text, cursor: placeOf(this.wanted, text) };
  }

  /** Takes keys. @returns undefined while it goes on */
  take(keys: string): SearchEnd | undefined {
    let taken = 0;
    for (const key of keys) {
      if (key === CANCEL) return { line: this.before, keys: keys.slice(taken + 1) };
      if (key === CTRL_R) this.find(this.wanted, this.at === undefined ? 0 : this.at + 1);
      else if (ERASE.has(key)) this.find(this.wanted.replace(LAST_CHARACTER, ''), 0);
      else if (key < ' ') return { line: this.line, keys: keys.slice(taken) };
      else this.find(this.wanted + key, this.at ?? 0);
      taken += key.length;
    }
    return undefined;
  }

  /** Looks for a text from an entry on; where no entry has it, the one that is shown stays. */
  private find(wanted: string, from: number): void {
    this.wanted = wanted;
    const found = wanted === '' ? -1 : this.entries.findIndex((entry, at) => at >= from && placeOf(wanted, entry) >= 0);
    this.hasFailed = wanted !== '' && found < 0;
    if (found >= 0) this.at = found;
  }
}

const placeOf = (wanted: string, text: string): number => text.toLowerCase().indexOf(wanted.toLowerCase());
