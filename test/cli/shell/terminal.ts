import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Terminal } from '@xterm/headless';

/** How a command is run on a terminal. */
export interface TerminalOptions {
  readonly columns: number;
  readonly rows: number;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** A screen that is not there in this time will not be. */
const LONGEST_MS = 100_000;

/** A command on a real terminal (python3 has ptys), whose screen xterm.js draws. */
export class TerminalRun {
  /** All that the command wrote to its terminal. */
  output = '';
  /** Once it has ended. */
  readonly exitCode: Promise<number>;
  private readonly pty: ChildProcessWithoutNullStreams;
  private readonly terminal: Terminal;
  private onChange: (() => void) | undefined;

  constructor(command: readonly string[], { columns, rows, cwd, env }: TerminalOptions) {
    this.terminal = new Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 1000 });
    this.pty = spawn('python3', [join(__dirname, 'terminal.py'), String(columns), String(rows), ...command], {
      cwd,
      env: { PATH: process.env.PATH, LANG: 'C.UTF-8', TERM: 'xterm-256color', TMPDIR: process.env.TMPDIR, ...env },
    });
    this.pty.stdout.on('data', (chunk: Buffer) => {
      this.output += chunk.toString();
      this.terminal.write(chunk, () => this.onChange?.());
    });
    // what goes wrong with python is seen where the screen is not as expected
    this.pty.stderr.on('data', (chunk: Buffer) => {
      this.output += chunk.toString();
    });
    this.exitCode = once(this.pty, 'close').then(([code]: unknown[]) => Number(code));
  }

  type(keys: string): void {
    this.order({ keys });
  }

  resize(columns: number, rows: number): void {
    this.terminal.resize(columns, rows);
    this.order({ resize: [columns, rows] });
  }

  /** Closes the terminal, as a window is closed. */
  hang(): void {
    this.order({ hang: true });
  }

  /** Ends the command if it is still there. */
  end(): void {
    this.pty.kill();
  }

  /** The screen, without empty lines at its end. */
  screen(): string {
    const { active } = this.terminal.buffer;
    const lines = Array.from({ length: this.terminal.rows }, (_, row) =>
      (active.getLine(active.baseY + row)?.translateToString(true) ?? '').trimEnd(),
    );
    return lines.join('\n').trimEnd();
  }

  /** Waits for a screen. @returns it, or the one that there is when it can no longer be awaited */
  async until(isThere: (screen: string) => boolean): Promise<string> {
    const deadline = Date.now() + LONGEST_MS;
    const state = { hasEnded: false };
    void this.exitCode.then(() => {
      state.hasEnded = true;
      this.onChange?.();
    });
    while (!isThere(this.screen()) && !state.hasEnded && Date.now() < deadline)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, deadline - Date.now());
        this.onChange = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    return this.screen();
  }

  private order(order: object): void {
    this.pty.stdin.write(`${JSON.stringify(order)}\n`);
  }
}
