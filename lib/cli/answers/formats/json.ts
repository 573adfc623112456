import { refuseEqualNames, type ResultFormat } from './format';

/** JSON lines: an object a row. Numbers keep all of their digits, nested values are Athena's texts. */
export const json: ResultFormat = async ({ columns, rows }, output) => {
  refuseEqualNames(columns);
  const fields = columns.map(({ name, type }) => ({ key: JSON.stringify(name), isBare: bare(type) }));
  for await (const batch of rows) {
    const lines = batch.map((row) => {
      const members = fields.map(({ key, isBare }, index) => `${key}:${value(row[index], isBare)}`);
      return `{${members.join(',')}}\n`;
    });
    await output.write(lines.join(''));
  }
};

function value(text: string | undefined, isBare: boolean): string {
  if (text === undefined) return 'null';
  // JSON has no NaN and no Infinity.
  return isBare && /^(true|false|-?\d.*)$/.test(text) ? text : JSON.stringify(text);
}

/** Whether values of a type are JSON without quotes. */
function bare(type: string): boolean {
  return /^(boolean|tinyint|smallint|integer|bigint|real|float|double|decimal\b.*)$/.test(type);
}
