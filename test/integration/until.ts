import { setTimeout as sleep } from 'node:timers/promises';
import { PATIENCE_SECONDS, POLL_MS } from './system';

/**
 * Asks until there is an answer.
 *
 * @param what what is waited for, for the error
 * @throws Error when the suite's patience is over
 */
export async function until<T>(what: string, answer: () => Promise<T | undefined>): Promise<T> {
  const end = Date.now() + PATIENCE_SECONDS * 1000;
  while (Date.now() < end) {
    const value = await answer();
    if (value !== undefined) return value;
    await sleep(POLL_MS);
  }
  throw new Error(`${what} did not come within ${PATIENCE_SECONDS} seconds`);
}
