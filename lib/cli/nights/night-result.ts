import { amount } from '../../amount';
import type { ExecutionResult } from '../../asl';
import { readCompletedNight } from '../../night';
import { failureText, problemLines } from './failure';

/** What came of an execution, for a person, and how long it took. */
export function nightResultText(
  result: Pick<ExecutionResult, 'status' | 'output' | 'error' | 'cause'>,
  took: string,
): string {
  if (result.status !== 'SUCCEEDED') return `\nNot published (${took}):\n${failureText(result)}`;
  const { exportDate = '', itemCount = 0, warnings = [] } = readCompletedNight(result.output);
  return [
    `Verified and published: ${exportDate}, ${amount(itemCount, 'item')} (${took}).`,
    ...problemLines(warnings).map((line) => line.replace('    ', '  warning: ')),
  ].join('\n');
}
