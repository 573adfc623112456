import { AsyncLocalStorage } from 'node:async_hooks';
import { TestEnvironment } from 'jest-environment-node';
import { UsedStorages } from './used-storages';

/** One for the process, in which many suites run. */
const storages = new UsedStorages(AsyncLocalStorage);

/** Node.js as Jest gives it to a suite; the storage in which Jest keeps the running test ends with the suite. */
export default class SuiteEnvironment extends TestEnvironment {
  override async teardown(): Promise<void> {
    await super.teardown();
    storages.disable();
  }
}
