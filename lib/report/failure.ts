import { z } from 'zod';
import { jsonIn } from '../asl/json';

const text = z.string().optional().catch(undefined);

const problemSchema = z.object({
  check: z.string(),
  severity: z.string().catch('error'),
  file: text,
  expected: text,
  found: text,
  example: text,
});

/** A row of a validation: one thing that is wrong with a night. */
export type Problem = Readonly<z.infer<typeof problemSchema>>;

/** Why a night was not published. */
export interface Failure {
  /** Name of the error, e.g. `Validation.Failed`. */
  readonly error: string;
  readonly what: string;
  /** What was found, where it is no list of problems. */
  readonly found: string | undefined;
  readonly expected: string | undefined;
  /** What to do. */
  readonly remedy: string | undefined;
  /** A statement that shows the items of the night. */
  readonly staged: string | undefined;
  readonly problems: readonly Problem[];
}

const causeSchema = z.object({
  what: z.string(),
  found: z.unknown(),
  expected: text,
  remedy: text,
  staged: text,
  exportDate: text,
});

/** Problem rows, from a text that the workflow wrote; `[]` where it is none. */
export function parseProblems(json: string | undefined): Problem[] {
  return z.array(problemSchema).catch([]).parse(jsonIn(json));
}

/**
 * Why an execution ended without publishing: ExportFailed gives a JSON object as its cause, everything else a text.
 *
 * @returns the failure, and the night's date where the cause has it
 */
export function readFailure(error: string | undefined, cause: string | undefined): Failure & { exportDate?: string } {
  const details = causeSchema.safeParse(jsonIn(cause));
  const name = error ?? 'The execution did not succeed';
  if (!details.success)
    return { ...NOTHING, error: name, what: cause ?? 'There is no cause.', remedy: 'Redrive the execution.' };
  const { what, found, expected, remedy, staged, exportDate } = details.data;
  const problems = z.array(problemSchema).safeParse(found);
  return {
    error: name,
    what,
    found: problems.success || found === undefined ? undefined : asText(found),
    expected,
    remedy,
    staged,
    problems: problems.success ? problems.data : [],
    ...(exportDate !== undefined && { exportDate }),
  };
}

const NOTHING = {
  found: undefined,
  expected: undefined,
  staged: undefined,
  problems: [],
};

function asText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
