import type { ComparedProblem } from '../model';
import type { Html } from './markup';
import { table } from './table';

/** What a validation found, a row a problem, beside what it found in the night before. */
export function problemTable(problems: readonly ComparedProblem[]): Html {
  const withFile = problems.some(({ file }) => file !== undefined);
  const columns = ['check', 'severity', ...(withFile ? ['file'] : []), 'expected', 'found', 'night before', 'example'];
  const rows = problems.map(({ check, severity, file, expected, found, before, example }) =>
    [check, severity, ...(withFile ? [file] : []), expected, found, before, example].map((text) => text ?? ''),
  );
  return table(
    'Problems',
    columns.map((name) => ({ name })),
    rows,
    (row) => problems[row]?.severity === 'error',
  );
}
