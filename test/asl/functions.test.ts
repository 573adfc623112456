import type { Json } from '../../lib/asl';
import { machineOf, runMachine } from './run-machine';

const valueOf = async (expression: string, input: Json = {}) =>
  runMachine(machineOf({ only: { Type: 'Pass', Output: `{% ${expression} %}`, End: true } }), input);

describe('functions of Step Functions', () => {
  it.each<[string, Json]>([
    ['$partition([1,2,3,4,5], 2)', [[1, 2], [3, 4], [5]]],
    ['$partition([0], 4)', [[0]]],
    ['$range(0, 9, 3)', [0, 3, 6, 9]],
    ['$range(5, 1, -2)', [5, 3, 1]],
    ['$range(1, 9, 9)', 1],
    ["$hash('abc', 'MD5')", '900150983cd24fb0d6963f7d28e17f72'],
    ["$hash('abc', 'SHA-1')", 'a9993e364706816aba3e25717850c26c9cd0d89d'],
    ["$hash('abc', 'SHA-256')", 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    ["$length($hash('abc', 'SHA-384')) & '/' & $length($hash('abc', 'SHA-512'))", '96/128'],
    ['$parse(\'{"a":[1,null]}\')', { a: [1, null] }],
    ['$parse(\'"text"\')', 'text'],
    ['$random()', 0.5],
    ['$random(7) = $random(7)', true],
    ['$random(7) = $random(8)', false],
    ['$match($uuid(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/).index', 0],
    ['$now()', '2026-11-23T04:00:00.000Z'],
    ["$now('[Y0001]-[M01]-[D01] [H01]', '+0900')", '2026-11-23 13'],
    ['$millis()', Date.parse('2026-11-23T04:00:00Z')],
    ["$contains('hello$world', /^hello\\$/)", true],
  ])('%s', async (expression, expected) => {
    expect((await valueOf(expression)).output).toEqual(expected);
  });

  it.each([
    "$parse('{')",
    "$hash('abc', 'CRC32')",
    '$partition([1], 0)',
    '$range(1, 2, 0)',
    '$random(true)',
    '$randomSeeded(1)',
  ])('%s throws', async (expression) => {
    expect(await valueOf(expression)).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
  });

  it('keeps a singleton array that is data, and unwraps one that a filter found', async () => {
    const input = { items: [0], rows: [{ a: 1 }, { a: 2 }] };
    expect((await valueOf('$states.input.items', input)).output).toEqual([0]);
    expect((await valueOf('$states.input.rows[a = 2]', input)).output).toEqual({ a: 2 });
    expect((await valueOf('$states.input.rows[a = 2][]', input)).output).toEqual([{ a: 2 }]);
  });
});
