import './remember-answers';
import { casesToldOf } from './coverage';
import { explore } from './interleavings';
import { meetingOf, MEETINGS_OF_CHANGES, MEETINGS_OF_THREE, MEETINGS_OF_TWO } from './meetings';
import { tasksOf } from './scenarios';

/** All names twice, in either order. */
const pairsOf = (names: readonly string[]) => names.flatMap((one) => names.map((other) => `${one} and ${other}`));

describe('two executions at once', () => {
  const met = new Set<string>();
  const tasks = new Set<string>();
  let meetings = 0;

  afterAll(() => {
    process.stdout.write(`fault matrix: ${meetings} cases of two executions, at every pair of states\n`);
  });

  it.each(MEETINGS_OF_TWO)('end as they should, in whatever order they make their calls, of %s', async (name) => {
    const pair = await meetingOf(name);
    const found = await explore(pair);
    meetings += found.meetings.size;
    for (const [one = '', other = ''] of [...found.meetings].map((each) => each.split(' and ')))
      for (const each of [`${one} and ${other}`, `${other} and ${one}`]) met.add(each);
    for (const state of tasksOf(pair.world.definition.States)) tasks.add(state);
    expect(found.holes).toEqual([]);
  });

  it('meet at every pair of states, but where a slot is missing nothing can have expired', () => {
    const apart = pairsOf([...tasks]).filter((each) => !met.has(each));
    const expires = /[a-z](Expired|Removable|Refused|Registered)|expire/;
    expect(apart.filter((each) => !/create(Newest|Previous)/.test(each) || !expires.test(each))).toEqual([]);
  });

  it('are counted in docs', () => {
    expect(meetings).toBe(casesToldOf('two executions'));
  });
});

describe.each([
  {
    which: 'three executions at once',
    kind: 'three executions',
    where: ', where they publish and expire',
    orders: 'they publish',
    meetingNames: MEETINGS_OF_THREE,
  },
  {
    which: 'two nights of changes at once',
    kind: 'two nights of changes',
    where: '',
    orders: 'they read and publish',
    meetingNames: MEETINGS_OF_CHANGES,
  },
])('$which', ({ kind, where, orders, meetingNames }) => {
  let meetings = 0;

  afterAll(() => {
    process.stdout.write(`fault matrix: ${meetings} cases of ${kind}${where}\n`);
  });

  it.each(meetingNames)(`end as they should, in whatever order ${orders}, of %s`, async (name) => {
    const found = await explore(await meetingOf(name));
    meetings += found.meetings.size;
    expect(found.holes).toEqual([]);
    expect(found.meetings.size).toBeGreaterThan(1);
  });

  it('are counted in docs', () => {
    expect(meetings).toBe(casesToldOf(kind));
  });
});
