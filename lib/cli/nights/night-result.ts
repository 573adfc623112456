import { z } from 'zod';
import type { ExecutionResult } from '../../asl';
import { problemsIn } from '../../night';
import { failureText, problemLines } from './failure';
import { count } from '../terminal/format';

/** What ExportCompleted gives. */
const published = z.object({
  exportDate: z.string(),
  itemCount: z.number(),
  warnings: z.unknown(),
});

/** What came of an execution, for a person, and how long it took. */
export function nightResultText(
  result: Pick<ExecutionResult, 'status' | 'output' | 'error' | 'cause'>,
  took: string,
): string {
  if (result.status !== 'SUCCEEDED') return `\nNot published (${took}):\n${failureText(result)}`;
  const { exportDate, itemCount, warnings } = published.parse(result.output);
  return [
    `Verified and published: ${exportDate}, ${count(itemCount)} items (${took}).`,
    ...problemLines(problemsIn(warnings) ?? []).map((line) => line.replace('    ', '  warning: ')),
  ].join('\n');
}
