import { TaskFailure, type Json } from '../../lib/asl';
import { machineOf, runMachine, taskOf, typesOf } from './run-machine';

describe('Task', () => {
  it('calls its adapter with the evaluated Arguments and gives the result on', async () => {
    const calls: Json[] = [];
    const machine = machineOf({ call: taskOf({ Arguments: { Name: '{% $states.input.table %}' } }) });
    const result = await runMachine(
      machine,
      { table: 'orders' },
      {
        task: async (args, { state, execution }) => {
          calls.push([args, state, execution]);
          return { ok: true };
        },
      },
    );
    expect(calls).toEqual([[{ Name: 'orders' }, 'call', 'night']]);
    expect(result.output).toEqual({ ok: true });
    expect(typesOf(result)).toEqual([
      'ExecutionStarted',
      'TaskStateEntered',
      'TaskScheduled',
      'TaskStarted',
      'TaskSucceeded',
      'TaskStateExited',
      'ExecutionSucceeded',
    ]);
  });

  it('gets its input as arguments when it has none of its own', async () => {
    const result = await runMachine(machineOf({ call: taskOf() }), { a: 1 }, { task: async (args) => args });
    expect(result.output).toEqual({ a: 1 });
  });

  it('shapes its result with Output and Assign', async () => {
    const machine = machineOf({
      call: taskOf({
        Assign: { id: '{% $states.result.Id %}' },
        Output: { got: '{% $states.result %}' },
        Next: 'after',
      }),
      after: { Type: 'Pass', Output: ['{% $id %}', '{% $states.input %}'], End: true },
    });
    const result = await runMachine(machine, {}, { task: async () => ({ Id: 'q1' }) });
    expect(result.output).toEqual(['q1', { got: { Id: 'q1' } }]);
  });

  it('keeps null as a result', async () => {
    expect((await runMachine(machineOf({ call: taskOf() }), {}, { task: async () => null })).output).toBeNull();
  });

  it('fails with the error and cause of a TaskFailure', async () => {
    const task = async (): Promise<never> => {
      throw new TaskFailure('Glue.AlreadyExistsException', 'Partition already exists.');
    };
    const result = await runMachine(machineOf({ call: taskOf() }), {}, { task });
    expect(result).toMatchObject({
      status: 'FAILED',
      error: 'Glue.AlreadyExistsException',
      cause: 'Partition already exists.',
    });
    expect(typesOf(result).slice(-3)).toEqual(['TaskStarted', 'TaskFailed', 'ExecutionFailed']);
  });

  it('rejects the run when an adapter throws anything else: that is a defect, not an answer', async () => {
    const task = async (): Promise<never> => {
      throw new TypeError('x is not a function');
    };
    await expect(runMachine(machineOf({ call: taskOf() }), {}, { task })).rejects.toThrow('x is not a function');
  });

  it('records the submission of a job, unless its start was refused', async () => {
    const Resource = 'arn:aws:states:::athena:startQueryExecution.sync';
    const machine = machineOf({ query: taskOf({ Resource }) });
    const endingWith = async (failure?: TaskFailure) =>
      typesOf(
        await runMachine(
          machine,
          {},
          {
            adapters: {
              [Resource]: async () => {
                if (failure) throw failure;
                return {};
              },
            },
          },
        ),
      );
    expect(await endingWith()).toContain('TaskSubmitted');
    expect(await endingWith(new TaskFailure('States.TaskFailed', '{}'))).toContain('TaskSubmitted');
    expect(await endingWith(new TaskFailure('Athena.InvalidRequestException', 'no'))).not.toContain('TaskSubmitted');
  });

  it('does not let an adapter change the data of the execution', async () => {
    const machine = machineOf({ call: taskOf({ Output: '{% $states.input %}' }) });
    const result = await runMachine(
      machine,
      { list: [1] },
      {
        task: async (args) => {
          (args as { list: number[] }).list.push(2);
          return {};
        },
      },
    );
    expect(result.output).toEqual({ list: [1] });
  });
});

