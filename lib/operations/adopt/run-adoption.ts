import { inParallel } from '../../in-parallel';
import type { AdoptionStep } from './adoption';
import type { NightExecution } from '../status/status';

/** What a plan is carried out with. */
export interface AdoptionActions {
  /**
   * Starts an execution for a step under a name.
   *
   * @returns what to wait for; undefined where the name belongs to an execution that has ended
   */
  start(step: AdoptionStep, name: string): Promise<string | undefined>;
  /** Resolves when the execution has ended, successful or not; with RUNNING where the wait was stopped. */
  awaitEnd(execution: string): Promise<NightExecution>;
}

export interface AdoptionOptions {
  /** Executions at the same time. */
  readonly atOnce: number;
  /** Starts nothing more when it aborts. */
  readonly signal?: AbortSignal | undefined;
  readonly onStarted?: (step: AdoptionStep, execution: string) => void;
  readonly onEnded?: (step: AdoptionStep, execution: NightExecution) => void;
}

/** How a plan ended. */
export interface AdoptionResult {
  readonly published: readonly AdoptionStep[];
  readonly failed: readonly { readonly step: AdoptionStep; readonly execution: NightExecution }[];
  /** Steps whose executions were still running when the wait was stopped. */
  readonly running: readonly AdoptionStep[];
  /** Steps that were not begun. */
  readonly left: readonly AdoptionStep[];
}

/** Names that are tried for one export; an export that failed under all of them is not tried again. */
const MAX_NAMES = 50;

/**
 * Carries out a plan, oldest first, with several executions at a time. An incremental export waits for all before it,
 * and is not started if the one before it was not published. Failures are reported at the end and do not stop the other
 * exports. The name of an execution contains the id of the export, so a second run of the same plan finds running
 * executions and does not start them again.
 */
export async function runAdoption(
  steps: readonly AdoptionStep[],
  actions: AdoptionActions,
  { atOnce, signal, onStarted, onEnded }: AdoptionOptions,
): Promise<AdoptionResult> {
  const published: AdoptionStep[] = [];
  const failed: { step: AdoptionStep; execution: NightExecution }[] = [];
  const running: AdoptionStep[] = [];
  const left: AdoptionStep[] = [];
  const carryOut = async (step: AdoptionStep): Promise<void> => {
    if (signal?.aborted === true) {
      left.push(step);
      return;
    }
    const name = await startStep(step, actions);
    onStarted?.(step, name);
    const execution = await actions.awaitEnd(name);
    if (execution.status === 'SUCCEEDED') published.push(step);
    else if (execution.status === 'RUNNING') running.push(step);
    else failed.push({ step, execution });
    onEnded?.(step, execution);
  };
  let before: AdoptionStep | undefined;
  for (const run of splitAtIncrements(steps)) {
    const [step] = run;
    if (step?.isIncremental === true && before && !published.includes(before)) left.push(step);
    else await inParallel(run, atOnce, carryOut);
    before = run.at(-1);
  }
  return { published, failed, running, left };
}

/** Steps that can be under way together: an incremental export is alone. */
function splitAtIncrements(steps: readonly AdoptionStep[]): readonly (readonly AdoptionStep[])[] {
  const runs: AdoptionStep[][] = [];
  let isOpen = false;
  for (const step of steps) {
    const run = runs.at(-1);
    if (step.isIncremental !== true && isOpen && run) run.push(step);
    else runs.push([step]);
    isOpen = step.isIncremental !== true;
  }
  return runs;
}

async function startStep(step: AdoptionStep, actions: AdoptionActions): Promise<string> {
  for (let attempt = 1; attempt <= MAX_NAMES; attempt++) {
    const execution = await actions.start(step, executionName(step.exportId, attempt));
    if (execution !== undefined) return execution;
  }
  throw new Error(
    `${step.exportId} was adopted ${MAX_NAMES} times and is not published: look at the executions adopt-${step.exportId}-*`,
  );
}

/** At most 80 characters, unique for 90 days (AWS: "StartExecution"). */
function executionName(exportId: string, attempt: number): string {
  return attempt === 1 ? `adopt-${exportId}` : `adopt-${exportId}-${attempt}`;
}
