import {
  redrive,
  run,
  VirtualClock,
  type ExecutionOptions,
  type ExecutionResult,
  type Json,
  type JsonObject,
  type TaskAdapter,
} from '../../lib/asl';

/** The moment at which executions of the tests start. */
export const START = Date.parse('2026-11-23T04:00:00Z');
/** The resource of the tests' tasks. */
export const RESOURCE = 'arn:aws:states:::aws-sdk:glue:createPartition';

/** A JSONata machine of the given states, the first of which is the start. */
export function machineOf(states: JsonObject, fields: JsonObject = {}): JsonObject {
  return { QueryLanguage: 'JSONata', StartAt: Object.keys(states)[0] ?? '', States: states, ...fields };
}

/** A task of the tests' resource. */
export function taskOf(fields: JsonObject = {}): JsonObject {
  return { Type: 'Task', Resource: RESOURCE, ...(fields.Next === undefined ? { End: true } : {}), ...fields };
}

export type Overrides = Partial<ExecutionOptions> & { readonly task?: TaskAdapter };

export function optionsOf(
  definition: JsonObject,
  input: Json = {},
  { task, ...overrides }: Overrides = {},
): ExecutionOptions {
  return {
    definition,
    input,
    adapters: task === undefined ? {} : { [RESOURCE]: task },
    clock: new VirtualClock(START),
    random: () => 0.5,
    execution: { name: 'night' },
    ...overrides,
  };
}

export function runMachine(definition: JsonObject, input?: Json, overrides?: Overrides): Promise<ExecutionResult> {
  return run(optionsOf(definition, input, overrides));
}

export function redriveMachine(
  previous: ExecutionResult,
  definition: JsonObject,
  input?: Json,
  overrides?: Overrides,
): Promise<ExecutionResult> {
  return redrive(previous, optionsOf(definition, input, overrides));
}

/** Types of a result's events, in order. */
export function typesOf({ events }: ExecutionResult): string[] {
  return events.map(({ type }) => type);
}
