import { SingleBar } from 'cli-progress';
import { visibleLine } from './visible';

/** Where long work tells how far it is. */
export interface Progress {
  update(done: number): void;
  stop(): void;
}

/**
 * A bar for long work on a terminal; silent where the stream is no terminal (a file, CI).
 *
 * @param unit what is counted, e.g. `items`
 */
export function progressBar(
  label: string,
  total: number,
  unit: string,
  stream: NodeJS.WriteStream = process.stderr,
): Progress {
  if (!stream.isTTY) return { update: () => undefined, stop: () => undefined };
  const format = `${visibleLine(label)} {bar} {percentage} % | {value}/{total} ${unit} | {eta_formatted} left`;
  const bar = new SingleBar({
    format,
    stream,
    clearOnComplete: true,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    hideCursor: true,
  });
  bar.start(total, 0);
  return {
    update: (done) => {
      bar.update(done);
    },
    stop: () => {
      bar.stop();
    },
  };
}

/** The same where the first update tells how much there is. */
export function lateProgressBar(
  label: string,
  unit: string,
  stream: NodeJS.WriteStream = process.stderr,
): { update(done: number, total: number): void; stop(): void } {
  let bar: Progress | undefined;
  return {
    update: (done, total) => {
      bar ??= progressBar(label, total, unit, stream);
      bar.update(done);
    },
    stop: () => bar?.stop(),
  };
}
