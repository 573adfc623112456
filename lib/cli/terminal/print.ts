import { visible } from './visible';

/*
 * Everything that a person reads is written here, on either stream: control characters of items, names and errors are
 * shown, not sent to the terminal. Answers for programs (csv, json) are exact; they have outputs of their own
 * (./output).
 */

/** Writes a line to standard output. */
export function print(line: string): void {
  process.stdout.write(`${visible(line)}\n`);
}

/** Writes a line to standard error: what is beside the answer. */
export function note(line: string): void {
  process.stderr.write(`${visible(line)}\n`);
}

/** Commander's own texts: help, and errors that repeat what was typed. */
export const COMMANDER_OUTPUT = {
  writeOut: (text: string): void => {
    process.stdout.write(visible(text));
  },
  writeErr: (text: string): void => {
    process.stderr.write(visible(text));
  },
};
