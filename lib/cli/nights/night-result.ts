import { amount, count } from '../../amount';
import type { ExecutionResult } from '../../asl';
import { readCompletedNight, type CompletedNight } from '../../night';
import { failureText, problemLines } from './failure';

/** What came of an execution, for a person, and how long it took. */
export function nightResultText(
  result: Pick<ExecutionResult, 'status' | 'output' | 'error' | 'cause'>,
  took: string,
): string {
  if (result.status !== 'SUCCEEDED') return `\nNot published (${took}):\n${failureText(result)}`;
  const { exportDate = '', itemCount = 0, warnings = [], ...made } = readCompletedNight(result.output);
  return [
    `Verified and published: ${exportDate}, ${amount(itemCount, 'item')} (${took}).`,
    ...describeMaking(made),
    ...problemLines(warnings).map((line) => line.replace('    ', '  warning: ')),
  ].join('\n');
}

/** What the night was made of, where it may be one of two. */
function describeMaking({
  kind,
  fullBecause,
  changes,
}: Pick<CompletedNight, 'kind' | 'fullBecause' | 'changes'>): string[] {
  if (kind === 'full') return [`  made of a full export${fullBecause ? `: ${fullBecause}` : ''}`];
  if (kind !== 'changes' || changes === undefined) return [];
  const { inserted, updated, deleted } = changes;
  return [
    `  made of the night before and the changes since: ${count(inserted)} inserted, ${count(updated)} updated, ${count(deleted)} deleted`,
  ];
}
