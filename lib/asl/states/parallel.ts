import { SiblingBranches } from '../branches';
import { argumentsOf, complete } from '../data-flow';
import type { ParallelState } from '../definition';
import type { Transition } from '../execution';
import type { Json } from '../json';
import { checkPayload } from '../limits';
import { attemptState } from '../retry';
import type { StateEntry } from '../state-entry';

/** Parallel: every branch gets the `Arguments`; the result is the array of their outputs. A retry starts all again. */
export function parallel(entry: StateEntry<ParallelState>): Promise<Transition> {
  const attempt = async (): Promise<Transition> => {
    const args = await argumentsOf(entry);
    checkPayload(args, entry.name);
    entry.record('ParallelStateStarted');
    const outputs: Json[] = [];
    const siblings = new SiblingBranches(entry);
    const branches = entry.state.Branches.map((states) => ({ states, branch: siblings.open() }));
    let culprit: number | undefined;
    const jobs = branches.map(async ({ states, branch }, index) => {
      try {
        outputs[index] = await entry.execution.runStates(states, args, branch);
      } catch (thrown) {
        culprit ??= index;
        throw thrown;
      }
    });
    await siblings.all(jobs, () => {
      for (const [index, { branch }] of branches.entries()) siblings.recordAborted(branch, index === culprit);
    });
    entry.record('ParallelStateSucceeded');
    return complete(entry, outputs);
  };
  return attemptState(entry, attempt, () => entry.record('ParallelStateFailed'));
}
