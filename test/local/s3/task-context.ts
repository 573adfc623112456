import type { TaskContext } from '../../../lib/asl/task';

/** A context whose clock is moved by hand. */
export function contextAt(time: string): TaskContext & { advance(seconds: number): void } {
  let now = Date.parse(time);
  return {
    state: 'state',
    execution: 'execution',
    clock: { now: () => now, sleep: async () => undefined },
    advance: (seconds) => {
      now += seconds * 1000;
    },
  };
}
