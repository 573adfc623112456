import type { ExecutionResult, Position } from '../../lib/asl';
import { endOf } from './cases';
import { drive, isRead, type Started } from './drive';
import type { ErrorName } from '../../lib/workflow';
import { readPublished, listUnverified, wrongAfterFailure, wrongAfterSuccess } from './invariants';
import { Numbers, type Numbered } from './numbers';
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
  readonly world: Numbered<World>;
  readonly standings: readonly Numbered<Standing>[];
  /** One of the ways to it: the moment before, and who made a call then, in which state. */
  readonly came?: { readonly from: Moment; readonly who: number; readonly state: string };
}

/**
 * Lets executions make their calls in every order. Between two calls an execution depends on nothing but its position
 * and the world, so moments that are equal are visited once: all orders, though there are more than could be run.
 */
export async function explore(concurrent: Concurrent): Promise<Explored> {
  const { name, world, executions, ends } = concurrent;
  const before = readPublished(world);
  const meetings = new Set<string>();
  const holes = new Set<string>();
  const stepper = new Stepper(concurrent);
  const moments: Moment[] = [await beginning(stepper, executions)];
  const visited = new Set(moments.map(keyOf));
  for (let moment = moments.pop(); moment && holes.size < ENOUGH; moment = moments.pop()) {
    const { standings } = moment;
    const states = standings.flatMap(({ value }) => value.position?.state ?? []);
    if (states.length === executions.length) meetings.add(states.join(' and '));
    for (const [who, from] of standings.entries()) {
      if (!from.value.position) continue;
      const { world: after, standing, unverified } = await stepper.step(moment.world, who, from);
      const next: Moment = {
        world: after,
        standings: standings.with(who, standing),
        came: { from: moment, who, state: from.value.position.state },
      };
      const isNew = visited.size < visited.add(keyOf(next)).size;
      const found = [...unverified, ...(isNew ? wrongIn(next, ends, before) : [])];
      for (const hole of found) holes.add(`${name} | ${hole} | ${pathTo(next, executions).join(', ')}`);
      if (isNew && found.length === 0) moments.push(next);
    }
  }
  return { meetings, holes: [...holes] };
}

/** Each execution has come to its first turn. */
async function beginning(stepper: Stepper, executions: Concurrent['executions']): Promise<Moment> {
  const standings: Numbered<Standing>[] = [];
  let { world } = stepper;
  for (const who of executions.keys()) {
    const step = await stepper.step(world, who, stepper.begin);
    standings.push(step.standing);
    ({ world } = step);
  }
  return { world, standings };
}

/** The same text for moments that are equal. */
function keyOf({ world, standings }: Moment): string {
  return [world, ...standings].map(({ number }) => number).join(' ');
}

function pathTo({ came }: Moment, executions: Concurrent['executions']): string[] {
  if (!came) return [];
  return [...pathTo(came.from, executions), `${executions[came.who]?.name ?? ''}: ${came.state}`];
}

/** Each must end as it may, whatever the others do, and leave the same behind as if one had come after the other. */
function wrongIn(
  { world, standings }: Moment,
  ends: Concurrent['ends'],
  before: ReturnType<typeof readPublished>,
): string[] {
  const ended = standings.flatMap(({ value: { result } }, who) => (result ? [{ result, may: ends[who] ?? [] }] : []));
  const wrong = ended.filter(({ result, may }) => !may.some((end) => end === endOf(result)));
  if (wrong.length > 0) return wrong.map(({ result }) => `one ended ${endOf(result)}: ${result.cause ?? ''}`);
  if (ended.length < ends.length) return [];
  return ended.flatMap(({ result }) =>
    result.status === 'SUCCEEDED'
      ? wrongAfterSuccess(world.value, before, result)
      : wrongAfterFailure(world.value, before),
  );
}

interface Step {
  readonly world: Numbered<World>;
  readonly standing: Numbered<Standing>;
  readonly unverified: readonly string[];
}

/** Types of states that call services. A Map is one call: an execution that halts inside of it begins it again. */
const CALLING: ReadonlySet<string> = new Set(['Task', 'Map', 'Parallel']);

/** Lets an execution make its calls up to its next turn. Only exports take time: waits that pass at one time or another would be other moments. */
class Stepper {
  /** Before anything happens. */
  readonly world: Numbered<World>;
  /** Where an execution stands that has not begun. */
  readonly begin: Numbered<Standing>;
  private readonly known = new Map<string, Promise<Step>>();
  private readonly worlds = new Numbers<World>((world) => world.key());
  private readonly standings = new Numbers<Standing>(({ position, result }) =>
    JSON.stringify(position ?? (result && [endOf(result), result.output ?? null]) ?? null),
  );
  /** Time of the first call, milliseconds since 1970. */
  private readonly start: number;

  constructor(private readonly concurrent: Concurrent) {
    this.start = concurrent.world.clock.now();
    this.world = this.worlds.first(concurrent.world);
    this.begin = this.standings.first({});
  }

  /** @param from where its turn began; at the start it only comes to its first turn */
  step(world: Numbered<World>, who: number, from: Numbered<Standing>): Promise<Step> {
    const key = `${who} ${world.number} ${from.number}`;
    let step = this.known.get(key);
    if (!step)
      this.known.set(key, (step = this.take(new World(world.value), this.executionOf(who), from.value.position)));
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
      afterCall: (resource) => {
        if (!isRead(resource)) unverified.push(...listUnverified(world));
      },
    });
    const halted = result.status === 'ABORTED' ? result.failedAt : undefined;
    const time = this.start + [...world.started.values()].flat().length * 1000;
    return {
      world: this.worlds.first(world.clock.now() === time ? world : new World(world, { time })),
      standing: this.standings.first(halted ? { position: halted } : { result }),
      unverified,
    };
  }
}
