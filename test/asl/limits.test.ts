import { machineOf, runMachine, taskOf, typesOf } from './run-machine';

/** A string whose JSON text is of so many bytes. */
const textOfBytes = (bytes: number): string => 'x'.repeat(bytes - 2);
const LIMIT = 262_144;

describe('the limit of 256 KiB', () => {
  it('holds for the result of a task, counted in UTF-8, and is caught by its name only', async () => {
    const machine = (name: string) =>
      machineOf({ call: taskOf({ Catch: [{ ErrorEquals: [name], Next: 'after' }] }), after: { Type: 'Succeed' } });
    const over = async () => 'é'.repeat(LIMIT / 2);
    expect((await runMachine(machine('States.DataLimitExceeded'), {}, { task: over })).output).toEqual({
      Error: 'States.DataLimitExceeded',
      Cause:
        "The state/task 'aws-sdk:glue' returned a result with a size exceeding the maximum number of bytes service limit.",
    });
    expect(await runMachine(machine('States.ALL'), {}, { task: over })).toMatchObject({
      error: 'States.DataLimitExceeded',
    });
  });

  it('lets exactly 262,144 bytes through', async () => {
    const machine = machineOf({ call: taskOf() });
    expect((await runMachine(machine, {}, { task: async () => textOfBytes(LIMIT) })).status).toBe('SUCCEEDED');
    expect((await runMachine(machine, {}, { task: async () => textOfBytes(LIMIT + 1) })).status).toBe('FAILED');
  });

  it('holds for the output of a state, under its name', async () => {
    const machine = machineOf({
      grow: { Type: 'Pass', Output: ['{% $states.input %}', '{% $states.input %}'], End: true },
    });
    const result = await runMachine(machine, textOfBytes(150_000));
    expect(result).toMatchObject({
      error: 'States.DataLimitExceeded',
      cause: "The state/task 'grow' returned a result with a size exceeding the maximum number of bytes service limit.",
    });
    expect(typesOf(result)).toEqual(['ExecutionStarted', 'PassStateEntered', 'ExecutionFailed']);
  });

  it('holds for arguments, for the input of the execution and for all variables of one Assign', async () => {
    const half = textOfBytes(150_000);
    const twice = ['{% $states.input %}', '{% $states.input %}'];
    const error = { error: 'States.DataLimitExceeded' };
    expect(
      await runMachine(machineOf({ call: taskOf({ Arguments: twice }) }), half, { task: async () => null }),
    ).toMatchObject(error);
    expect(await runMachine(machineOf({ end: { Type: 'Succeed' } }), textOfBytes(LIMIT + 1))).toMatchObject(error);
    expect(await runMachine(machineOf({ set: { Type: 'Pass', Assign: { twice }, End: true } }), half)).toMatchObject(
      error,
    );
  });
});

describe('the limit of 10 MiB', () => {
  it('holds for all variables together', async () => {
    const states = Object.fromEntries(
      Array.from({ length: 60 }, (_, n) => [
        `set${n}`,
        {
          Type: 'Pass',
          Assign: { [`v${n}`]: '{% $states.input %}' },
          ...(n < 59 ? { Next: `set${n + 1}` } : { End: true }),
        },
      ]),
    );
    const result = await runMachine(machineOf(states), textOfBytes(200_000));
    expect(result).toMatchObject({ error: 'States.DataLimitExceeded', failedAt: { state: 'set52' } });
  });
});

describe('the limit of 25,000 events', () => {
  it('ends the execution with States.Runtime as event 25,000, whatever is caught', async () => {
    const machine = machineOf({
      call: taskOf({ Catch: [{ ErrorEquals: ['States.ALL'], Next: 'after' }], Next: 'again' }),
      again: { Type: 'Pass', Next: 'call' },
      after: { Type: 'Succeed' },
    });
    const result = await runMachine(machine, {}, { task: async () => null });
    expect(result).toMatchObject({
      status: 'FAILED',
      error: 'States.Runtime',
      cause: 'The execution reached the maximum number of history events (25000).',
    });
    expect(result.events.at(-1)).toMatchObject({ id: 25_000, type: 'ExecutionFailed' });
  });
});
