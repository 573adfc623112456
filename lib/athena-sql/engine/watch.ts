import { AthenaError, type Translation } from '../dialect';
import type { Uncaught } from './session';

/** What happens to an engine while a statement runs: it is interrupted, a TRY catches too much, the next one begins. */
export class Watch {
  private interrupted = false;
  /** Statements begun, to know a result whose statement was not the last one. */
  private begun = 0;

  constructor(private readonly uncaught: Uncaught) {}

  get isInterrupted(): boolean {
    return this.interrupted;
  }

  /** The number of the statement that was begun last. */
  get current(): number {
    return this.begun;
  }

  /** Begins with a statement, of which nothing has happened yet. */
  begin(): void {
    this.interrupted = false;
    this.uncaught.refusal = undefined;
    this.begun += 1;
  }

  interrupt(): void {
    this.interrupted = true;
  }

  /** An interrupt between two statements of DuckDB stops neither of them. @throws AthenaError */
  throwIfInterrupted(): void {
    if (this.interrupted) throw new AthenaError('GENERIC_INTERNAL_ERROR', 'The query was interrupted');
  }

  /**
   * DuckDB's TRY has answered NULL where Trino would have failed, or where it is not known what Trino gives.
   *
   * @throws what the TRY has caught
   */
  throwIfUncaught({ sql }: Translation): void {
    if (this.uncaught.refusal !== undefined && sql.includes('TRY(')) throw this.uncaught.refusal;
  }
}
