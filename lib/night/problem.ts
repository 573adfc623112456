import * as z from 'zod';
import { jsonIn } from '../asl/json';

/** The columns of a validation's result, in their order: each row is a problem. */
export const PROBLEM_COLUMNS = ['check', 'severity', 'file', 'expected', 'found', 'example'] as const;

const text = z.string().optional().catch(undefined);

const problemSchema = z.object({
  check: z.string(),
  severity: z.string().catch('error'),
  file: text,
  expected: text,
  found: text,
  example: text,
});

/** One thing that is wrong with a night: a row of its validation, or what a check found. */
export type NightProblem = Readonly<z.infer<typeof problemSchema>>;

/** Problems that were read from somewhere as JSON; undefined where it is something else. */
export function problemsIn(json: unknown): NightProblem[] | undefined {
  return z.array(problemSchema).safeParse(json).data;
}

/** Problems from a text that the workflow wrote; `[]` where it is none. */
export function parseProblems(json: string | undefined): NightProblem[] {
  return problemsIn(jsonIn(json)) ?? [];
}
