import type { ExecutionResult, Json, JsonObject, Position } from '../../lib/asl';
import { HISTORY_EVENTS } from '../../lib/asl/limits';
import type { Definition } from '../../lib/workflow';
import { drive, isRead, type Started, type Watch } from './drive';
import { listUnverified } from './invariants';
import { Numbers } from './numbers';
import type { World } from './world';

/** How an execution ended, and the world that it left. */
export interface Ended {
  readonly world: World;
  readonly result: ExecutionResult;
  /** What could be read at some moment though it was not verified. */
  readonly unverified: readonly string[];
}

/** The same, with the length of its history in place of the history, which is most of what thousands of endings hold. */
interface Known extends Ended {
  readonly events: number;
}

/** Adds what can be read after a call, though it was not verified, to what was found before. */
export function collectUnverified(world: World, found: string[]): NonNullable<Watch['afterCall']> {
  return (resource) => {
    if (!isRead(resource)) found.push(...listUnverified(world));
  };
}

/**
 * How executions end that go on without faults. Between two states an execution depends on nothing but its position and the
 * world. So one that comes to where another one was, in an equal world, is followed no further: it ends as that one did.
 */
export class Endings {
  private readonly known = new Map<string, Known>();
  private readonly values = new Numbers<object>((value) => JSON.stringify(value));
  private readonly variables = new Numbers<JsonObject>((all) =>
    Object.keys(all)
      .map((name) => `${name} ${this.textOf(all[name])}`)
      .join(' '),
  );

  /**
   * @param definition of the executions
   * @throws Error where a state looks at more than its position and the world
   */
  constructor(private readonly definition: Definition) {
    const { [definition.StartAt]: first, ...others } = definition.States;
    if (first === undefined || /Execution\.(StartTime|RedriveTime)/.test(JSON.stringify(others)))
      throw new Error('only the first state may look at the time at which its execution began');
  }

  /** How an execution ends that goes on in a world, which it changes. */
  async of(world: World, started: Started, from: Position | undefined): Promise<Ended> {
    const startTime = world.clock.now();
    const keyOf = (position: Position | undefined) => this.keyOf(world, started, from !== undefined, position);
    const begin = keyOf(from);
    const known = this.find(begin, startTime);
    if (known) return known;
    const unverified: string[] = [];
    const passed = [{ key: begin, before: 0 }];
    const met: Known[] = [];
    const way = await drive(world, started, from, {
      afterCall: collectUnverified(world, unverified),
      entered: (position, crash) => {
        if (this.definition.States[position.state]?.Type !== 'Task') return;
        const key = keyOf(position);
        const other = this.find(key, startTime);
        if (other) {
          met.push(other);
          crash();
        } else if (key !== begin) passed.push({ key, before: unverified.length });
      },
    });
    const result = { ...way, events: [] };
    const [rest = { world, result, unverified: [], events: 0 }] = met;
    unverified.push(...rest.unverified);
    const ended = {
      world: rest.world,
      result: { ...rest.result, startTime: way.startTime },
      events: addUp(way.events.length, rest.events),
    };
    for (const { key, before } of passed) this.known.set(key, { ...ended, unverified: unverified.slice(before) });
    return { ...ended, unverified };
  }

  /** Everything that the end of an execution depends on. */
  keyOf(world: World, { name, input }: Started, isRedriven: boolean, position: Position | undefined): string {
    const key = `${world.key()} ${isRedriven} ${name} ${this.textOf(input)}`;
    if (position === undefined) return key;
    const { state, input: data, variables } = position;
    return `${key} ${state} ${this.textOf(data)} ${this.variables.of(variables)}`;
  }

  /** Most values are those of the states before, and many those of other executions. */
  private textOf(value: Json | undefined): string {
    if (typeof value === 'string') return `${value.length}:${value}`;
    return value instanceof Object ? `#${this.values.of(value)}` : String(value);
  }

  /** The end from a moment on; undefined where it is not known, or an execution that began at this time has less time left. */
  private find(key: string, startTime: number): Known | undefined {
    const known = this.known.get(key);
    if (!known) return undefined;
    const { result } = known;
    const isInTime =
      result.status !== 'TIMED_OUT' && result.stopTime - startTime < this.definition.TimeoutSeconds * 1000;
    if (result.startTime !== startTime && !isInTime) return undefined;
    return { ...known, result: { ...result, startTime } };
  }
}

/** @throws Error where both parts together fill the history of an execution, which ends it in another way */
function addUp(before: number, after: number): number {
  if (before + after >= HISTORY_EVENTS) throw new Error(`an execution has ${before + after} events in its history`);
  return before + after;
}
