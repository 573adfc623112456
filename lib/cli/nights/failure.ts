import type { ExecutionResult } from '../../asl';
import { readFailure, type NightProblem } from '../../night';

/** Why a night was not published, as a person wants to read it; all lines indented. */
export function failureText({ status, error, cause }: Pick<ExecutionResult, 'status' | 'error' | 'cause'>): string {
  const { isVerdict, what, found, expected, remedy, problems } = readFailure(error, cause);
  if (!isVerdict) return `  ${status} ${error ?? ''}: ${cause ?? ''}`;
  const lines = [
    `  ${error ?? status}: ${what}`,
    ...problemLines(problems),
    ...(found === undefined ? [] : [`    found     ${found}`]),
    ...(expected === undefined ? [] : [`    expected  ${expected}`]),
    `    to do     ${remedy ?? ''}`,
  ];
  return lines.join('\n');
}

/** Problems of a validation, a line each. */
export function problemLines(problems: readonly NightProblem[]): string[] {
  return problems.map(({ check, file, expected, found, example }) => {
    const where = file === undefined ? '' : ` in ${file}`;
    const like = example === undefined ? '' : `, such as ${example}`;
    return `    ${check}${where}: expected ${expected ?? ''}, found ${found ?? ''}${like}`;
  });
}
