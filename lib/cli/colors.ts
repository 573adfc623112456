import pc from 'picocolors';

/** Colours for standard output: on a terminal alone, and not where NO_COLOR is set (https://no-color.org). */
export function colors(): ReturnType<typeof pc.createColors> {
  const { NO_COLOR = '', TERM } = process.env;
  // isTTY is undefined where it is none, and createColors then decides by itself: in CI for colours
  return pc.createColors(process.stdout.isTTY ? NO_COLOR === '' && TERM !== 'dumb' : false);
}
