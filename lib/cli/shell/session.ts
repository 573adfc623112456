import { setTimeout as sleep } from 'node:timers/promises';
import { parseOtherStatement } from '../../athena-sql/syntax/other-statement';
import type { Config } from '../../config';
import { InterruptedError, NoSuchNightError, type Target } from '../../target';
import { askSaved } from '../answers/ask-saved';
import { askStatement } from '../answers/ask-statement';
import { withAnswers, type AnswerOptions, type WriteAnswer } from '../answers/write-answer';
import { readStatement } from '../options/statement';
import { tellElapsed } from '../terminal/elapsed';
import { timeOfDay } from '../terminal/format';
import { note } from '../terminal/print';
import { openAnswerFile, resolveTyped, type AnswerFile } from './answer-file';
import { NEWEST } from './backslash-commands';
import { nightDates } from './names';

/** How answers are given at first. */
export interface SessionOptions extends Pick<AnswerOptions, 'format'> {
  readonly rows: number | undefined;
  readonly expanded: boolean | 'auto';
  /** The night that the newest one gives way to. */
  readonly date: string | undefined;
}

/** What a shell keeps between its statements, and how it asks them. */
export class Session {
  date: string | undefined;
  expanded: boolean | 'auto';
  timing = true;
  /** The statement that was asked last. */
  last: string | undefined;
  private file: AnswerFile | undefined;

  constructor(
    private readonly target: Target,
    private readonly config: Config,
    private readonly options: SessionOptions,
  ) {
    this.date = options.date;
    this.expanded = options.expanded;
  }

  /** Asks a statement, and lets its answer be written. @throws StatementError, InterruptedError */
  async ask(sql: string, signal: AbortSignal, pager = true): Promise<void> {
    this.last = sql;
    const options = { signal, summary: this.timing };
    await this.answer(pager, (write) => {
      const ask = (date: string | undefined) =>
        askStatement(this.target, sql, write, { ...options, ...(date !== undefined && { date }) });
      return readsNoNight(sql) ? ask(undefined) : this.ofNight(ask);
    });
  }

  /** Asks about the night that is set; what reads none in particular is asked as it is. */
  private async ofNight(ask: (date: string | undefined) => Promise<void>): Promise<void> {
    if (this.date === undefined) return ask(undefined);
    return ask(this.date).catch((error: unknown) => {
      if (error instanceof Error && error.name === 'NoNewestNightError') return ask(undefined);
      throw inShell(error);
    });
  }

  /** Asks a saved query. @throws StatementError, InterruptedError; Error where there is none, or a parameter is missing */
  async askSaved(
    name: string,
    { param, table }: { readonly param: readonly string[]; readonly table?: string | undefined },
    signal: AbortSignal,
  ): Promise<void> {
    const statement = await readStatement(
      name,
      () => '',
      () => this.target.savedStatements(),
    );
    const { target, config, timing: summary } = this;
    await this.answer(true, (write) =>
      this.ofNight((date) =>
        askSaved(
          statement,
          { param, table, signal, summary, ...(date !== undefined && { date }) },
          { target, config, write },
        ),
      ),
    );
  }

  /**
   * Asks a statement again and again, until it is stopped or fails.
   *
   * @param unfinished undefined: the last one
   * @throws InterruptedError, StatementError
   */
  async watch(unfinished: string | undefined, seconds: number, signal: AbortSignal): Promise<void> {
    const sql = unfinished ?? this.last;
    if (sql === undefined) throw new Error('\\watch asks the last statement again, and there is none yet');
    for (;;) {
      note(
        `${timeOfDay(Date.now(), Intl.DateTimeFormat().resolvedOptions().timeZone)}, every ${seconds} s until Ctrl-C`,
      );
      await this.ask(sql, signal, false);
      await sleep(1000 * seconds, undefined, { signal }).catch(() => {
        throw new InterruptedError('No longer watched');
      });
    }
  }

  /**
   * Lets statements be about the night of a date, or about the newest one.
   *
   * @throws NoSuchNightError
   */
  async setNight(date: string): Promise<void> {
    if (date !== NEWEST) {
      const dates = await nightDates(this.target);
      if (!dates.includes(date))
        throw new NoSuchNightError(
          date,
          this.target.database,
          [...dates].reverse().map((exportDate) => ({ exportDate })),
        );
    }
    this.date = date === NEWEST ? undefined : date;
  }

  /** Lets answers go to a file, or to the terminal. @throws FileError */
  async setOutput(file: string | undefined): Promise<void> {
    await this.closeOutput();
    if (file === undefined) return;
    const { rows } = this.options;
    this.file = await openAnswerFile(resolveTyped(file), {
      expanded: this.expanded === true,
      ...(rows !== undefined && { rows }),
    });
    note(`Answers go to ${this.file.file}; \\o alone brings them back`);
  }

  async closeOutput(): Promise<void> {
    const { file } = this;
    this.file = undefined;
    await file?.close();
  }

  private async answer(pager: boolean, ask: (write: WriteAnswer) => Promise<void>): Promise<void> {
    const endTelling = tellElapsed('Asking; Ctrl-C stops it');
    const endTellingBefore =
      (write: WriteAnswer): WriteAnswer =>
      (answer) => {
        endTelling();
        return write(answer);
      };
    try {
      if (this.file) {
        await ask(endTellingBefore(this.file.write));
        if (this.file.isFull) await this.closeOutput();
        return;
      }
      const { format, rows } = this.options;
      await withAnswers({ format, pager, expanded: this.expanded, ...(rows !== undefined && { rows }) }, (write) =>
        ask(endTellingBefore(write)),
      );
    } finally {
      endTelling();
    }
  }
}

/** Whether a statement is the same whatever night is meant, as SHOW is. */
function readsNoNight(sql: string): boolean {
  try {
    const other = parseOtherStatement(sql);
    return other !== undefined && !('sql' in other);
  } catch {
    return false; // what asks says what is wrong
  }
}

/** What `--date` says of itself, in the words of the shell. */
function inShell(error: unknown): unknown {
  if (error instanceof Error) error.message = error.message.replace(/^--date /, '\\night ');
  return error;
}
