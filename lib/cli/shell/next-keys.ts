/** Lets a terminal put marks around what is pasted (xterm: "bracketed paste mode"), and no longer. */
export const [MARK_PASTES, NO_MARKS] = ['\u001b[?2004h', '\u001b[?2004l'];

// oxlint-disable-next-line no-control-regex -- the marks are such characters
const MARK = /\u001b\[20([01])~/;

/** The next keys that belong together. */
export interface NextKeys {
  readonly text: string;
  /** How much of what was typed they are, with marks. 0: more is waited for. */
  readonly length: number;
  /** Whether what comes behind them is pasted as well. */
  readonly isPaste: boolean;
}

/**
 * Cuts keys where the line editor has to be asked before the next one: behind the end of a line, behind a tab that was typed,
 * which completes, and before a Ctrl-R, which searches. A tab that was pasted is one: it is never the last of what is handed on, as that would complete.
 *
 * @param isPaste whether they are pasted; of a terminal that does not tell, several lines at once are
 */
export function nextKeys(keys: string, isPaste: boolean): NextKeys {
  const mark = MARK.exec(keys);
  if (mark?.index === 0) return { text: '', length: mark[0].length, isPaste: mark[1] === '0' };
  const unmarked = keys.slice(0, mark?.index);
  const isPasted = isPaste || /[\r\n][^\r\n]/.test(unmarked);
  const end = (isPasted ? LINE_END : ASKED_BEHIND).exec(unmarked);
  const text = end ? unmarked.slice(0, end.index + end[0].length) : unmarked;
  if (!isPasted || end || mark)
    return { text: isPasted && !end ? replaceLastTabs(text) : text, length: text.length, isPaste };
  const whole = text.replace(/\t+$/, '');
  return { text: whole, length: whole.length, isPaste };
}

const LINE_END = /\r\n?|\n/;
// oxlint-disable-next-line no-control-regex -- Ctrl-R is such a character
const ASKED_BEHIND = /\r\n?|[\n\t]|(?<=[^])(?=\u0012)/;

/** With a space for a tab at the end of what was pasted, which would complete. */
const replaceLastTabs = (text: string): string => text.replace(/\t+$/, ' ');
