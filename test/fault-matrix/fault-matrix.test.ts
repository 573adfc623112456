import type { Definition } from '../../lib/workflow';
import { Cases } from './cases';
import { drive } from './drive';
import { faultsOf } from './faults';
import { explore } from './interleavings';
import { unverifiedIn } from './invariants';
import { MEETING_NAMES, pairOf } from './meetings';
import { haltsOf, SCENARIOS, scenarioOf, tasksOf, type Scenario } from './scenarios';

/** What was struck already: the calls that led there and the one that follows, so that a way is struck where it is new. */
type Ways = Set<string>;

/** Cases by the state that was struck, and what is not as promised. */
async function strike(scenario: Scenario, ways: Ways = new Set(), only?: string) {
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
  return { struck, holes };
}

/** All names twice, in either order. */
const pairsOf = (names: readonly string[]) => names.flatMap((one) => names.map((other) => `${one} and ${other}`));

const MINUTE = 60_000;

describe('the fault matrix', () => {
  const struck = new Map<string, number>();
  const ways: Ways = new Set();
  const met = new Set<string>();
  const tasks = new Set<string>();
  const tasksOfMeetings = new Set<string>();
  let meetings = 0;

  afterAll(() => {
    const byState = [...struck].map(([state, count]) => `  ${state} ${count}`).sort();
    const faults = [...struck.values()].reduce((sum, count) => sum + count, 0);
    process.stdout.write(
      `${byState.join('\n')}\n  two executions, at every pair of states ${meetings}\nfault matrix: ${faults + meetings} cases\n`,
    );
  });

  it.each(SCENARIOS)(
    'shows the old verified night or the new one, ends, and can be mended, whatever fails in %s',
    async (name) => {
      const scenario = await scenarioOf(name);
      const found = await strike(scenario, ways);
      for (const [state, count] of found.struck) struck.set(state, (struck.get(state) ?? 0) + count);
      for (const state of tasksOf(scenario.world.definition.States)) tasks.add(state);
      expect(found.holes).toEqual([]);
    },
    5 * MINUTE,
  );

  it('strikes every state that calls a service', () => {
    expect([...struck.keys()].sort()).toEqual([...tasks].sort());
  });

  it.each(MEETING_NAMES)(
    'lets both executions end as they should, in whatever order they make their calls, of %s',
    async (name) => {
      const pair = await pairOf(name);
      const found = await explore(pair);
      meetings += found.meetings.size;
      for (const [one = '', other = ''] of [...found.meetings].map((each) => each.split(' and ')))
        for (const each of [`${one} and ${other}`, `${other} and ${one}`]) met.add(each);
      for (const state of tasksOf(pair.world.definition.States)) tasksOfMeetings.add(state);
      expect(found.holes).toEqual([]);
    },
    5 * MINUTE,
  );

  it('lets two executions meet at every pair of states, but where a slot is missing nothing can have expired', () => {
    const apart = pairsOf([...tasksOfMeetings]).filter((each) => !met.has(each));
    const expires = /[a-z](Expired|Removable|Refused|Registered)|expire/;
    expect(apart.filter((each) => !/create(Newest|Previous)/.test(each) || !expires.test(each))).toEqual([]);
  });
});

describe('a definition with a hole is found out:', () => {
  const changed =
    (name: string, change: object) =>
    (definition: Definition): Definition => {
      const state = definition.States[name];
      if (!state) throw new Error(`the definition has no state ${name}`);
      return { ...definition, States: { ...definition.States, [name]: { ...state, ...change } } };
    };

  it.each([
    [
      'a call that is not retried',
      'registerPartition',
      changed('registerPartition', { Retry: [] }),
      'should end SUCCEEDED',
    ],
    [
      'a call that does not take what is there for its own work',
      'registerManifest',
      changed('registerManifest', { Catch: [] }),
      'ended Glue.AlreadyExistsException',
    ],
    [
      'an export that is started again at every attempt',
      'callExport',
      (definition: Definition) => {
        const Arguments = definition.States.callExport?.Arguments as object;
        return changed('callExport', { Arguments: { ...Arguments, ClientToken: '{% $uuid() %}' } })(definition);
      },
      'started 2 exports',
    ],
    [
      'no deadline',
      'dropStaged',
      (definition: Definition) => ({ ...definition, TimeoutSeconds: 99_999_999 }),
      'it ended TIMED_OUT only after',
    ],
  ] as const)('%s', async (_, state, change, hole) => {
    const { holes } = await strike(await scenarioOf('the second night', change), new Set(), state);
    expect(holes.join('\n')).toContain(hole);
  });

  it('a night that is published though its validation found errors', async () => {
    const scenario = await scenarioOf(
      'the first night',
      changed('checkValidation', { Choices: [{ Condition: '{% false %}', Next: 'ExportFailed' }] }),
    );
    scenario.world.script = { damaged: true };
    const { holes } = await strike(scenario, new Set(), 'dropStaged');
    expect(holes.join('\n')).toContain('is a damaged export');
  });

  it('two executions for one date, of which the older one may have the last word', async () => {
    const change = changed('replacePartition', { Next: 'readNights' });
    const meeting = 'a date twice that had a night before, while another one expires and the objects of a third go';
    const { holes } = await explore(await pairOf(meeting, change));
    expect(holes.join('\n')).toContain('its newest verified export is');
  });

  it('objects that go after their registration', async () => {
    const scenario = await scenarioOf('a night that removes the objects of another', (definition) =>
      changed('dropRefused', { Arguments: definition.States.dropRegistered?.Arguments })(definition),
    );
    const { holes } = await strike(scenario, new Set(), 'deleteRemovable');
    expect(holes.join('\n')).toContain('is left, and nobody knows of it');
  });

  it('exports that are published however old they are, also while their objects go', async () => {
    const meeting = 'a night that removes an export, and the adoption of that export';
    const { world, executions } = await pairOf(meeting, (definition) => {
      const { Choices } = definition.States.checkManifest as unknown as { readonly Choices: readonly object[] };
      return changed('checkManifest', { Choices: Choices.slice(1) })(definition);
    });
    const [night, adoption] = executions;
    const { failedAt } = await drive(world, night, undefined, {
      intercept: ({ state, perform, crash }) => (state === 'listRemovable' ? crash() : perform()),
    });
    await drive(world, adoption, undefined);
    const unverified: string[] = [];
    await drive(world, night, failedAt, { afterCall: () => unverified.push(...unverifiedIn(world)) });
    expect(unverified.join('\n')).toContain('lies at no export');
  });
});
