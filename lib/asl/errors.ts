/** Error names that Step Functions itself uses (AWS "Handling errors in Step Functions workflows"). */
export const ErrorName = {
  all: 'States.ALL',
  taskFailed: 'States.TaskFailed',
  timeout: 'States.Timeout',
  heartbeatTimeout: 'States.HeartbeatTimeout',
  queryEvaluation: 'States.QueryEvaluationError',
  dataLimit: 'States.DataLimitExceeded',
  runtime: 'States.Runtime',
} as const;

/** A state failed; Retry and Catch see it, or the execution ends with it. */
export class StateFailure extends Error {
  /**
   * @param error error name; a Fail state may have none
   * @param reason AWS's `Cause`
   * @param alias a second name that Retry and Catch may know the failure by
   */
  constructor(
    readonly error: string | undefined,
    readonly reason: string | undefined,
    readonly alias?: string,
  ) {
    super(`${error ?? 'failed'}: ${reason ?? 'no cause'}`);
    this.name = 'StateFailure';
  }
}

/** An expression, or what it was for, went wrong. The state that it belongs to makes a StateFailure of it. */
export class QueryFailure extends Error {
  /**
   * @param message AWS's words, without the sentence that names the state
   * @param location field of the state, e.g. `Arguments/Bucket`
   */
  constructor(
    message: string,
    readonly location: string,
  ) {
    super(message);
    this.name = 'QueryFailure';
  }
}

/** The interpreter's States.Runtime: never retried, never caught. The state that it belongs to makes a StateFailure of it. */
export class RuntimeFailure extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'RuntimeFailure';
  }
}

/** The execution, or the branch around the state, ends from outside; not an error of the state. */
export class Interruption extends Error {
  constructor(readonly status: 'TIMED_OUT' | 'ABORTED') {
    super(`the execution was ended from outside: ${status}`);
    this.name = 'Interruption';
  }
}
