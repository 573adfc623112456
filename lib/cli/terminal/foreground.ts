/** What a shell exits with where it does not find a command. */
export const NOT_FOUND = 127;

/**
 * Leaves Ctrl-C to a program that has the terminal, such as a pager: this one is not ended by it.
 *
 * @returns what takes it back
 */
export function leaveInterrupts(): () => void {
  const ignore = () => undefined;
  process.on('SIGINT', ignore);
  return () => {
    process.off('SIGINT', ignore);
  };
}
