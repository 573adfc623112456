import type { ExecutionClock } from './clock';
import type { QueryLanguage, State, StateGroup, StateType } from './definition';
import type { FunctionTable } from './functions';
import type { History } from './history';
import type { Json, JsonObject } from './json';
import type { Scope } from './scope';
import type { TaskAdapters } from './task';

/** What all states of one execution share. */
export interface Execution {
  readonly name: string;
  readonly language: QueryLanguage;
  readonly adapters: TaskAdapters;
  readonly clock: ExecutionClock;
  readonly random: () => number;
  readonly history: History;
  readonly functions: FunctionTable;
  /** `Execution` and `StateMachine` of the context object. */
  readonly context: JsonObject;
  readonly observe: (event: ProgressEvent) => void;
  /** Runs states from `StartAt` to their end; returns the output. */
  readonly runStates: (states: StateGroup, input: Json, branch: Branch) => Promise<Json>;
}

/** A line of states that is under way: the machine, a Map iteration or a Parallel branch. */
export interface Branch {
  readonly scope: Scope;
  /** Aborts with an Interruption when the branch has to stop. */
  readonly signal: AbortSignal;
  /** `Map` of the context object. */
  readonly mapItem?: JsonObject;
  /** The state it is in; undefined before the first and after the last. */
  current?: { readonly name: string; readonly state: State; readonly input: Json } | undefined;
}

/** Where a state leads, and with what. */
export interface Transition {
  readonly output: Json;
  readonly assigned?: JsonObject;
  /** Undefined at the end of the line of states. */
  readonly next?: string | undefined;
}

/** One thing worth a line while an execution runs. */
export type ProgressEvent = { readonly state: string; readonly type: StateType; readonly time: number } & (
  | { readonly kind: 'entered'; readonly input: Json }
  | { readonly kind: 'exited'; readonly output: Json; readonly assigned?: JsonObject }
  | {
      readonly kind: 'retrying';
      readonly error: string;
      readonly cause: string;
      readonly attempt: number;
      readonly delaySeconds: number;
    }
  | { readonly kind: 'caught'; readonly error: string; readonly cause: string; readonly next: string }
);
