/**
 * An interpreter for Amazon States Language: JSONata definitions of STANDARD state machines, on a clock of your choice.
 *
 * Not emulated: the second or so that AWS gives one expression, the latency of AWS's own transitions, and whatever
 * `problemsOf` names as unsupported.
 */
export { SystemClock, type Clock, type ExecutionClock } from './clock';
export { VirtualClock, ClockDeadlock } from './virtual-clock';
export type { QueryLanguage, State, StateGroup, StateMachine, StateType } from './definition';
export type { ProgressEvent } from './execution';
export type { HistoryEvent } from './history';
export type { Json, JsonObject } from './json';
export { redrive, run } from './machine';
export type { ExecutionIdentity, ExecutionOptions } from './options';
export { NotRedrivable, type ExecutionResult, type Position } from './result';
export { TaskFailure, type TaskAdapter, type TaskAdapters, type TaskContext } from './task';
export { problemsOf, UnsupportedDefinition, type Problem } from './validate';
