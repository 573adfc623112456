import { splitStatements } from '../../athena-sql/syntax/split';
import { isOutside } from './statement-buffer';

/**
 * Lines that were typed as entries of a history, which are a line each: a statement of several lines is one, with a space
 * where lines end, unless that would change it (a line ends within a quote, or in a comment). What begins with a space is not
 * kept, nor what would act on a terminal when it is shown again.
 */
export function historyEntries(lines: readonly string[]): string[] {
  if (lines[0]?.startsWith(' ') === true) return [];
  const full = lines.map((line) => line.trim()).filter((line) => line !== '');
  const canBeOne = lines.every((_, index) => {
    if (index === 0) return true;
    const before = lines.slice(0, index).join('\n');
    return splitStatements(before).open === undefined && isOutside(before);
  });
  return (canBeOne ? [full.join(' ')] : full).filter((entry) => entry !== '' && !CONTROL.test(entry));
}

// oxlint-disable-next-line no-control-regex -- these are what is looked for
const CONTROL = /[\0-\u0008\u000a-\u001f\u007f-\u009f]/;

/** The newest entries of a history file's text, the newest first, each once. */
export function newestEntries(text: string, most: number): string[] {
  const all = text.split('\n').filter((line) => line !== '' && !CONTROL.test(line));
  return [...new Set(all.reverse())].slice(0, most);
}
