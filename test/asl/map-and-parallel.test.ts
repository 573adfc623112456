import { TaskFailure, type Json, type JsonObject } from '../../lib/asl';
import { machineOf, runMachine, START, taskOf, typesOf } from './run-machine';

const mapOf = (states: JsonObject, fields: JsonObject = {}): JsonObject => ({
  Type: 'Map',
  ItemProcessor: { StartAt: Object.keys(states)[0] ?? '', States: states },
  End: true,
  ...fields,
});

describe('Map', () => {
  it('runs its processor for each item and gives the outputs in order', async () => {
    const machine = machineOf({
      each: mapOf(
        { double: { Type: 'Pass', Output: '{% $states.input * 2 %}', End: true } },
        { Items: '{% $states.input.n %}' },
      ),
    });
    const result = await runMachine(machine, { n: [1, 2, 3] });
    expect(result.output).toEqual([2, 4, 6]);
    expect(result.transitions).toBe(4);
  });

  it('takes its input for Items, and an empty array for what it is', async () => {
    const machine = machineOf({ each: mapOf({ same: { Type: 'Succeed' } }) });
    expect((await runMachine(machine, ['a'])).output).toEqual(['a']);
    expect((await runMachine(machine, [])).output).toEqual([]);
    expect((await runMachine(machine, { a: 1 })).cause).toContain('Map state input must be an array but was: {"a":1}');
  });

  it('shapes each item with ItemSelector, which sees item, index and the state’s input', async () => {
    const ItemSelector = {
      value: '{% $states.context.Map.Item.Value %}',
      index: '{% $states.context.Map.Item.Index %}',
      all: '{% $count($states.input) %}',
    };
    const inner = { Type: 'Pass', Output: ['{% $states.input %}', '{% $states.context.Map.Item.Index %}'], End: true };
    const result = await runMachine(machineOf({ each: mapOf({ inner }, { ItemSelector }) }), ['a', 'b']);
    expect(result.output).toEqual([
      [{ value: 'a', index: 0, all: 2 }, 0],
      [{ value: 'b', index: 1, all: 2 }, 1],
    ]);
  });

  it.each([
    [1, 60],
    [2, 40],
    [0, 30],
  ])(
    'with MaxConcurrency %i lets three waits of 10, 20 and 30 seconds take %i seconds',
    async (MaxConcurrency, seconds) => {
      const machine = machineOf({
        each: mapOf({ pause: { Type: 'Wait', Seconds: '{% $states.input %}', End: true } }, { MaxConcurrency }),
      });
      expect((await runMachine(machine, [10, 20, 30])).stopTime - START).toBe(seconds * 1000);
    },
  );

  it('fails with the first failure, stops the other iterations and can catch it', async () => {
    const states = {
      which: { Type: 'Choice', Choices: [{ Condition: '{% $states.input = 2 %}', Next: 'bad' }], Default: 'pause' },
      pause: { Type: 'Wait', Seconds: 60, End: true },
      bad: { Type: 'Fail', Error: 'Bad', Cause: 'two' },
    };
    const machine = machineOf({
      each: mapOf(states, { Catch: [{ ErrorEquals: ['Bad'], Next: 'after' }] }),
      after: { Type: 'Succeed' },
    });
    const result = await runMachine(machine, [1, 2, 3]);
    expect(result).toMatchObject({ output: { Error: 'Bad', Cause: 'two' }, stopTime: START });
    expect(typesOf(result).slice(-10)).toEqual([
      'MapIterationFailed',
      'MapIterationAborted',
      'WaitStateAborted',
      'MapIterationAborted',
      'WaitStateAborted',
      'MapStateFailed',
      'MapStateExited',
      'SucceedStateEntered',
      'SucceedStateExited',
      'ExecutionSucceeded',
    ]);
  });

  it('starts all again on Retry', async () => {
    let calls = 0;
    const machine = machineOf({
      each: mapOf({ call: taskOf() }, { Retry: [{ ErrorEquals: ['E'], MaxAttempts: 1 }], MaxConcurrency: 1 }),
    });
    const result = await runMachine(machine, [1, 2], {
      task: async (args: Json) => {
        if (++calls === 2) throw new TaskFailure('E', '');
        return args;
      },
    });
    expect(result.output).toEqual([1, 2]);
    expect(calls).toBe(4);
    expect(typesOf(result).filter((type) => type === 'MapStateStarted')).toHaveLength(2);
    expect(typesOf(result)).not.toContain('MapStateFailed');
  });
});

describe('Parallel', () => {
  const branch = (name: string, state: JsonObject) => ({ StartAt: name, States: { [name]: state } });

  it('gives every branch its Arguments and gives an array of outputs, branches side by side', async () => {
    const Branches = [
      branch('slow', { Type: 'Wait', Seconds: 30, End: true }),
      branch('quick', { Type: 'Pass', Output: '{% $states.input.a + 1 %}', End: true }),
    ];
    const machine = machineOf({
      both: { Type: 'Parallel', Arguments: { a: '{% $states.input + 1 %}' }, Branches, End: true },
    });
    const result = await runMachine(machine, 1);
    expect(result).toMatchObject({ output: [{ a: 2 }, 3], stopTime: START + 30_000 });
    expect(typesOf(result)).toContain('ParallelStateSucceeded');
  });

  it('fails with the first failing branch and stops the others', async () => {
    const Branches = [branch('slow', { Type: 'Wait', Seconds: 30, End: true }), branch('call', taskOf())];
    const machine = machineOf({ both: { Type: 'Parallel', Branches, End: true } });
    const result = await runMachine(
      machine,
      {},
      {
        task: async (_, { clock }) => {
          await clock.sleep(5000);
          throw new TaskFailure('E', 'late');
        },
      },
    );
    expect(result).toMatchObject({ status: 'FAILED', error: 'E', stopTime: START + 5000 });
    expect(typesOf(result).slice(-5)).toEqual([
      'TaskFailed',
      'WaitStateAborted',
      'TaskStateAborted',
      'ParallelStateFailed',
      'ExecutionFailed',
    ]);
  });

  it('fails on an expression inside a branch under the name of the inner state', async () => {
    const Branches = [branch('inner', { Type: 'Pass', Output: '{% $missing %}', End: true })];
    const result = await runMachine(machineOf({ both: { Type: 'Parallel', Branches, End: true } }));
    expect(result.cause).toMatch(
      /^An error occurred while executing the state 'inner' \(entered at the event id #4\)\./,
    );
    expect(result.failedAt).toMatchObject({ state: 'both' });
  });
});
