/** What the `Resource` of a task says about its history and its messages. */
export interface Resource {
  /** What AWS calls the task in `The state/task '..' returned a result ..`. */
  readonly owner: string;
  /** `.sync`: starts a job and waits for its end. */
  readonly isJob: boolean;
  readonly events: Readonly<
    Record<'scheduled' | 'started' | 'submitted' | 'succeeded' | 'failed' | 'timedOut', string>
  >;
}

/** Reads a resource ARN such as `arn:aws:states:::aws-sdk:glue:createPartition` or that of a Lambda function. */
export function resourceOf(arn: string): Resource {
  const integration = /^arn:[^:]+:states:[^:]*:[^:]*:(?<service>.+):(?<action>[^:]+)$/.exec(arn)?.groups;
  const prefix = integration === undefined ? 'LambdaFunction' : 'Task';
  return {
    owner: integration?.service ?? arn,
    isJob: /\.sync(?::\d+)?$/.test(arn),
    events: {
      scheduled: `${prefix}Scheduled`,
      started: `${prefix}Started`,
      submitted: `${prefix}Submitted`,
      succeeded: `${prefix}Succeeded`,
      failed: `${prefix}Failed`,
      timedOut: `${prefix}TimedOut`,
    },
  };
}
