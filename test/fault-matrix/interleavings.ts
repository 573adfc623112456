import type { ExecutionResult, Position } from '../../lib/asl';
import { endOf } from './cases';
import { drive, type Started } from './drive';
import type { ErrorName } from '../../lib/workflow';
import { publishedIn, unverifiedIn, wrongAfterFailure, wrongAfterSuccess } from './invariants';
import { Numbers } from './numbers';
import { World } from './world';

/** Executions that are under way at once. */
export interface Concurrent {
  readonly name: string;
  readonly world: World;
  readonly executions: readonly Started[];
  /** How each may end, whatever the others do. */
  readonly ends: readonly (readonly End[])[];
  /** States before which another execution may come first. @default - all that call services */
  readonly turns?: ReadonlySet<string>;
}

type End = 'SUCCEEDED' | ErrorName;

/** What every order of the calls of the executions came to. */
export interface Explored {
  /** States, one of each execution and each about to make its call, at which they met. */
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

/** A moment: the world and where all stand. How it came to that makes no difference to what follows. */
interface Moment {
  readonly world: World;
  readonly standings: readonly Standing[];
  /** One of the ways to it: the moment before, and who made a call then, in which state. */
  readonly came?: { readonly from: Moment; readonly by: string };
}

/**
 * Lets executions make their calls in every order. Between two calls an execution depends on nothing but its position
 * and the world, so moments that are equal are visited once: all orders, though there are more than could be run.
 */
export async function explore(concurrent: Concurrent): Promise<Explored> {
  const { name, world, executions, ends } = concurrent;
  const before = publishedIn(world);
  const meetings = new Set<string>();
  const holes = new Set<string>();
  const visited = new Set<string>();
  const stepper = new Stepper(concurrent, world.clock.now());
  const moments: Moment[] = [await beginning(world, executions, stepper)];
  for (let moment = moments.pop(); moment && holes.size < ENOUGH; moment = moments.pop()) {
    const { standings } = moment;
    const key = stepper.key(moment.world, ...standings);
    if (visited.has(key)) continue;
    visited.add(key);
    const states = standings.flatMap(({ position }) => position?.state ?? []);
    if (states.length === executions.length) meetings.add(states.join(' and '));
    for (const [who, from] of standings.entries()) {
      if (!from.position) continue;
      const { world: after, standing, unverified } = await stepper.step(moment.world, who, from);
      const next: Moment = {
        world: after,
        standings: standings.with(who, standing),
        came: { from: moment, by: `${executions[who]?.name ?? ''}: ${from.position.state}` },
      };
      const found = [...unverified, ...wrongIn(next, ends, before)];
      for (const hole of found) holes.add(`${name} | ${hole} | ${pathTo(next).join(', ')}`);
      if (found.length === 0) moments.push(next);
    }
  }
  return { meetings, holes: [...holes] };
}

/** Each execution has come to its first turn. */
async function beginning(world: World, executions: Concurrent['executions'], stepper: Stepper): Promise<Moment> {
  const standings: Standing[] = [];
  for (const who of executions.keys()) {
    const step = await stepper.step(world, who, {});
    standings.push(step.standing);
    ({ world } = step);
  }
  return { world, standings };
}

function pathTo({ came }: Moment): string[] {
  return came ? [...pathTo(came.from), came.by] : [];
}

/** Each must end as it may, whatever the others do, and leave the same behind as if one had come after the other. */
function wrongIn(
  { world, standings }: Moment,
  ends: Concurrent['ends'],
  before: ReturnType<typeof publishedIn>,
): string[] {
  const ended = standings.flatMap(({ result }, who) => (result ? [{ result, may: ends[who] ?? [] }] : []));
  const wrong = ended.filter(({ result, may }) => !may.some((end) => end === endOf(result)));
  if (wrong.length > 0) return wrong.map(({ result }) => `one ended ${endOf(result)}: ${result.cause ?? ''}`);
  if (ended.length < ends.length) return [];
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

/** Lets an execution make its calls up to its next turn. Only exports take time: waits that pass at one time or another would be other moments. */
class Stepper {
  private readonly known = new Map<string, Promise<Step>>();
  private readonly worlds = new Numbers<World>((world) => world.key());
  private readonly standings = new Numbers<Standing>(({ position, result }) =>
    JSON.stringify(position ?? (result && [endOf(result), result.output ?? null]) ?? null),
  );

  /** @param start time of the first call, milliseconds since 1970 */
  constructor(
    private readonly concurrent: Concurrent,
    private readonly start: number,
  ) {}

  /** The same text for worlds and standings that are equal. */
  key(world: World, ...standings: readonly Standing[]): string {
    return [this.worlds.of(world), ...standings.map((standing) => this.standings.of(standing))].join(' ');
  }

  /** @param from where its turn began; at the start it only comes to its first turn */
  step(world: World, who: number, from: Standing): Promise<Step> {
    const key = `${who} ${this.key(world, from)}`;
    let step = this.known.get(key);
    if (!step) this.known.set(key, (step = this.take(new World(world), this.executionOf(who), from.position)));
    return step;
  }

  private executionOf(who: number): Started {
    const execution = this.concurrent.executions[who];
    if (!execution) throw new Error(`there is no execution ${who}`);
    return execution;
  }

  private isTurn(world: World, state: string): boolean {
    const { turns } = this.concurrent;
    return turns ? turns.has(state) : CALLING.has(world.definition.States[state]?.Type ?? '');
  }

  private async take(world: World, execution: Started, from: Position | undefined): Promise<Step> {
    const unverified: string[] = [];
    let toMake = from ? 1 : 0;
    const result = await drive(world, execution, from, {
      entered: ({ state }, crash) => {
        if (this.isTurn(world, state) && toMake-- === 0) crash();
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
