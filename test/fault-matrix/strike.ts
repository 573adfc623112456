import { Cases } from './cases';
import { faultsOf } from './faults';
import { haltsOf, type Scenario } from './scenarios';

/** What was struck already: the calls that led there and the one that follows, so that a way is struck where it is new. */
export type Ways = Set<string>;

/** What came of striking a scenario. */
export interface Struck {
  /** Cases by the state that was struck. */
  readonly cases: ReadonlyMap<string, number>;
  /** Whatever is not as promised, a line each. */
  readonly holes: readonly string[];
}

/** Lets every fault strike at every call of a scenario, or at those of only one state. */
export async function strike(scenario: Scenario, ways: Ways = new Set(), only = scenario.only): Promise<Struck> {
  const cases = new Cases(scenario);
  const struck = new Map<string, number>();
  const holes: string[] = [];
  const halts = await haltsOf(scenario);
  const states = halts.map(({ state }) => state);
  for (const [index, halt] of halts.entries()) {
    const way = [scenario.ends, ...[...states, 'end'].slice(0, index + 2)].join(' ');
    if (ways.has(way) || (only !== undefined && halt.state !== only)) continue;
    ways.add(way);
    const faults = faultsOf(halt.resource);
    struck.set(halt.state, (struck.get(halt.state) ?? 0) + faults.length);
    for (const fault of faults) holes.push(...(await cases.holesOf(halt, fault)));
  }
  return { cases: struck, holes };
}
