import type { Clock } from './clock';
import type { Json } from './json';

/** What a task adapter is told about the state that calls it. */
export interface TaskContext {
  /** Name of the state. */
  readonly state: string;
  /** Name of the execution, unique for 90 days per state machine. */
  readonly execution: string;
  /** Time as the execution sees it; a long job of an adapter waits on this clock, never on the machine's. */
  readonly clock: Clock;
}

/**
 * Answers the calls of one integration resource, in the shape and with the error names of that integration.
 *
 * @param args the state's evaluated `Arguments`
 * @returns the task's result
 * @throws TaskFailure for a failure that the service answers with
 */
export type TaskAdapter = (args: Json, context: TaskContext) => Promise<Json>;

/** One table of adapters per target; its keys are `Resource` ARNs such as `arn:aws:states:::aws-sdk:glue:createPartition`. */
export type TaskAdapters = Readonly<Record<string, TaskAdapter>>;

/** A failure of a task under the name that Step Functions gives it, e.g. `Glue.AlreadyExistsException`. */
export class TaskFailure extends Error {
  /**
   * @param error error name as Retry and Catch match it
   * @param cause text for people
   */
  constructor(
    readonly error: string,
    override readonly cause: string,
  ) {
    super(`${error}: ${cause}`);
    this.name = 'TaskFailure';
  }
}
