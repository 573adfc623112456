import './remember-answers';
import { casesToldOf } from './coverage';
import { drive } from './drive';
import { endOf } from './cases';
import { endByRules, makeGiven, inputCases, NOW } from './inputs';
import { readPublished, unreadable, wrongAfterFailure, wrongAfterSuccess } from './invariants';
import { worldWith } from './scenarios';
import { World } from './world';

describe('an input by value', () => {
  it('ends as its members say, and shows the old verified nights or the new one', async () => {
    const world = new World(await worldWith(['2026-01-29', '2026-01-30']), {
      time: Date.parse('2026-01-29T19:00:00Z'),
    });
    const given = makeGiven(world);
    await world.clock.sleep(NOW - world.clock.now());
    const before = readPublished(world);
    const cases = inputCases();
    const holes: string[] = [];
    const ends = new Set<string>();
    for (const { name, input, malformed } of cases) {
      const then = new World(world);
      const members = input(given);
      let calls = 0;
      const result = await drive(then, { name: 'tonight', input: members }, undefined, {
        afterCall: () => (calls += 1),
      });
      const expected = endByRules(members, malformed, given);
      ends.add(expected);
      const found = [
        ...(endOf(result) === expected
          ? []
          : [`should end ${expected}, and ended ${endOf(result)}: ${result.cause ?? ''}`]),
        ...(expected === 'Input.Invalid' && calls > 0 ? [`made ${calls} calls`] : []),
        ...(result.status === 'SUCCEEDED' ? wrongAfterSuccess(then, before, result) : wrongAfterFailure(then, before)),
        ...unreadable(then, result).filter((hole) => !hole.endsWith('no exportDate')),
      ];
      holes.push(...found.map((hole) => `${name} | ${hole}`));
    }
    process.stdout.write(`fault matrix: ${cases.length} cases of an input\n`);
    expect(holes).toEqual([]);
    expect(cases.length).toBe(casesToldOf('an input by value'));
    expect([...ends].sort()).toEqual([
      'Export.NotFound',
      'Export.OlderThanDate',
      'Export.OtherPrefix',
      'Export.OtherTable',
      'Export.TimeNotAvailable',
      'Input.Invalid',
      'Manifest.OtherExport',
      'SUCCEEDED',
    ]);
  }, 120_000);
});
