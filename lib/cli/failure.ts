import type { ExecutionResult } from '../asl';

/** Why a night was not published, as a person wants to read it; all lines indented. */
export function failureText({ status, error, cause }: Pick<ExecutionResult, 'status' | 'error' | 'cause'>): string {
  const details = parsed(cause);
  if (!details) return `  ${status} ${error ?? ''}: ${cause ?? ''}`;
  const { what, found, expected, remedy } = details;
  const lines = [
    `  ${error ?? status}: ${text(what)}`,
    ...(Array.isArray(found) ? problemLines(found as Problem[]) : [`    found     ${text(found)}`]),
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

function parsed(cause: string | undefined): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(cause ?? '');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? '');
}
