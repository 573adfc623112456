import { visibleLine } from './visible';

const SECOND = 1000;

/** The beginning of the line, and all behind it removed (ECMA-48: carriage return, EL). */
const CLEAR = '\r\u001b[K';

/**
 * Tells, in one line of a terminal, what takes long and for how many seconds; silent in the first second, and where there is
 * no terminal (a file, CI). For work that cannot say how far it is, such as a query.
 *
 * @returns ends it, and leaves nothing of it on the terminal
 */
export function tellElapsed(label: string, stream: NodeJS.WriteStream = process.stderr): () => void {
  if (!stream.isTTY) return () => undefined;
  let seconds = 0;
  const timer = setInterval(() => stream.write(`${CLEAR}${visibleLine(label)} (${++seconds} s)`), SECOND);
  return () => {
    clearInterval(timer);
    if (seconds > 0) stream.write(CLEAR);
    seconds = 0;
  };
}

/** {@link tellElapsed} until the work ends. @returns what the work gives */
export async function withElapsed<T>(
  label: string,
  work: () => Promise<T>,
  stream: NodeJS.WriteStream = process.stderr,
): Promise<T> {
  const end = tellElapsed(label, stream);
  try {
    return await work();
  } finally {
    end();
  }
}
