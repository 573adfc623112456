import { randomUUID } from 'node:crypto';
import { codeOf, SHORT } from '../../path-text';

const ESCAPE = '\u001b';

/** Stands for the ESC of this program's own styles. It is made anew by each process, so no data can have it. */
const OWN_ESCAPE = `${ESCAPE}${randomUUID()}`;

/** A style, such as bold, that stays one when its text is made visible. @param sequence with ESC */
export const ownStyle = (sequence: string): string => sequence.replaceAll(ESCAPE, OWN_ESCAPE);

/**
 * C0 without tab and newline, DEL, C1: what a terminal may take for a command. U+FEFF, which makes another name look the
 * same, and what turns the direction of a text.
 */
// oxlint-disable-next-line no-control-regex -- these are what is looked for
const CONTROL = /[\0-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** A text in which control characters are shown, such as `\u001b`, and not sent to a terminal. */
export function visible(text: string): string {
  return text
    .split(OWN_ESCAPE)
    .map((part) => part.replaceAll(CONTROL, codeOf))
    .join(ESCAPE);
}

/** A text on one line: newlines and tabs are shown, too. */
export const visibleLine = (text: string): string =>
  text.replaceAll(/[\t\n\r]/g, (character) => SHORT[character] ?? character).replaceAll(CONTROL, codeOf);
