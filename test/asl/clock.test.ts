import { ClockDeadlock, SystemClock, VirtualClock } from '../../lib/asl';
import { machineOf, runMachine, START, taskOf } from './run-machine';

/** Real work: something outside this process's promises takes its turn. */
const realWork = (turns: number): Promise<void> =>
  turns === 0
    ? Promise.resolve()
    : new Promise((resolve) => {
        setImmediate(() => {
          resolve(realWork(turns - 1));
        });
      });

describe('VirtualClock', () => {
  it('jumps to the earliest timer and fires equal ones in the order they were set', async () => {
    const clock = new VirtualClock(START);
    const order: string[] = [];
    const sleeper = async (name: string, ms: number): Promise<void> => {
      await clock.sleep(ms);
      order.push(`${name}@${clock.now() - START}`);
    };
    await Promise.all([sleeper('late', 3_600_000), sleeper('a', 1000), sleeper('b', 1000), sleeper('now', 0)]);
    expect(order).toEqual(['now@0', 'a@1000', 'b@1000', 'late@3600000']);
  });

  it('does not let time pass while work is under way', async () => {
    const clock = new VirtualClock(START);
    const seen: number[] = [];
    await Promise.all([
      clock.sleep(1000).then(() => seen.push(clock.now() - START)),
      clock.working(async () => {
        await realWork(20);
        seen.push(clock.now() - START);
      }),
    ]);
    expect(seen).toEqual([0, 1000]);
  });

  it('lets time pass for a worker that sleeps, and stops it again when the worker goes on', async () => {
    const clock = new VirtualClock(START);
    const seen: string[] = [];
    await Promise.all([
      clock.working(async (own) => {
        await own.sleep(1000);
        await realWork(20);
        seen.push(`worker@${clock.now() - START}`);
      }),
      clock.sleep(1001).then(() => seen.push(`other@${clock.now() - START}`)),
    ]);
    expect(seen).toEqual(['worker@1000', 'other@1001']);
  });

  it('counts a worker with several sleeps as sleeping until all have ended', async () => {
    const clock = new VirtualClock(START);
    await clock.working(async (own) => {
      await Promise.all([own.sleep(10), own.sleep(20)]);
    });
    expect(clock.now()).toBe(START + 20);
  });

  it('forgets the sleep that a worker left behind', async () => {
    const clock = new VirtualClock(START);
    const stop = new AbortController();
    await clock.working(async (own) => {
      await Promise.race([own.sleep(10), own.sleep(1000, stop.signal).catch(() => undefined)]);
    });
    stop.abort();
    await clock.sleep(5);
    expect(clock.now()).toBe(START + 15);
  });

  it('rejects a sleep whose signal aborts, and lets others go on', async () => {
    const clock = new VirtualClock(START);
    const stop = new AbortController();
    const long = clock.sleep(Infinity, stop.signal);
    stop.abort(new Error('enough'));
    await expect(long).rejects.toThrow('enough');
    await expect(clock.sleep(1, AbortSignal.abort(new Error('too late')))).rejects.toThrow('too late');
    await clock.sleep(1);
    expect(clock.now()).toBe(START + 1);
  });

  it('rejects everybody when all wait for ever', async () => {
    const clock = new VirtualClock(START);
    const both = Promise.allSettled([clock.sleep(Infinity), clock.working((own) => own.sleep(Infinity))]);
    for (const outcome of await both)
      expect(outcome).toMatchObject({ status: 'rejected', reason: expect.any(ClockDeadlock) as unknown });
  });

  it('refuses a start that is no time', () => {
    expect(() => new VirtualClock(new Date('yesterday'))).toThrow(RangeError);
  });
});

describe('executions on one clock', () => {
  const poll = (Seconds: number) =>
    machineOf({
      call: taskOf({ Next: 'which', Output: '{% $states.result %}' }),
      which: { Type: 'Choice', Choices: [{ Condition: '{% $states.input >= 3 %}', Next: 'done' }], Default: 'pause' },
      pause: { Type: 'Wait', Seconds, Next: 'call' },
      done: { Type: 'Pass', Output: '{% $millis() %}', End: true },
    });

  it('share its time, though their adapters work for real in between', async () => {
    const clock = new VirtualClock(START);
    const order: string[] = [];
    const counting = (name: string, turns: number) => {
      let calls = 0;
      return async (): Promise<number> => {
        await realWork(turns);
        order.push(`${name}@${(clock.now() - START) / 1000}`);
        return ++calls;
      };
    };
    const [a, b] = await Promise.all([
      runMachine(poll(10), {}, { clock, task: counting('a', 7), execution: { name: 'a' } }),
      runMachine(poll(15), {}, { clock, task: counting('b', 2), execution: { name: 'b' } }),
    ]);
    expect([a.output, b.output]).toEqual([START + 20_000, START + 30_000]);
    expect(order).toEqual(['b@0', 'a@0', 'a@10', 'b@15', 'a@20', 'b@30']);
  });

  it('give the same history every time', async () => {
    const once = () => {
      let calls = 0;
      return runMachine(poll(10), {}, { task: async () => ++calls });
    };
    expect(await once()).toEqual(await once());
  });
});

describe('SystemClock', () => {
  it('tells the machine’s time and lets a sleep be aborted', async () => {
    const clock = new SystemClock();
    expect(Math.abs(clock.now() - Date.now())).toBeLessThan(1000);
    const stop = new AbortController();
    const long = clock.sleep(Infinity, stop.signal);
    stop.abort(new Error('enough'));
    await expect(long).rejects.toThrow('enough');
    await expect(clock.working(async (own) => own.now())).resolves.toBeGreaterThan(START - 1e12);
  });
});
