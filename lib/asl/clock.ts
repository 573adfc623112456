/** Time as an execution sees it. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
  /** Resolves when this many milliseconds have passed; `Infinity` never does. Rejects when the signal aborts. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** A clock that executions run on: it also knows when real work is under way, so that simulated time does not pass meanwhile. */
export interface ExecutionClock extends Clock {
  /**
   * Runs a job that does real work (files, databases, HTTP). The job waits on the clock it is given: while it
   * sleeps there, it does not count as working. Sleeps of one job that overlap count as one, until all have ended.
   */
  working<T>(job: (clock: Clock) => Promise<T>): Promise<T>;
}

/** The machine's own time, for runs against a real account. */
export class SystemClock implements ExecutionClock {
  now(): number {
    return Date.now();
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    const due = Date.now() + milliseconds;
    // Node fires timers above 2^31-1 ms at once, so a long sleep is a chain of shorter ones.
    do await pause(Math.min(due - Date.now(), 2 ** 31 - 1), signal);
    while (Date.now() < due);
  }

  working<T>(job: (clock: Clock) => Promise<T>): Promise<T> {
    return job(this);
  }
}

function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(abortReason(signal));
    };
    const timer = setTimeout(
      () => {
        signal?.removeEventListener('abort', stop);
        resolve();
      },
      Math.max(0, milliseconds),
    );
    if (signal?.aborted) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });
}

/** The reason an aborted signal carries, as an Error. */
export function abortReason(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason;
  return reason instanceof Error ? reason : new Error(`aborted: ${String(reason)}`);
}
