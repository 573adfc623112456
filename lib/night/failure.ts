import * as z from 'zod';
import { jsonIn } from '../asl/json';
import { problemsIn, type NightProblem } from './problem';
import { toText } from './to-text';

/** Why a night was not published. */
export interface Failure {
  /** Name of the error, e.g. `Validation.Failed`. */
  readonly error: string;
  /**
   * Whether ExportFailed gave it. If so, a new execution is the way on; if not, a call broke or the execution was stopped, and
   * it can be redriven.
   */
  readonly isVerdict: boolean;
  readonly what: string;
  /** What was found, where it is no list of problems. */
  readonly found: string | undefined;
  readonly expected: string | undefined;
  /** What to do. */
  readonly remedy: string | undefined;
  /** A statement that shows the items of the night. */
  readonly staged: string | undefined;
  readonly problems: readonly NightProblem[];
  readonly exportArn: string | undefined;
  readonly exportDate: string | undefined;
  /** The validation, where it ran. */
  readonly queryExecutionId: string | undefined;
}

const text = z.string().optional().catch(undefined);

/** What the workflow's state ExportFailed writes as its cause, as JSON. */
const causeSchema = z.object({
  what: z.string(),
  found: z.unknown().optional(),
  expected: text,
  remedy: text,
  staged: text,
  exportArn: text,
  exportDate: text,
  queryExecutionId: text,
});

/** Names of the members that the cause of a workflow failure may have, in addition to those that every cause has. */
export type CauseDetail = Exclude<keyof z.infer<typeof causeSchema>, 'remedy' | 'exportArn' | 'exportDate'>;

/**
 * Reads why an execution ended without publishing: the cause is a JSON object from ExportFailed, and text from every
 * other state.
 *
 * @param error name of the error; undefined where the execution was stopped, or timed out
 */
export function readFailure(error: string | undefined, cause: string | undefined): Failure {
  const details = causeSchema.safeParse(jsonIn(cause));
  const name = error ?? 'The execution did not succeed';
  if (!details.success)
    return { ...NOTHING, error: name, what: cause ?? 'There is no cause.', remedy: 'Redrive the execution.' };
  const { found, ...told } = details.data;
  const problems = problemsIn(found);
  return {
    error: name,
    isVerdict: true,
    what: told.what,
    expected: told.expected,
    remedy: told.remedy,
    staged: told.staged,
    exportArn: told.exportArn,
    exportDate: told.exportDate,
    queryExecutionId: told.queryExecutionId,
    found: problems !== undefined || found === undefined ? undefined : toText(found),
    problems: problems ?? [],
  };
}

const NOTHING = {
  isVerdict: false,
  found: undefined,
  expected: undefined,
  staged: undefined,
  problems: [],
  exportArn: undefined,
  exportDate: undefined,
  queryExecutionId: undefined,
};
