import { AsyncLocalStorage } from 'node:async_hooks';
import { TestEnvironment } from 'jest-environment-node';
import { UsedStorages } from './used-storages';

/** One for the process, in which many suites run. */
const storages = new UsedStorages(AsyncLocalStorage);

/**
 * Node.js as Jest gives it to a suite, without the storage in which Jest keeps the running test for all promises to come:
 * it is for tests that run at the same time (test.concurrent), of which there are none.
 */
export default class SuiteEnvironment extends TestEnvironment {
  handleTestEvent({ name }: { readonly name: string }): void {
    if (name === 'hook_start' || name === 'test_fn_start') storages.disable();
  }

  override async teardown(): Promise<void> {
    await super.teardown();
    storages.disable();
  }
}
