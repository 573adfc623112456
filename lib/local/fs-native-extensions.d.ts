declare module 'fs-native-extensions' {
  /** Locks a file for this process alone; blocks until no other one has it. Closing the file, or the process's end, unlocks. */
  export function waitForLockSync(fd: number): void;
  /** The same without waiting; false where another process has it. */
  export function tryLock(fd: number): boolean;
}
