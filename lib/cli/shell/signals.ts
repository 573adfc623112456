import { InterruptedError } from '../../target';

/** Ctrl-C, a closed terminal, and the kind way to end a process. */
const [INTERRUPT, ...ENDINGS] = ['SIGINT', 'SIGHUP', 'SIGTERM'] as const;

/**
 * What signals do to a shell: Ctrl-C stops what runs, or clears the line; the others end the shell, once what runs is stopped.
 * A second one of these ends the process at once.
 */
export class Signals {
  /** The signal that the shell is to end by; undefined where none has come. */
  ending: NodeJS.Signals | undefined;
  private running: AbortController | undefined;

  /** @param onPrompt called where nothing runs */
  constructor(private readonly onPrompt: { readonly clear: () => void; readonly end: () => void }) {
    process.on(INTERRUPT, this.interrupt);
    for (const name of ENDINGS) process.once(name, this.end);
  }

  /**
   * Runs what Ctrl-C stops.
   *
   * @param work is given a signal; where it ends later than the signal, it is not waited for if `leave` says so
   * @throws InterruptedError where it was stopped
   */
  async run(work: (signal: AbortSignal) => Promise<void>, { leave = false } = {}): Promise<void> {
    const controller = (this.running = new AbortController());
    try {
      const done = work(controller.signal);
      await (leave ? Promise.race([done, whenAborted(controller.signal)]) : done);
    } finally {
      this.running = undefined;
    }
  }

  remove(): void {
    process.off(INTERRUPT, this.interrupt);
    for (const name of ENDINGS) process.off(name, this.end);
  }

  private readonly interrupt = (): void => {
    if (this.running) this.running.abort();
    else this.onPrompt.clear();
  };

  private readonly end = (signal: NodeJS.Signals): void => {
    this.ending = signal;
    if (this.running) this.running.abort();
    else this.onPrompt.end();
  };
}

function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => {
      reject(new InterruptedError('It was stopped'));
    });
  });
}
