import type { Json, JsonObject } from './json';

/** The language of a state's expressions; JSONPath is the default of Amazon States Language. */
export type QueryLanguage = 'JSONata' | 'JSONPath';

/** A state machine definition, once it has been validated. */
export interface StateMachine extends StateGroup {
  readonly QueryLanguage?: QueryLanguage;
  /** Seconds after which the whole execution is TIMED_OUT. */
  readonly TimeoutSeconds?: number;
}

/** States that lead to each other: a machine, a branch of a Parallel or the processor of a Map. */
export interface StateGroup {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

export type State =
  | PassState
  | TaskState
  | WaitState
  | ChoiceState
  | SucceedState
  | FailState
  | MapState
  | ParallelState;
export type StateType = State['Type'];
/** States with `Retry` and `Catch`. */
export type AttemptedState = TaskState | MapState | ParallelState;
/** States whose output can be shaped. */
export type ShapingState = AttemptedState | PassState | WaitState | SucceedState;

interface AnyState {
  readonly QueryLanguage?: QueryLanguage;
}

/** `Assign` and `Output` of JSONata, and the fields that JSONPath states shape data with. */
export interface DataFields extends AnyState {
  readonly Assign?: JsonObject;
  readonly Output?: Json;
  readonly InputPath?: string | null;
  readonly OutputPath?: string | null;
  readonly ResultPath?: string | null;
  readonly Parameters?: Json;
  readonly ResultSelector?: Json;
}

interface Onward {
  readonly Next?: string;
  readonly End?: boolean;
}

export interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds?: number;
  readonly BackoffRate?: number;
  readonly MaxAttempts?: number;
  readonly MaxDelaySeconds?: number;
  readonly JitterStrategy?: 'FULL' | 'NONE';
}

export interface Catcher {
  readonly ErrorEquals: readonly string[];
  readonly Next: string;
  readonly Assign?: JsonObject;
  readonly Output?: Json;
  readonly ResultPath?: string | null;
}

export interface Attempted {
  readonly Retry?: readonly Retrier[];
  readonly Catch?: readonly Catcher[];
}

export interface PassState extends DataFields, Onward {
  readonly Type: 'Pass';
  readonly Result?: Json;
}

export interface TaskState extends DataFields, Onward, Attempted {
  readonly Type: 'Task';
  readonly Resource: string;
  readonly Arguments?: Json;
  readonly Credentials?: JsonObject;
  readonly TimeoutSeconds?: number | string;
  readonly HeartbeatSeconds?: number | string;
}

export interface WaitState extends DataFields, Onward {
  readonly Type: 'Wait';
  readonly Seconds?: number | string;
  readonly Timestamp?: string;
}

export interface ChoiceRule {
  readonly Condition: string | boolean;
  readonly Next: string;
  readonly Assign?: JsonObject;
  readonly Output?: Json;
}

export interface ChoiceState extends AnyState {
  readonly Type: 'Choice';
  readonly Choices: readonly ChoiceRule[];
  readonly Default?: string;
  readonly Assign?: JsonObject;
  readonly Output?: Json;
}

export interface SucceedState extends DataFields {
  readonly Type: 'Succeed';
}

export interface FailState extends AnyState {
  readonly Type: 'Fail';
  readonly Error?: string;
  readonly Cause?: string;
}

export interface MapState extends DataFields, Onward, Attempted {
  readonly Type: 'Map';
  readonly Items?: Json;
  readonly ItemSelector?: Json;
  readonly MaxConcurrency?: number | string;
  readonly ItemProcessor: StateGroup;
}

export interface ParallelState extends DataFields, Onward, Attempted {
  readonly Type: 'Parallel';
  readonly Arguments?: Json;
  readonly Branches: readonly StateGroup[];
}
