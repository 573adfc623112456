import './remember-answers';
import { casesToldOf } from './coverage';
import { redriveLate } from './late';
import { SCENARIOS, scenarioOf, tasksOf } from './scenarios';
import { strike, type Ways } from './strike';

describe('a fault at any call of a night', () => {
  const struck = new Map<string, number>();
  const ways: Ways = new Set();
  const tasks = new Set<string>();
  const faults = () => [...struck.values()].reduce((sum, count) => sum + count, 0);

  afterAll(() => {
    const byState = [...struck].map(([state, count]) => `  ${state} ${count}`).sort();
    process.stdout.write(`${byState.join('\n')}\nfault matrix: ${faults()} cases of a fault\n`);
  });

  it.each(SCENARIOS)(
    'shows the old verified night or the new one, ends, and can be mended, whatever fails in %s',
    async (name) => {
      const scenario = await scenarioOf(name);
      const { cases, holes } = await strike(scenario, ways);
      for (const [state, count] of cases) struck.set(state, (struck.get(state) ?? 0) + count);
      for (const state of tasksOf(scenario.world.definition.States)) tasks.add(state);
      expect(holes).toEqual([]);
    },
  );

  it('strikes every state that calls a service', () => {
    expect([...struck.keys()].sort()).toEqual([...tasks].sort());
  });

  it('is counted in docs', () => {
    expect(faults()).toBe(casesToldOf('a fault at a call'));
  });
});

describe('an execution that was stopped', () => {
  const ways: Ways = new Set();
  let cases = 0;

  afterAll(() => {
    process.stdout.write(`fault matrix: ${cases} cases of a late redrive\n`);
  });

  it.each(SCENARIOS)(
    'ends as if nothing had happened when it is redriven hours or days late, in any state of %s',
    async (name) => {
      const redriven = await redriveLate(await scenarioOf(name), ways);
      cases += redriven.cases;
      expect(redriven.holes).toEqual([]);
    },
  );

  it('is counted in docs', () => {
    expect(cases).toBe(casesToldOf('a late redrive'));
  });
});
