import type { ExecutionResult, Position } from '../../lib/asl';
import { endOf } from './cases';
import { drive, type Started } from './drive';
import type { ErrorName } from '../../lib/workflow';
import { publishedIn, unverifiedIn, wrongAfterFailure, wrongAfterSuccess } from './invariants';
import { Numbers } from './numbers';
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

/** Where an execution stands: at its start, before a call, or at its end. */
interface Standing {
  readonly position?: Position;
  readonly result?: ExecutionResult;
}

/** A moment: the world and where both stand. How it came to that makes no difference to what follows. */
interface Moment {
  readonly world: World;
  readonly standings: readonly [Standing, Standing];
  /** One of the ways to it: the moment before, and who made a call then, in which state. */
  readonly came?: { readonly from: Moment; readonly by: string };
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
  const stepper = new Stepper(executions, world.clock.now());
  const [first, second] = [await stepper.step(world, 0, {}), await stepper.step(world, 1, {})];
  const moments: Moment[] = [{ world, standings: [first.standing, second.standing] }];
  for (let moment = moments.pop(); moment && holes.size < ENOUGH; moment = moments.pop()) {
    const { standings } = moment;
    const key = stepper.key(moment.world, ...standings);
    if (visited.has(key)) continue;
    visited.add(key);
    const [a, b] = standings.map(({ position }) => position?.state);
    if (a !== undefined && b !== undefined) meetings.add(`${a} and ${b}`);
    for (const who of [0, 1] as const) {
      const { position } = standings[who];
      if (!position) continue;
      const { world: after, standing, unverified } = await stepper.step(moment.world, who, standings[who]);
      const next: Moment = {
        world: after,
        standings: who === 0 ? [standing, standings[1]] : [standings[0], standing],
        came: { from: moment, by: `${who === 0 ? 'one' : 'other'}: ${position.state}` },
      };
      const found = [...unverified, ...wrongIn(next, ends, before)];
      for (const hole of found) holes.add(`${name} | ${hole} | ${pathTo(next).join(', ')}`);
      if (found.length === 0) moments.push(next);
    }
  }
  return { meetings, holes: [...holes] };
}

function pathTo({ came }: Moment): string[] {
  return came ? [...pathTo(came.from), came.by] : [];
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

interface Step {
  readonly world: World;
  readonly standing: Standing;
  readonly unverified: readonly string[];
}

/** Types of states that call services. A Map is one call: nobody can halt inside and go on from there. */
const CALLING: ReadonlySet<string> = new Set(['Task', 'Map', 'Parallel']);

/** Lets an execution make one call. Only exports take time: waits that pass at one time or another would be other moments. */
class Stepper {
  private readonly known = new Map<string, Promise<Step>>();
  private readonly worlds = new Numbers<World>((world) => world.key());
  private readonly standings = new Numbers<Standing>(({ position, result }) =>
    JSON.stringify(position ?? (result && [endOf(result), result.output ?? null]) ?? null),
  );

  /** @param start time of the first call, milliseconds since 1970 */
  constructor(
    private readonly executions: Pair['executions'],
    private readonly start: number,
  ) {}

  /** The same text for worlds and standings that are equal. */
  key(world: World, ...standings: readonly Standing[]): string {
    return [this.worlds.of(world), ...standings.map((standing) => this.standings.of(standing))].join(' ');
  }

  /** @param from before the call to be made; at the start no call is made, only the way to the first one */
  step(world: World, who: 0 | 1, from: Standing): Promise<Step> {
    const key = `${who} ${this.key(world, from)}`;
    let step = this.known.get(key);
    if (!step) this.known.set(key, (step = this.take(new World(world), this.executions[who], from.position)));
    return step;
  }

  private async take(world: World, execution: Started, from: Position | undefined): Promise<Step> {
    const unverified: string[] = [];
    let toMake = from ? 1 : 0;
    const result = await drive(world, execution, from, {
      entered: ({ state }, crash) => {
        if (CALLING.has(world.definition.States[state]?.Type ?? '') && toMake-- === 0) crash();
      },
      afterCall: () => unverified.push(...unverifiedIn(world)),
    });
    const halted = result.status === 'ABORTED' ? result.failedAt : undefined;
    const time = this.start + [...world.started.values()].flat().length * 1000;
    return {
      world: world.clock.now() === time ? world : new World(world, { time }),
      standing: halted ? { position: halted } : { result },
      unverified,
    };
  }
}
