import { abortReason } from './clock';
import { Interruption } from './errors';
import type { Branch } from './execution';
import { Scope } from './scope';
import type { StateEntry } from './state-entry';

/** Branches of one attempt of a Map or Parallel: they stop together. */
export class SiblingBranches {
  private readonly stop = new AbortController();

  constructor(private readonly entry: StateEntry) {}

  /** A branch with variables, and a signal, of its own: Node warns of more than ten listeners on one signal. */
  open(mapItem = this.entry.branch.mapItem): Branch {
    return {
      scope: new Scope(this.entry.branch.scope),
      signal: AbortSignal.any([this.entry.branch.signal, this.stop.signal]),
      ...(mapItem === undefined ? {} : { mapItem }),
    };
  }

  /**
   * Waits for all jobs. The first failure stops the others and is thrown when all have stopped.
   *
   * @param recordFailure records the end of all branches before the failure is thrown
   */
  async all(jobs: readonly Promise<void>[], recordFailure: () => void): Promise<void> {
    let thrown: Error | undefined;
    await Promise.all(
      jobs.map(async (job) => {
        try {
          await job;
        } catch (error) {
          thrown ??= error instanceof Error ? error : new Error(String(error));
          this.stop.abort(new Interruption('ABORTED'));
        }
      }),
    );
    if (thrown === undefined) return;
    // The Map or Parallel itself was stopped: nothing more is recorded in it.
    if (this.entry.branch.signal.aborted) throw abortReason(this.entry.branch.signal);
    recordFailure();
    throw thrown;
  }

  /** Records the state that a branch was in when it ended, if it is of a type that AWS records as aborted. */
  recordAborted(branch: Branch, isCulprit: boolean): void {
    const current = branch.current;
    const types = isCulprit ? ['Task'] : ['Task', 'Wait', 'Map', 'Parallel'];
    if (current !== undefined && types.includes(current.state.Type)) {
      this.entry.execution.history.add(`${current.state.Type}StateAborted`, current.name);
    }
  }
}
