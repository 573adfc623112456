import { BACKSLASH_COMMANDS } from './backslash-commands';

/** What `\?` shows. */
export function shellHelp(): string {
  const forms = Object.entries(BACKSLASH_COMMANDS).map(([name, { usage, description }]) => ({
    left: `${name} ${usage}`.trimEnd(),
    description,
  }));
  // what is longer has its description below
  const width = Math.max(...forms.map(({ left }) => left.length).filter((length) => length <= LONGEST_LEFT));
  const lines = forms.map(({ left, description }) =>
    left.length > width
      ? `  ${left}\n  ${' '.repeat(width)}  ${description}`
      : `  ${left.padEnd(width)}  ${description}`,
  );
  return [
    "A statement in Athena's SQL ends with ; and may have several lines. Commands:",
    ...lines,
    'Tab completes. Up and Down go through earlier statements that begin like the',
    'line, Ctrl-R searches them; a line that begins with a space is not kept.',
    'Ctrl-C stops a statement, or clears the line, Ctrl-D leaves.',
  ].join('\n');
}

const LONGEST_LEFT = 24;
