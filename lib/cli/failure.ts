import type { ExecutionResult } from '../asl';
import { jsonObjectIn } from '../asl/json';

/** Why a night was not published, as a person wants to read it; all lines indented. */
export function failureText({ status, error, cause }: Pick<ExecutionResult, 'status' | 'error' | 'cause'>): string {
  const details = jsonObjectIn(cause);
  if (!details) return `  ${status} ${error ?? ''}: ${cause ?? ''}`;
  const { what, found, expected, remedy } = details;
  const lines = [
    `  ${error ?? status}: ${text(what)}`,
    ...(Array.isArray(found) ? problemLines(found as unknown as Problem[]) : [`    found     ${text(found)}`]),
    ...(expected === undefined ? [] : [`    expected  ${text(expected)}`]),
    `    to do     ${text(remedy)}`,
  ];
  return lines.join('\n');
}

type Problem = Readonly<Partial<Record<'check' | 'file' | 'expected' | 'found' | 'example', string | undefined>>>;

/** Problems of a validation, a line each. */
export function problemLines(problems: readonly Problem[]): string[] {
  return problems.map(({ check, file, expected, found, example }) => {
    const where = file === undefined ? '' : ` in ${file}`;
    const like = example === undefined ? '' : `, such as ${example}`;
    return `    ${check ?? ''}${where}: expected ${expected ?? ''}, found ${found ?? ''}${like}`;
  });
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? '');
}
