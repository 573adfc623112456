import type { NightProblem } from '../../night';
import type { Html } from './markup';
import { table } from './table';

/** What a validation found, a row a problem. */
export function problemTable(problems: readonly NightProblem[]): Html {
  const withFile = problems.some(({ file }) => file !== undefined);
  const columns = ['check', 'severity', ...(withFile ? ['file'] : []), 'expected', 'found', 'example'];
  const rows = problems.map(({ check, severity, file, expected, found, example }) =>
    [check, severity, ...(withFile ? [file] : []), expected, found, example].map((text) => text ?? ''),
  );
  return table(
    'Problems',
    columns.map((name) => ({ name })),
    rows,
    (row) => problems[row]?.severity === 'error',
  );
}
