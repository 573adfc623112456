import { abortReason, type Clock, type ExecutionClock } from './clock';

interface Sleeper {
  readonly due: number;
  readonly wake: () => void;
  readonly fail: (error: Error) => void;
}

/** Everything waits for a time that never comes, and no work is under way. */
export class ClockDeadlock extends Error {
  constructor(sleepers: number, now: number) {
    super(
      `Deadlock on the virtual clock at ${new Date(now).toISOString()}: ${sleepers} sleeper(s) wait for ever, ` +
        'no work is under way and no timer is left. Give the sleeping task a TimeoutSeconds, or wrap real work in clock.working().',
    );
    this.name = 'ClockDeadlock';
  }
}

/**
 * Discrete-event time: when no work is under way, time jumps to the earliest timer. Any number of executions, branches and
 * adapters may share one clock; timers that are due at the same moment fire in the order they were set.
 *
 * Time moves only between macrotasks, so code that merely awaits promises needs no bookkeeping. Code that awaits the
 * outside world (files, databases, HTTP) must run inside `working`, or time may pass while it waits.
 */
export class VirtualClock implements ExecutionClock {
  private time: number;
  private workers = 0;
  private checkPending = false;
  private readonly sleepers = new Set<Sleeper>();

  /** @param start the first moment, in milliseconds since 1970 or as a Date */
  constructor(start: number | Date) {
    this.time = Number(start);
    if (!Number.isFinite(this.time)) throw new RangeError(`VirtualClock needs a valid start, got ${String(start)}`);
  }

  now(): number {
    return this.time;
  }

  sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(abortReason(signal));
        return;
      }
      const stop = (): void => {
        this.sleepers.delete(sleeper);
        reject(abortReason(signal));
        this.checkSoon();
      };
      const sleeper: Sleeper = {
        // Whole milliseconds, as every clock tells them.
        due: this.time + Math.max(0, Math.ceil(milliseconds)),
        wake: () => {
          signal?.removeEventListener('abort', stop);
          resolve();
        },
        fail: reject,
      };
      signal?.addEventListener('abort', stop, { once: true });
      this.sleepers.add(sleeper);
      this.checkSoon();
    });
  }

  async working<T>(job: (clock: Clock) => Promise<T>): Promise<T> {
    this.workers += 1;
    let sleeping = 0;
    let ended = false;
    const clock: Clock = {
      now: () => this.time,
      sleep: async (milliseconds, signal) => {
        if (++sleeping === 1) this.workerLeaves();
        try {
          await this.sleep(milliseconds, signal);
        } finally {
          if (--sleeping === 0 && !ended) this.workers += 1;
        }
      },
    };
    try {
      return await job(clock);
    } finally {
      ended = true;
      if (sleeping === 0) this.workerLeaves();
    }
  }

  private workerLeaves(): void {
    this.workers -= 1;
    this.checkSoon();
  }

  private checkSoon(): void {
    if (this.checkPending || this.workers > 0) return;
    this.checkPending = true;
    // All microtasks have run by then: all that could go on without time passing has done so.
    setImmediate(() => {
      this.checkPending = false;
      if (this.workers === 0) this.advance();
    });
  }

  private advance(): void {
    let earliest: Sleeper | undefined;
    for (const sleeper of this.sleepers) if (earliest === undefined || sleeper.due < earliest.due) earliest = sleeper;
    if (earliest === undefined) return;
    if (earliest.due === Infinity) {
      const deadlock = new ClockDeadlock(this.sleepers.size, this.time);
      for (const sleeper of this.sleepers) sleeper.fail(deadlock);
      this.sleepers.clear();
      return;
    }
    this.sleepers.delete(earliest);
    this.time = Math.max(this.time, earliest.due);
    earliest.wake();
    this.checkSoon();
  }
}
