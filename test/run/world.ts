/** Where Jest keeps what it knows of a suite. */
const OF_JEST =
  /^Symbol\((JEST_STATE_SYMBOL|EVENT_HANDLERS|TEST_TIMEOUT_SYMBOL|RETRY_\w+|WAIT_BEFORE_RETRY|LOG_ERRORS_BEFORE_RETRY)\)$/;

/**
 * Remembers what a suite may change of the process: its variables, listeners, exit code, folder, and global objects such as
 * Date. What is new among the global objects stays, as packages keep things there, apart from what Jest does.
 *
 * @returns puts it back
 */
export function keepWorld(): () => void {
  const globals = Reflect.ownKeys(globalThis).map((key) => [key, descriptorOf(key)] as const);
  const { env, exitCode } = process;
  const exit = Reflect.getOwnPropertyDescriptor(process, 'exit');
  const variables = { ...env };
  const folder = process.cwd();
  const listeners = new Map(process.eventNames().map((event) => [event, process.rawListeners(event)]));
  return () => {
    for (const key of Object.getOwnPropertySymbols(globalThis))
      if (OF_JEST.test(key.toString())) Reflect.deleteProperty(globalThis, key);
    for (const [key, before] of globals) {
      const now = descriptorOf(key);
      if (before && (now?.value !== before.value || now?.get !== before.get))
        Reflect.defineProperty(globalThis, key, before);
    }
    if (exit) Reflect.defineProperty(process, 'exit', exit);
    process.exitCode = exitCode;
    process.env = env;
    for (const name of Object.keys(env)) if (!(name in variables)) Reflect.deleteProperty(env, name);
    Object.assign(env, variables);
    if (process.cwd() !== folder) process.chdir(folder);
    for (const event of process.eventNames()) removeNew(event, listeners.get(event) ?? []);
  };
}

const descriptorOf = (key: PropertyKey): PropertyDescriptor | undefined =>
  Reflect.getOwnPropertyDescriptor(globalThis, key);

function removeNew(event: string | symbol, before: readonly unknown[]): void {
  for (const listener of process.rawListeners(event))
    if (!before.includes(listener)) process.removeListener(event, listener as () => void);
}
