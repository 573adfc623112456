import type { ExecutionClock } from './clock';
import type { ProgressEvent } from './execution';
import type { Json, JsonObject } from './json';
import type { TaskAdapters } from './task';

/** Who an execution is, as the context object tells its states. */
export interface ExecutionIdentity {
  /** Unique for 90 days per state machine. */
  readonly name: string;
  /** @default - an ARN made of the state machine's and the name */
  readonly arn?: string;
  /** @default - the ARN of a machine called `local` */
  readonly stateMachineArn?: string;
  /** @default - a role called `local` */
  readonly roleArn?: string;
}

/** What an execution needs. */
export interface ExecutionOptions {
  /** The Amazon States Language document. */
  readonly definition: unknown;
  readonly input: Json;
  /** One adapter per `Resource` of the definition. */
  readonly adapters: TaskAdapters;
  readonly clock: ExecutionClock;
  /** A number of at least 0 and below 1: for jitter, `$random` and `$uuid`. */
  readonly random: () => number;
  readonly execution: ExecutionIdentity;
  /** `Execution` and `StateMachine` of the context object, word for word. @default - made of `execution` */
  readonly context?: JsonObject;
  /** Is told of every state entered and exited, retried and caught. @default - nothing is told */
  readonly onEvent?: (event: ProgressEvent) => void;
  /** Aborts the execution. @default - it is never aborted */
  readonly signal?: AbortSignal;
}

/** `Execution` and `StateMachine` of the context object. */
export function contextOf(
  { execution, input, clock }: ExecutionOptions,
  startTime: number,
  redriveCount: number,
): JsonObject {
  const machineArn = execution.stateMachineArn ?? 'arn:aws:states:us-east-1:123456789012:stateMachine:local';
  return {
    Execution: {
      Id: execution.arn ?? `${machineArn.replace(':stateMachine:', ':execution:')}:${execution.name}`,
      Input: input,
      Name: execution.name,
      RoleArn: execution.roleArn ?? 'arn:aws:iam::123456789012:role/local',
      StartTime: new Date(startTime).toISOString(),
      RedriveCount: redriveCount,
      ...(redriveCount === 0 ? {} : { RedriveTime: new Date(clock.now()).toISOString() }),
    },
    StateMachine: { Id: machineArn, Name: machineArn.split(':').at(-1) ?? machineArn },
  };
}
