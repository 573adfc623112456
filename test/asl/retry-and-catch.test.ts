import { TaskFailure, type JsonObject, type ProgressEvent, type TaskAdapter } from '../../lib/asl';
import { StateFailure } from '../../lib/asl/errors';
import { matches, retryDelay } from '../../lib/asl/retry';
import { machineOf, runMachine, START, taskOf, typesOf } from './run-machine';

/** Fails with these errors in turn, then answers. */
function failing(...errors: string[]): TaskAdapter {
  return async () => {
    const error = errors.shift();
    if (error !== undefined) throw new TaskFailure(error, `cause of ${error}`);
    return 'done';
  };
}

describe('Retry', () => {
  const runRetried = async (Retry: JsonObject[], task: TaskAdapter) => {
    const delays: number[] = [];
    const onEvent = (event: ProgressEvent): void => {
      if (event.kind === 'retrying') delays.push(event.delaySeconds);
    };
    const Output = '{% $states.context.State.RetryCount %}';
    return { delays, result: await runMachine(machineOf({ call: taskOf({ Retry, Output }) }), {}, { task, onEvent }) };
  };

  it('tries again after 1, 2 and 4 seconds when it says no more than which errors', async () => {
    const { delays, result } = await runRetried(
      [{ ErrorEquals: ['Throttled'] }],
      failing('Throttled', 'Throttled', 'Throttled'),
    );
    expect(delays).toEqual([1, 2, 4]);
    expect(result).toMatchObject({ status: 'SUCCEEDED', output: 3, stopTime: START + 7000 });
  });

  it('gives up after MaxAttempts, which is 3 unless said otherwise', async () => {
    const { delays, result } = await runRetried([{ ErrorEquals: ['E'] }], failing('E', 'E', 'E', 'E'));
    expect(delays).toHaveLength(3);
    expect(result).toMatchObject({ status: 'FAILED', error: 'E', cause: 'cause of E' });
    expect(typesOf(result).filter((type) => type === 'TaskScheduled')).toHaveLength(4);
    expect((await runRetried([{ ErrorEquals: ['E'], MaxAttempts: 0 }], failing('E'))).delays).toEqual([]);
  });

  it('counts the attempts of each retrier by itself', async () => {
    const retriers = [
      { ErrorEquals: ['A'], MaxAttempts: 1, IntervalSeconds: 10 },
      { ErrorEquals: ['States.ALL'], MaxAttempts: 2 },
    ];
    const { delays, result } = await runRetried(retriers, failing('A', 'B', 'B'));
    expect(delays).toEqual([10, 1, 2]);
    expect(result.status).toBe('SUCCEEDED');
  });

  it('bounds the delay by MaxDelaySeconds and spreads it with FULL jitter', () => {
    const retrier = { ErrorEquals: ['E'], IntervalSeconds: 3, BackoffRate: 2, MaxDelaySeconds: 10 };
    expect([0, 1, 2, 9].map((count) => retryDelay(retrier, count, () => 0.5))).toEqual([3, 6, 10, 10]);
    expect(retryDelay({ ...retrier, JitterStrategy: 'FULL' }, 2, () => 0.5)).toBe(5);
  });

  it('evaluates the arguments anew for every attempt', async () => {
    const seen: unknown[] = [];
    const errors = failing('E');
    const machine = machineOf({
      call: taskOf({ Arguments: { at: '{% $millis() %}' }, Retry: [{ ErrorEquals: ['E'] }] }),
    });
    await runMachine(
      machine,
      {},
      {
        task: async (args, context) => {
          seen.push(args);
          return errors(args, context);
        },
      },
    );
    expect(seen).toEqual([{ at: START }, { at: START + 1000 }]);
  });
});

describe('Catch', () => {
  it('goes to the first catcher that matches, with the error as output', async () => {
    const machine = machineOf({
      call: taskOf({
        Catch: [
          { ErrorEquals: ['Other'], Next: 'no' },
          { ErrorEquals: ['States.ALL'], Next: 'yes' },
        ],
      }),
      no: { Type: 'Succeed' },
      yes: { Type: 'Succeed' },
    });
    const result = await runMachine(machine, {}, { task: failing('E') });
    expect(result.output).toEqual({ Error: 'E', Cause: 'cause of E' });
    expect(typesOf(result).slice(4, 7)).toEqual(['TaskFailed', 'TaskStateExited', 'SucceedStateEntered']);
  });

  it('shapes what it gives on with Assign and Output of its own', async () => {
    const machine = machineOf({
      call: taskOf({
        Catch: [
          {
            ErrorEquals: ['E'],
            Assign: { what: '{% $states.errorOutput.Error %}' },
            Output: { input: '{% $states.input %}', cause: '{% $states.errorOutput.Cause %}' },
            Next: 'after',
          },
        ],
        Assign: { what: 'not this' },
      }),
      after: { Type: 'Pass', Output: ['{% $what %}', '{% $states.input %}'], End: true },
    });
    const result = await runMachine(machine, { a: 1 }, { task: failing('E') });
    expect(result.output).toEqual(['E', { input: { a: 1 }, cause: 'cause of E' }]);
  });

  it('catches a failed expression of its state, but not one of its own', async () => {
    const machine = (Output: string) =>
      machineOf({
        call: taskOf({
          Arguments: '{% $missing %}',
          Catch: [{ ErrorEquals: ['States.QueryEvaluationError'], Output, Next: 'after' }],
        }),
        after: { Type: 'Succeed' },
      });
    const task = failing();
    expect((await runMachine(machine('{% $states.errorOutput.Error %}'), {}, { task })).output).toBe(
      'States.QueryEvaluationError',
    );
    const failed = await runMachine(machine('{% $alsoMissing %}'), {}, { task });
    expect(failed.cause).toContain("specified for the field 'Catch[0]/Output' returned nothing (undefined).");
  });
});

describe('names of errors', () => {
  it.each<[string, string, boolean]>([
    ['States.ALL', 'Glue.GlueException', true],
    ['States.ALL', 'States.Timeout', true],
    ['States.ALL', 'States.QueryEvaluationError', true],
    ['States.ALL', 'States.DataLimitExceeded', false],
    ['States.ALL', 'States.Runtime', false],
    ['States.TaskFailed', 'Glue.GlueException', true],
    ['States.TaskFailed', 'States.Timeout', false],
    ['States.TaskFailed', 'States.DataLimitExceeded', false],
    ['States.DataLimitExceeded', 'States.DataLimitExceeded', true],
    ['States.Runtime', 'States.Runtime', false],
    ['Glue.GlueException', 'Glue.AlreadyExistsException', false],
  ])('%s against %s: %s', (name, error, expected) => {
    expect(matches([name], new StateFailure(error, ''))).toBe(expected);
  });
});
