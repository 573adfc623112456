import type { HistoryEvent } from './history';
import type { Json, JsonObject } from './json';

/** How an execution ended. */
export interface ExecutionResult {
  readonly status: 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';
  readonly output?: Json;
  readonly error?: string;
  readonly cause?: string;
  /** The history, redrives included. */
  readonly events: readonly HistoryEvent[];
  /** States entered, redrives included. */
  readonly transitions: number;
  /** Milliseconds since 1970. */
  readonly startTime: number;
  readonly stopTime: number;
  readonly redriveCount: number;
  /** Where an execution that did not succeed came to its end: what a redrive needs. */
  readonly failedAt?: Position;
}

/** A state of the machine itself, not of a Map or Parallel in it. */
export interface Position {
  readonly state: string;
  readonly input: Json;
  readonly variables: JsonObject;
}

/** An execution that cannot be redriven, and why. */
export class NotRedrivable extends Error {
  constructor(reason: string) {
    super(`The execution cannot be redriven: ${reason}`);
    this.name = 'NotRedrivable';
  }
}
