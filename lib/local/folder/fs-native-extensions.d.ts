declare module 'fs-native-extensions' {
  /** Whether others may have the lock at the same time, if they want to share it, too. */
  interface LockOptions {
    readonly shared?: boolean;
  }
  /** Locks an open file; blocks until no other one has it. Closing the file, or the process's end, unlocks it. */
  export function waitForLockSync(fd: number, options?: LockOptions): void;
  /** The same without waiting; false where another one has it. */
  export function tryLock(fd: number, options?: LockOptions): boolean;
}
