import type { ExecutionResult, Json, Position } from '../../lib/asl';
import { HISTORY_EVENTS } from '../../lib/asl/limits';
import type { Definition } from '../../lib/workflow';
import { drive, isRead, type Started, type Watch } from './drive';
import { unverifiedIn } from './invariants';
import { Numbers } from './numbers';
import type { World } from './world';

/** How an execution ended, and the world that it left. */
export interface Ended {
  readonly world: World;
  readonly result: ExecutionResult;
  /** What could be read at some moment though it was not verified. */
  readonly unverified: readonly string[];
}

/** Adds what can be read after a call, though it was not verified, to what was found before. */
export function collectUnverified(world: World, found: string[]): NonNullable<Watch['afterCall']> {
  return (resource) => {
    if (!isRead(resource)) found.push(...unverifiedIn(world));
  };
}

/**
 * How executions end that go on without faults. Between two states an execution depends on nothing but its position and the
 * world. So one that comes to where another one was, in an equal world, is followed no further: it ends as that one did.
 */
export class Endings {
  private readonly known = new Map<string, Ended>();
  private readonly values = new Numbers<object>((value) => JSON.stringify(value));

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
    const met: Ended[] = [];
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
    const [rest = { world, result: way, unverified: [] }] = met;
    unverified.push(...rest.unverified);
    const result = met.length > 0 ? goOn(way, rest.result) : way;
    for (const { key, before } of passed)
      this.known.set(key, { world: rest.world, result, unverified: unverified.slice(before) });
    return { world: rest.world, result, unverified };
  }

  /** Everything that the end of an execution depends on. */
  keyOf(world: World, { name, input }: Started, isRedriven: boolean, position: Position | undefined): string {
    let key = `${world.key()} ${isRedriven} ${name} ${this.textOf(input)}`;
    if (position === undefined) return key;
    const { state, input: data, variables } = position;
    key += ` ${state} ${this.textOf(data)}`;
    for (const variable of Object.keys(variables)) key += ` ${variable} ${this.textOf(variables[variable])}`;
    return key;
  }

  /** Most values are those of the states before, and many those of other executions. */
  private textOf(value: Json | undefined): string {
    if (typeof value === 'string') return `${value.length}:${value}`;
    return value instanceof Object ? `#${this.values.of(value)}` : String(value);
  }

  /** The end from a moment on; undefined where it is not known, or an execution that began at this time has less time left. */
  private find(key: string, startTime: number): Ended | undefined {
    const known = this.known.get(key);
    if (!known) return undefined;
    const { result } = known;
    const isInTime =
      result.status !== 'TIMED_OUT' && result.stopTime - startTime < this.definition.TimeoutSeconds * 1000;
    if (result.startTime !== startTime && !isInTime) return undefined;
    return { ...known, result: { ...result, startTime } };
  }
}

/** @throws Error where both together fill the history of an execution, which ends it in another way */
function goOn(way: ExecutionResult, rest: ExecutionResult): ExecutionResult {
  const events = [...way.events, ...rest.events];
  if (events.length >= HISTORY_EVENTS) throw new Error(`an execution has ${events.length} events in its history`);
  return { ...rest, startTime: way.startTime, events };
}
