import type { Json } from '../../lib/asl';
import { machineOf, runMachine, START, typesOf } from './run-machine';

describe('Wait', () => {
  const runWait = async (fields: { Seconds?: Json; Timestamp?: string }, input: Json = {}) => {
    const result = await runMachine(machineOf({ pause: { Type: 'Wait', ...fields, End: true } }), input);
    return { ...result, seconds: (result.stopTime - result.startTime) / 1000 };
  };

  it('waits for Seconds, constant or computed, and gives its input on', async () => {
    expect(await runWait({ Seconds: 600 }, { a: 1 })).toMatchObject({ seconds: 600, output: { a: 1 } });
    expect(await runWait({ Seconds: '{% $states.input.n * 2 %}' }, { n: 30 })).toMatchObject({ seconds: 60 });
  });

  it('waits until a Timestamp, cut to the second', async () => {
    expect(await runWait({ Timestamp: '2026-11-23T05:00:00.900Z' })).toMatchObject({ seconds: 3600 });
    expect(await runWait({ Timestamp: '{% $states.input %}' }, '2026-11-23T14:00:00+09:00')).toMatchObject({
      seconds: 3600,
    });
  });

  it('does not wait for a Timestamp that has passed', async () => {
    expect(await runWait({ Timestamp: '2020-01-01T00:00:00Z' })).toMatchObject({ status: 'SUCCEEDED', seconds: 0 });
  });

  it.each<Json>([-1, 1.5, '60', null, 1e9])('refuses %j computed seconds', async (n) => {
    expect(await runWait({ Seconds: '{% $states.input.n %}' }, { n })).toMatchObject({
      error: 'States.QueryEvaluationError',
    });
  });

  it.each([
    '2026-11-23 05:00:00Z',
    '2026-11-23T05:00:00',
    '2026-13-23T05:00:00Z',
    '2026-11-23T25:00:00Z',
    '23-11-2026T05:00:00Z',
  ])('refuses %s in AWS’s words', async (time) => {
    expect((await runWait({ Timestamp: '{% $states.input %}' }, time)).cause).toBe(
      "An error occurred while executing the state 'pause' (entered at the event id #2). " +
        `The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: ${time}`,
    );
  });

  it('refuses to wait for longer than 99,999,999 seconds', async () => {
    expect(await runWait({ Timestamp: '2036-01-01T00:00:00Z' })).toMatchObject({
      error: 'States.Runtime',
      cause:
        "An error occurred while executing the state 'pause' (entered at the event id #2). Wait state delay is too long.",
    });
  });

  it('runs ten hours of asking every minute in no time', async () => {
    const machine = machineOf({
      begin: { Type: 'Pass', Assign: { asked: 0 }, Next: 'pause' },
      pause: { Type: 'Wait', Seconds: 60, Next: 'count' },
      count: { Type: 'Pass', Assign: { asked: '{% $asked + 1 %}' }, Next: 'enough' },
      enough: { Type: 'Choice', Choices: [{ Condition: '{% $asked >= 600 %}', Next: 'done' }], Default: 'pause' },
      done: { Type: 'Pass', Output: '{% $asked %}', End: true },
    });
    const result = await runMachine(machine);
    expect(result).toMatchObject({ status: 'SUCCEEDED', output: 600, stopTime: START + 36_000_000, transitions: 1802 });
  });
});

describe('Choice', () => {
  const runChoice = async (input: Json, fields = {}) =>
    runMachine(
      machineOf({
        which: {
          Type: 'Choice',
          Choices: [
            {
              Condition: "{% $states.input.status = 'COMPLETED' %}",
              Next: 'yes',
              Assign: { by: 'rule' },
              Output: 'from rule',
            },
            { Condition: '{% $states.input.flag %}', Next: 'yes', Assign: { by: 'flag' } },
          ],
          Default: 'no',
          Assign: { by: 'default' },
          Output: 'from default',
          ...fields,
        },
        yes: { Type: 'Pass', Output: ['yes', '{% $by %}', '{% $states.input %}'], End: true },
        ...('Default' in fields
          ? {}
          : { no: { Type: 'Pass', Output: ['no', '{% $by %}', '{% $states.input %}'], End: true } }),
      }),
      input,
    );

  it('takes the first rule that is true, with its own Assign and Output', async () => {
    expect((await runChoice({ status: 'COMPLETED', flag: true })).output).toEqual(['yes', 'rule', 'from rule']);
  });

  it('gives the input on when the rule has no Output, whatever the state’s is', async () => {
    expect((await runChoice({ status: 'FAILED', flag: true })).output).toEqual([
      'yes',
      'flag',
      { status: 'FAILED', flag: true },
    ]);
  });

  it('falls to Default with the state’s Assign and Output', async () => {
    expect((await runChoice({ status: 'FAILED', flag: false })).output).toEqual(['no', 'default', 'from default']);
  });

  it('takes a literal true', async () => {
    const machine = machineOf({
      which: { Type: 'Choice', Choices: [{ Condition: true, Next: 'yes' }] },
      yes: { Type: 'Succeed' },
    });
    expect((await runMachine(machine)).status).toBe('SUCCEEDED');
  });

  it('fails when nothing matches and there is no Default', async () => {
    const machine = machineOf({
      which: { Type: 'Choice', Choices: [{ Condition: false, Next: 'yes' }] },
      yes: { Type: 'Succeed' },
    });
    expect(await runMachine(machine)).toMatchObject({
      error: 'States.Runtime',
      cause:
        "An error occurred while executing the state 'which' (entered at the event id #2). Failed to transition out of the state. The state does not point to a next state.",
    });
  });

  it.each<Json>([1, 'true', null])('fails when a condition is %j, not a boolean', async (flag) => {
    const result = await runChoice({ flag });
    expect(result).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
    expect(result.cause).toContain(
      "specified for the field 'Choices[1]/Condition' returned an unexpected result type. Expected 'boolean', but was",
    );
  });

  it('fails when a condition is undefined', async () => {
    expect((await runChoice({})).cause).toContain('returned nothing (undefined).');
  });
});

describe('Fail and Succeed', () => {
  it('ends with Error and Cause, computed or constant', async () => {
    const fields = { Error: '{% $states.input.name %}', Cause: "{% $string({'table': $states.input.table}) %}" };
    const result = await runMachine(machineOf({ end: { Type: 'Fail', ...fields } }), {
      name: 'ExportFailed',
      table: 'orders',
    });
    expect(result).toMatchObject({ status: 'FAILED', error: 'ExportFailed', cause: '{"table":"orders"}' });
    expect(typesOf(result)).toEqual(['ExecutionStarted', 'FailStateEntered', 'ExecutionFailed']);
  });

  it('ends without either', async () => {
    const result = await runMachine(machineOf({ end: { Type: 'Fail' } }));
    expect(result.status).toBe('FAILED');
    expect(result).not.toHaveProperty('error');
    expect(result).not.toHaveProperty('cause');
  });

  it('fails on an Error that is no text', async () => {
    const result = await runMachine(machineOf({ end: { Type: 'Fail', Error: '{% 5 %}' } }));
    expect(result.cause).toContain("Expected 'string', but was 'number' for value: 5");
  });

  it('succeeds with its Output', async () => {
    expect((await runMachine(machineOf({ end: { Type: 'Succeed', Output: { n: '{% 1 %}' } } }))).output).toEqual({
      n: 1,
    });
  });
});
