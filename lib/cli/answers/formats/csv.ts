import type { ResultFormat } from './format';

/** CSV as Athena's own result files have it: every value in quotes, and nothing for NULL. */
export const csv: ResultFormat = async ({ columns, rows }, output) => {
  await output.write(line(columns.map(({ name }) => name)));
  for await (const batch of rows) await output.write(batch.map(line).join(''));
};

function line(values: readonly (string | undefined)[]): string {
  return `${values.map((value) => (value === undefined ? '' : `"${value.replaceAll('"', '""')}"`)).join(',')}\n`;
}
