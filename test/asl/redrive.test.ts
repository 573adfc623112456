import { NotRedrivable, TaskFailure, VirtualClock } from '../../lib/asl';
import { machineOf, redriveMachine, runMachine, START, taskOf, typesOf } from './run-machine';

const machine = machineOf({
  first: { Type: 'Pass', Assign: { count: 1 }, Output: { from: 'first' }, Next: 'call' },
  call: taskOf({
    Retry: [{ ErrorEquals: ['Throttled'], MaxAttempts: 2 }],
    Output: ['{% $states.input %}', '{% $count %}', '{% $states.context.Execution.RedriveCount %}'],
  }),
});
const throttle = async (): Promise<never> => {
  throw new TaskFailure('Throttled', '');
};

describe('redrive', () => {
  it('goes on at the state that failed, with its input and the variables', async () => {
    const failed = await runMachine(machine, {}, { task: throttle });
    expect(failed).toMatchObject({
      status: 'FAILED',
      failedAt: { state: 'call', input: { from: 'first' }, variables: { count: 1 } },
    });
    const result = await redriveMachine(failed, machine, {}, { task: async () => null });
    expect(result).toMatchObject({
      status: 'SUCCEEDED',
      output: [{ from: 'first' }, 1, 1],
      redriveCount: 1,
      transitions: 3,
    });
    expect(typesOf(result)).toEqual([
      ...typesOf(failed),
      'ExecutionRedriven',
      'TaskStateEntered',
      'TaskScheduled',
      'TaskStarted',
      'TaskSucceeded',
      'TaskStateExited',
      'ExecutionSucceeded',
    ]);
  });

  it('begins retry counts anew', async () => {
    const failed = await runMachine(machine, {}, { task: throttle });
    const again = await redriveMachine(failed, machine, {}, { task: throttle });
    expect(again.redriveCount).toBe(1);
    expect(typesOf(again).filter((type) => type === 'TaskScheduled')).toHaveLength(6);
  });

  it('gives the machine its whole time limit again', async () => {
    const slow = machineOf(
      { pause: { Type: 'Wait', Seconds: 50, Next: 'more' }, more: { Type: 'Wait', Seconds: 50, End: true } },
      { TimeoutSeconds: 70 },
    );
    const clock = new VirtualClock(START);
    const late = await runMachine(slow, {}, { clock });
    expect(late.status).toBe('TIMED_OUT');
    expect((await redriveMachine(late, slow, {}, { clock })).status).toBe('SUCCEEDED');
    expect(clock.now()).toBe(START + 120_000);
  });

  it('enters a Fail state again and fails again', async () => {
    const fails = machineOf({ end: { Type: 'Fail', Error: 'ExportFailed', Cause: 'no' } });
    const again = await redriveMachine(await runMachine(fails), fails);
    expect(again).toMatchObject({ status: 'FAILED', error: 'ExportFailed', redriveCount: 1 });
  });

  it('refuses an execution that succeeded, or ended more than 14 days ago', async () => {
    const done = await runMachine(machine, {}, { task: async () => null });
    const failed = await runMachine(machine, {}, { task: throttle });
    await expect(redriveMachine(done, machine, {}, { task: throttle })).rejects.toThrow(NotRedrivable);
    const clock = new VirtualClock(START + 15 * 86_400_000);
    await expect(redriveMachine(failed, machine, {}, { task: throttle, clock })).rejects.toThrow(
      'more than 14 days ago',
    );
  });
});
