import type { ExecutionResult, Position } from '../../lib/asl';
import { endOf } from './cases';
import { drive, type Started } from './drive';
import type { ErrorName } from '../../lib/workflow';
import { publishedIn, unverifiedIn, wrongAfterFailure, wrongAfterSuccess } from './invariants';
import { World } from './world';

/** Two executions that are under way at once. */
export interface Pair {
  readonly name: string;
  readonly world: World;
  readonly executions: readonly [Started, Started];
  /** How each may end, whatever the other does. */
  readonly ends: readonly [readonly End[], readonly End[]];
}

type End = 'SUCCEEDED' | ErrorName;

/** What every order of the calls of two executions came to. */
export interface Explored {
  /** Pairs of states, each about to make its call, at which the two met. */
  readonly meetings: ReadonlySet<string>;
  /** Whatever is not as promised, a line each. */
  readonly holes: readonly string[];
}

/** So many holes tell what is wrong. */
const ENOUGH = 10;

/** Where an execution stands: before a call, or at its end. */
interface Standing {
  readonly position?: Position;
  readonly result?: ExecutionResult;
}

/** A moment: the world and where both stand. How it came to that makes no difference to what follows. */
interface Moment {
  readonly world: World;
  readonly standings: readonly [Standing, Standing];
  /** Who made a call, and in which state, up to here. */
  readonly path: readonly string[];
}

/**
 * Lets two executions make their calls in every order. Between two calls an execution depends on nothing but its position
 * and the world, so moments that are equal are visited once: all orders, though there are more than could be run.
 */
export async function explore({ name, world, executions, ends }: Pair): Promise<Explored> {
  const before = publishedIn(world);
  const meetings = new Set<string>();
  const holes = new Set<string>();
  const visited = new Set<string>();
  const worlds = new Numbers<World>((one) => one.key());
  const stepper = new Stepper(executions, world.clock.now(), worlds);
  const positions = new Numbers<Standing>(({ position, result }) => JSON.stringify(position ?? result?.output));
  const [first, second] = [await stepper.step(world, 0, undefined), await stepper.step(world, 1, undefined)];
  const moments: Moment[] = [{ world, standings: [first.standing, second.standing], path: [] }];
  for (let moment = moments.pop(); moment && holes.size < ENOUGH; moment = moments.pop()) {
    const { standings, path } = moment;
    const key = [worlds.of(moment.world), ...standings.map((standing) => positions.of(standing))].join(' ');
    if (visited.has(key)) continue;
    visited.add(key);
    const [a, b] = standings.map(({ position }) => position?.state);
    if (a !== undefined && b !== undefined) meetings.add(`${a} and ${b}`);
    for (const who of [0, 1] as const) {
      const { position } = standings[who];
      if (!position) continue;
      const { world: after, standing, unverified } = await stepper.step(moment.world, who, position);
      const next: Moment = {
        world: after,
        standings: who === 0 ? [standing, standings[1]] : [standings[0], standing],
        path: [...path, `${who === 0 ? 'one' : 'other'}: ${position.state}`],
      };
      const found = [...unverified, ...wrongIn(next, ends, before)];
      for (const hole of found) holes.add(`${name} | ${hole} | ${next.path.join(', ')}`);
      if (found.length === 0) moments.push(next);
    }
  }
  return { meetings, holes: [...holes] };
}

/** Each must end as it may, whatever the other one does, and leave the same behind as if one had come after the other. */
function wrongIn({ world, standings }: Moment, ends: Pair['ends'], before: ReturnType<typeof publishedIn>): string[] {
  const ended = standings.flatMap(({ result }, who) => (result ? [{ result, may: ends[who] ?? [] }] : []));
  const wrong = ended.filter(({ result, may }) => !may.some((end) => end === endOf(result)));
  if (wrong.length > 0) return wrong.map(({ result }) => `one ended ${endOf(result)}: ${result.cause ?? ''}`);
  if (ended.length < 2) return [];
  return ended.flatMap(({ result }) =>
    result.status === 'SUCCEEDED' ? wrongAfterSuccess(world, before, result) : wrongAfterFailure(world, before),
  );
}

/** Numbers for things that are equal in all that matters; nobody changes them any more. */
class Numbers<T extends object> {
  private readonly byText = new Map<string, number>();
  private readonly byObject = new WeakMap<T, number>();

  constructor(private readonly text: (one: T) => string) {}

  of(one: T): number {
    const known = this.byObject.get(one);
    if (known !== undefined) return known;
    const text = this.text(one);
    const number = this.byText.get(text) ?? this.byText.size;
    this.byText.set(text, number);
    this.byObject.set(one, number);
    return number;
  }
}

interface Step {
  readonly world: World;
  readonly standing: Standing;
  readonly unverified: readonly string[];
}

/** Lets an execution make one call. Only exports take time: waits that pass at one time or another would be other moments. */
class Stepper {
  private readonly known = new Map<string, Promise<Step>>();

  /** @param start time of the first call, milliseconds since 1970 */
  constructor(
    private readonly executions: Pair['executions'],
    private readonly start: number,
    private readonly worlds: Numbers<World>,
  ) {}

  /** @param from the call to be made; undefined: none, only up to the first one */
  step(world: World, who: 0 | 1, from: Position | undefined): Promise<Step> {
    const key = `${this.worlds.of(world)} ${who} ${JSON.stringify(from)}`;
    let step = this.known.get(key);
    if (!step) this.known.set(key, (step = this.take(new World(world), this.executions[who], from)));
    return step;
  }

  private async take(world: World, execution: Started, from: Position | undefined): Promise<Step> {
    const unverified: string[] = [];
    let made: Position | undefined;
    const result = await drive(world, execution, from, {
      intercept: (call) => {
        if (from) made ??= call.position;
        // A Map is one step: nobody can halt inside and go on from there.
        return call.position === made ? call.perform() : call.crash();
      },
      afterCall: () => unverified.push(...unverifiedIn(world)),
    });
    const halted = result.status === 'ABORTED' ? result.failedAt : undefined;
    const starts = [...world.started.values()].flat().length;
    return {
      world: new World(world, { time: this.start + starts * 1000 }),
      standing: halted ? { position: halted } : { result },
      unverified,
    };
  }
}
