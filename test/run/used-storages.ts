import type { AsyncLocalStorage } from 'node:async_hooks';

type Run = (this: AsyncLocalStorage<unknown>, ...args: unknown[]) => unknown;

/**
 * The storages that were used in a process. Node.js before 24 hands each of them from every promise to the next until it
 * is disabled: after a hundred of them a promise costs ten times as much.
 */
export class UsedStorages {
  private readonly used = new Set<AsyncLocalStorage<unknown>>();

  /** @param kind the class whose objects are told from now on */
  constructor({ prototype }: typeof AsyncLocalStorage) {
    const storages = prototype as unknown as { run: Run };
    const { used } = this;
    const runInStorage = storages.run;
    storages.run = function (...args) {
      used.add(this);
      return runInStorage.apply(this, args);
    };
  }

  /** Disables all; one that is run again is used again. */
  disable(): void {
    for (const storage of this.used) storage.disable();
    this.used.clear();
  }
}
