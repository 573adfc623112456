import type { Position } from '../../lib/asl';
import { Cases } from './cases';
import { drive } from './drive';
import type { Scenario } from './scenarios';
import type { Ways } from './strike';
import { World } from './world';

/** What passes before a stopped execution is redriven. AWS takes redrives for 14 days. */
export interface Delay {
  readonly name: string;
  readonly pass: (world: World) => Promise<void>;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The first is longer than a client token is known; the last one longer than the retention of the scenarios that have one. */
export const DELAYS: readonly Delay[] = [
  { name: '9 hours', pass: ({ clock }) => clock.sleep(9 * HOUR) },
  { name: '13 days, with nights of their own', pass: thirteenDays },
];

/** Other executions publish later nights meanwhile. */
async function thirteenDays(world: World): Promise<void> {
  const { script } = world;
  world.script = {};
  for (const days of [1, 11]) {
    await world.clock.sleep(days * DAY);
    const { status, cause } = await world.night({});
    if (status !== 'SUCCEEDED') throw new Error(`a night of meanwhile ended ${status}: ${cause ?? ''}`);
  }
  await world.clock.sleep(DAY);
  world.script = script;
}

/** What came of redriving an execution late, which had been stopped at each of its states. */
export interface Redriven {
  readonly cases: number;
  /** States at which it was stopped. */
  readonly states: ReadonlySet<string>;
  /** Whatever is not as promised, a line each. */
  readonly holes: readonly string[];
}

/** Stops a scenario in each of its states in which time passes, where the way to it is new, and redrives it after every delay. */
export async function redriveLate(scenario: Scenario, ways: Ways): Promise<Redriven> {
  const cases = new Cases(scenario);
  const stops = await stopsOf(scenario, ways);
  const holes: string[] = [];
  // many states leave the world as it is
  const later = new Map<string, World>();
  for (const { world, position } of stops.values())
    for (const { name, pass } of DELAYS) {
      const key = `${name} ${world.key()}`;
      const then = later.get(key) ?? new World(world);
      if (!later.has(key)) await pass(then);
      later.set(key, then);
      const found = await cases.holesOfRedrive(`a redrive ${name} later`, new World(then), position);
      holes.push(...found.map((hole) => `${scenario.name}, ${position.state} | ${hole}`));
    }
  return { cases: stops.size * DELAYS.length, states: new Set(stops.keys()), holes };
}

/** Each state that waits or calls as the execution enters it first, with the world as it is then. */
async function stopsOf(
  scenario: Scenario,
  ways: Ways,
): Promise<ReadonlyMap<string, { world: World; position: Position }>> {
  const stops = new Map<string, { world: World; position: Position }>();
  const world = new World(scenario.world);
  const { retentionDays = 0 } = world.config;
  let way = `${scenario.ends} ${retentionDays} ${String(world.table.columnar)} ${String(world.table.incremental !== undefined)}`;
  await drive(world, scenario.execution, undefined, {
    entered: (position) => {
      const { state } = position;
      way += ` ${state}`;
      if (!LASTING.has(world.definition.States[state]?.Type ?? '') || ways.has(way) || stops.has(state)) return;
      ways.add(way);
      stops.set(state, { world: new World(world), position });
    },
  });
  return stops;
}

const LASTING: ReadonlySet<string> = new Set(['Wait', 'Task', 'Map']);
