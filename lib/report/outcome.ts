import { MemoryError, StatementError, type AnswerStatistics, type Target } from '../target';
import { firstRows, type KeptRows } from './rows';

/** What a query gave: its first rows, or why there are none. */
export type AnswerOutcome = KeptRows | NoAnswer;

/** Why there is no answer. */
export interface NoAnswer {
  readonly error: string;
  /** Whether it was not asked, or stopped: nothing is wrong then. */
  readonly isLeftOut?: boolean;
}

/** How long questions are asked. */
export interface Patience {
  /** Aborts when it is at its end: the query that is running then is stopped, and no other is begun. */
  readonly signal: AbortSignal;
  /** What is said in place of an answer that was left out, which the command gives. */
  readonly explainLeftOut: (command: string) => string;
}

/** What all answers took. */
export type Spent = Pick<AnswerStatistics, 'dataScannedInBytes' | 'cost'>;

/** Asks the questions of a report, and adds up what their answers take. */
export class Questions {
  spent: Spent = { dataScannedInBytes: 0 };

  constructor(
    private readonly source: Pick<Target, 'query'>,
    private readonly patience: Patience | undefined,
  ) {}

  /** The first rows, or why the statement failed. */
  ask(sql: string, most: number): Promise<AnswerOutcome> {
    return this.outcomeOf(sql, most, {}, () => undefined);
  }

  /**
   * The same as long as there is patience for it.
   *
   * @param statement gives the statement; what it throws is the outcome
   * @param command what gives an answer that is left out
   */
  askInTime(
    statement: string | (() => string),
    most: number,
    command: string,
    parameters: readonly string[] = [],
  ): Promise<AnswerOutcome> {
    const { patience } = this;
    return this.outcomeOf(statement, most, { parameters, signal: patience?.signal }, (error) =>
      patience?.signal.aborted === true || error instanceof MemoryError ? patience?.explainLeftOut(command) : undefined,
    );
  }

  private async outcomeOf(
    statement: string | (() => string),
    most: number,
    options: { readonly parameters?: readonly string[]; readonly signal?: AbortSignal | undefined },
    explainLeftOut: (error: unknown) => string | undefined,
  ): Promise<AnswerOutcome> {
    try {
      options.signal?.throwIfAborted();
      const answer = await this.source.query(typeof statement === 'string' ? statement : statement(), options);
      const rows = await firstRows(answer, most);
      this.add(answer.statistics());
      return rows;
    } catch (error) {
      const left = explainLeftOut(error);
      if (left !== undefined) return { error: left, isLeftOut: true };
      if (error instanceof StatementError) return { error: error.message };
      throw error;
    }
  }

  private add({ dataScannedInBytes, cost }: AnswerStatistics): void {
    const { spent } = this;
    this.spent = {
      dataScannedInBytes: spent.dataScannedInBytes + dataScannedInBytes,
      ...((spent.cost !== undefined || cost !== undefined) && { cost: (spent.cost ?? 0) + (cost ?? 0) }),
    };
  }
}
