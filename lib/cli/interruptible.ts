/**
 * Runs work that Ctrl-C stops in order; a second Ctrl-C ends the process at once.
 *
 * @param work is given a signal that aborts with the first Ctrl-C
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const stop = () => {
    controller.abort();
  };
  process.once('SIGINT', stop);
  try {
    return await work(controller.signal);
  } finally {
    process.removeListener('SIGINT', stop);
  }
}
