import {
  redrive,
  run,
  type ExecutionResult,
  type Json,
  type JsonObject,
  type Position,
  type ProgressEvent,
  type TaskAdapters,
  type TaskContext,
} from '../../lib/asl';
import type { World } from './world';

/** An execution: its name, of which the client token is made, and its input. */
export interface Started {
  readonly name: string;
  readonly input: JsonObject;
}

/** A call of a task, about to be made. */
export interface Call {
  readonly resource: string;
  readonly state: string;
  /** Which call of this state it is since the execution came to its position, from 0. */
  readonly count: number;
  /** Where the execution stands, so that it can go on from here in another world; one object for each visit of a state. */
  readonly position: Position;
  readonly clock: TaskContext['clock'];
  /** Makes the call. */
  readonly perform: () => Promise<Json>;
  /** Ends the execution here, as if the machine under it had died. */
  readonly crash: () => Promise<never>;
}

/** What stands between the states and the services. */
export interface Watch {
  /** Answers a call in the services' place. @default - the services answer */
  readonly intercept?: (call: Call) => Promise<Json>;
  /** Follows every call that the services answered. */
  readonly afterCall?: (resource: string) => void;
  /** Sees every state that is entered, with the position that it gives, and may let the machine die there. */
  readonly entered?: (position: Position, crash: () => void) => void;
}

/**
 * Runs an execution in a world: from its start, or from a position that it had, which is all that a standard execution
 * is. So a case begins where its fault strikes and need not run the night before it again.
 */
export async function drive(
  world: World,
  { name, input }: Started,
  from: Position | undefined,
  { intercept = ({ perform }) => perform(), afterCall, entered }: Watch = {},
): Promise<ExecutionResult> {
  const stop = new AbortController();
  const crash = () => {
    stop.abort('the machine under it has died');
  };
  const track = new Track(world, from, (position) => entered?.(position, crash));
  const adapters: TaskAdapters = Object.fromEntries(
    Object.entries(world.adapters()).map(([resource, adapter]) => [
      resource,
      (args, context) =>
        intercept({
          resource,
          ...track.call(context.state),
          state: context.state,
          clock: context.clock,
          perform: async () => {
            const answer = await adapter(args, context);
            afterCall?.(resource);
            return answer;
          },
          crash: () => {
            crash();
            return hang(context.clock);
          },
        }),
    ]),
  );
  const options = {
    ...world.options(input, adapters),
    execution: { name },
    signal: stop.signal,
    onEvent: (event: ProgressEvent) => {
      track.see(event);
    },
  };
  return from === undefined ? run(options) : redrive(makeAborted(world, from), options);
}

/** Does a call of a resource leave the world as it is? */
export function isRead(resource: string): boolean {
  return /:(get|list|describe)[A-Z]\w+$/.test(resource);
}

/** Waits for an answer that never comes. */
export async function hang(clock: TaskContext['clock']): Promise<never> {
  await clock.sleep(Infinity);
  throw new Error('a sleep for ever is over');
}

/** Knows at each call where its execution stands. Inside a Map that is the Map itself, which starts again as a whole. */
class Track {
  private position: Position;
  private readonly counts = new Map<string, number>();

  constructor(
    private readonly world: World,
    from: Position = { state: '', input: null, variables: {} },
    private readonly entered: (position: Position) => void,
  ) {
    this.position = from;
  }

  see(event: ProgressEvent): void {
    if (!Object.hasOwn(this.world.definition.States, event.state)) return;
    if (event.kind === 'entered') {
      this.position = { ...this.position, state: event.state, input: event.input };
      this.counts.clear();
      this.entered(this.position);
    }
    if (event.kind === 'exited' && event.assigned)
      this.position = { ...this.position, variables: { ...this.position.variables, ...event.assigned } };
  }

  call(state: string): Pick<Call, 'count' | 'position'> {
    const count = this.counts.get(state) ?? 0;
    this.counts.set(state, count + 1);
    return { count, position: this.position };
  }
}

function makeAborted(world: World, failedAt: Position): ExecutionResult {
  const now = world.clock.now();
  return {
    status: 'ABORTED',
    events: [],
    transitions: 0,
    startTime: now,
    stopTime: now,
    redriveCount: 0,
    failedAt,
  };
}
