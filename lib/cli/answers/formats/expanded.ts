import { count } from '../../../amount';
import stringWidth from 'string-width';
import { colors } from '../../terminal/colors';
import { visibleLine } from '../../terminal/visible';
import { moreRows, type ResultFormat } from './format';

/**
 * For a person: one column a line, every value whole; NULL as nothing.
 *
 * @param most rows that are shown; of more, it says how many there are and how to have them
 */
export const expandedFormat =
  (most = Infinity): ResultFormat =>
  async ({ columns, rows }, output) => {
    const names = columns.map(({ name }) => visibleLine(name));
    const width = Math.max(0, ...names.map((name) => stringWidth(name)));
    const labels = names.map((name) => name + ' '.repeat(width - stringWidth(name)));
    const { bold } = colors();
    let seen = 0;
    for await (const batch of rows) {
      const shown = batch.slice(0, Math.max(0, most - seen)).map((row, index) => {
        const lines = labels.map((label, column) => `  ${label}  ${visibleLine(row[column] ?? '')}`.trimEnd());
        return `${[bold(`row ${count(seen + index + 1)}`), ...lines].join('\n')}\n`;
      });
      seen += batch.length;
      await output.write(shown.join(''));
    }
    if (seen > most) await output.write(moreRows(seen - most));
  };
