import type { JestEnvironment, JestEnvironmentConfig } from '@jest/environment';
import { ModernFakeTimers } from '@jest/fake-timers';
import { ModuleMocker } from 'jest-mock';
import { AsyncLocalStorage } from 'node:async_hooks';
import { createContext } from 'node:vm';
import { UsedStorages } from './used-storages';
import { keepWorld } from './world';

/** One for the process, in which many suites run. */
const storages = new UsedStorages(AsyncLocalStorage);

/** What Jest asks for; runtime.cjs compiles nothing in it. */
const UNUSED = createContext({});

/** Frames of an error that are kept: enough to come from lib to the line of the test. */
const FRAMES = 30;

/**
 * Node.js itself, not a context of its own as Jest's environment of this name is: what runs here has the classes, the
 * process and the timers that it has in production, and packages and lib are loaded once for many suites (runtime.cjs).
 * What a suite changes of the process is put back after it. Faked timers leave nextTick (package.json), which Node.js's own
 * streams go on with.
 *
 * Without the storage in which Jest keeps the running test for all promises to come: it is for tests that run at the same
 * time (test.concurrent), of which there are none.
 */
export default class SuiteEnvironment implements JestEnvironment {
  readonly global = globalThis as unknown as JestEnvironment['global'];
  readonly moduleMocker = new ModuleMocker(globalThis);
  readonly fakeTimers = null;
  readonly fakeTimersModern: ModernFakeTimers;
  private readonly restoreWorld = keepWorld();

  constructor({ projectConfig }: JestEnvironmentConfig) {
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
  }

  getVmContext(): ReturnType<typeof createContext> {
    return UNUSED;
  }

  exportConditions(): string[] {
    return ['node', 'node-addons'];
  }

  async setup(): Promise<void> {
    Error.stackTraceLimit = FRAMES;
  }

  handleTestEvent({ name }: { readonly name: string }): void {
    if (name === 'hook_start' || name === 'test_fn_start') storages.disable();
  }

  async teardown(): Promise<void> {
    this.fakeTimersModern.dispose();
    storages.disable();
    this.restoreWorld();
  }
}
