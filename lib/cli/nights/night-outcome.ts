import type { Json } from '../../asl';

/** What came of a night, as a script reads it. */
export interface NightOutcome {
  readonly status: string;
  /** What ExportCompleted says. */
  readonly output?: Json | undefined;
  /** Name of what it failed with. */
  readonly error?: string | undefined;
  readonly cause?: string | undefined;
  /** Of an execution in an account. */
  readonly executionArn?: string;
}