describe('a timeout', () => {
  const forever = async (_: Json, { clock }: { clock: { sleep(ms: number): Promise<void> } }): Promise<Json> => {
    await clock.sleep(Infinity);
    return null;
  };

  it('of a task fires in virtual time, also when the adapter sleeps for ever', async () => {
    const machine = machineOf({
      call: taskOf({
        TimeoutSeconds: '{% $states.input.limit %}',
        Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'late' }],
      }),
      late: { Type: 'Pass', Output: { error: '{% $states.input.Error %}', at: '{% $millis() %}' }, End: true },
    });
    const result = await runMachine(machine, { limit: 600 }, { task: forever });
    expect(result.output).toEqual({ error: 'States.Timeout', at: result.startTime + 600_000 });
    expect(typesOf(result)).toContain('TaskTimedOut');
  });

  it('without a heartbeat is States.Timeout too, and also caught as States.HeartbeatTimeout', async () => {
    const caughtAs = async (name: string) => {
      const machine = machineOf({
        call: taskOf({ TimeoutSeconds: 600, HeartbeatSeconds: 60, Catch: [{ ErrorEquals: [name], Next: 'late' }] }),
        late: { Type: 'Succeed' },
      });
      return runMachine(machine, {}, { task: forever });
    };
    for (const name of ['States.Timeout', 'States.HeartbeatTimeout', 'States.ALL']) {
      expect((await caughtAs(name)).output).toEqual({ Error: 'States.Timeout' });
    }
    expect(await caughtAs('States.TaskFailed')).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
  });

  it('that is no positive whole number is a States.QueryEvaluationError', async () => {
    const machine = machineOf({ call: taskOf({ TimeoutSeconds: '{% $states.input.limit %}' }) });
    for (const limit of [0, -1, 1.5, '60', null]) {
      expect(await runMachine(machine, { limit }, { task: forever })).toMatchObject({
        error: 'States.QueryEvaluationError',
      });
    }
  });

  it('of the machine ends it as TIMED_OUT, and no Catch runs', async () => {
    const machine = machineOf(
      { call: taskOf({ Catch: [{ ErrorEquals: ['States.ALL'], Next: 'no' }] }), no: { Type: 'Succeed' } },
      { TimeoutSeconds: 30 },
    );
    const result = await runMachine(machine, {}, { task: forever });
    expect(result.status).toBe('TIMED_OUT');
    expect(result.stopTime - result.startTime).toBe(30_000);
    expect(typesOf(result).at(-1)).toBe('ExecutionTimedOut');
  });

  it('of the machine is a year when it sets none', async () => {
    const result = await runMachine(machineOf({ call: taskOf() }), {}, { task: forever });
    expect(result.status).toBe('TIMED_OUT');
    expect(result.stopTime - result.startTime).toBe(365 * 86_400_000);
  });
});

describe('an abort', () => {
  it('ends the execution as ABORTED where it stands', async () => {
    const stop = new AbortController();
    const machine = machineOf({
      first: { Type: 'Pass', Next: 'pause' },
      pause: { Type: 'Wait', Seconds: 60, End: true },
    });
    const result = await runMachine(
      machine,
      {},
      {
        signal: stop.signal,
        onEvent: (event) => {
          if (event.state === 'pause')
            queueMicrotask(() => {
              stop.abort();
            });
        },
      },
    );
    expect(result).toMatchObject({ status: 'ABORTED', failedAt: { state: 'pause' } });
    expect(typesOf(result).at(-1)).toBe('ExecutionAborted');
  });

  it('on the entry of a state evaluates nothing of it', async () => {
    const stop = new AbortController();
    let drawn = 0;
    const result = await runMachine(
      machineOf({ call: taskOf({ Arguments: '{% $random() %}' }) }),
      {},
      {
        task: async () => null,
        signal: stop.signal,
        random: () => ++drawn,
        onEvent: () => {
          stop.abort();
        },
      },
    );
    expect(result).toMatchObject({ status: 'ABORTED', failedAt: { state: 'call' } });
    expect(drawn).toBe(0);
  });

  it('before the start enters no state', async () => {
    const result = await runMachine(machineOf({ only: { Type: 'Succeed' } }), {}, { signal: AbortSignal.abort() });
    expect(result).toMatchObject({ status: 'ABORTED', transitions: 0 });
  });
});
