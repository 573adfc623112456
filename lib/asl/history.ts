import { ErrorName, StateFailure } from './errors';
import type { JsonObject } from './json';
import { HISTORY_EVENTS } from './limits';

/** An event of an execution's history, with the type that GetExecutionHistory gives it. */
export interface HistoryEvent {
  /** 1 for the first one; AWS's messages refer to it. */
  readonly id: number;
  readonly type: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  /** Name of the state that the event belongs to. */
  readonly state?: string;
  readonly details?: JsonObject;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** What happened, in the order in which AWS records it. */
export class History {
  private readonly recorded: HistoryEvent[];

  /** @param earlier events of the execution before it was redriven */
  constructor(
    private readonly now: () => number,
    earlier: readonly HistoryEvent[] = [],
  ) {
    this.recorded = [...earlier];
  }

  get events(): readonly HistoryEvent[] {
    return this.recorded;
  }

  /**
   * Records an event and returns its id.
   *
   * @throws StateFailure States.Runtime when only the event that ends the execution would still fit
   */
  add(type: string, state?: string, details?: JsonObject): number {
    if (this.recorded.length >= HISTORY_EVENTS - 1) {
      throw new StateFailure(
        ErrorName.runtime,
        `The execution reached the maximum number of history events (${HISTORY_EVENTS}).`,
      );
    }
    return this.append(type, state, details);
  }

  /** Records the event that ends the execution; it always fits. */
  end(type: string, details?: JsonObject): void {
    this.append(type, undefined, details);
  }

  private append(type: string, state: string | undefined, details: JsonObject | undefined): number {
    const event: Mutable<HistoryEvent> = { id: this.recorded.length + 1, type, time: this.now() };
    if (state !== undefined) event.state = state;
    if (details !== undefined) event.details = details;
    return this.recorded.push(event);
  }
}
