import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { leaveInterrupts, NOT_FOUND } from './foreground';
import { ClosedOutputError, standardOutput, writer, type Output } from './output';

/** less ends by itself where all fits on the screen, keeps styles, leaves the text there and cuts lines instead of folding. */
const LESS = 'FRXS';

/**
 * Standard output; on a terminal, through the pager of the environment (PAGER, else less where there is one). PAGER=cat or
 * an empty PAGER is none.
 */
export function openPagedOutput(): Output {
  const command = pagerCommand();
  return command === undefined ? standardOutput() : openPager(command);
}

function pagerCommand(): string | undefined {
  const { PAGER, TERM = '', PATH = '' } = process.env;
  if (!process.stdout.isTTY || TERM === 'dumb') return undefined;
  if (PAGER !== undefined) return ['', 'cat'].includes(PAGER.trim()) ? undefined : PAGER;
  return PATH.split(delimiter).some((folder) => existsSync(join(folder, 'less'))) ? 'less' : undefined;
}

function openPager(command: string): Output {
  const pager = spawn(command, {
    shell: true,
    stdio: ['pipe', 'inherit', 'inherit'],
    env: { LESS, ...process.env },
  });
  const { write } = writer(pager.stdin);
  let hasEnded = false;
  const ended = once(pager, 'close').then(([code]: unknown[]) => {
    hasEnded = true;
    return code;
  });
  const takeInterrupts = leaveInterrupts();
  return {
    write: async (text) => {
      // a pager that was left is not asked for by writing nothing to it
      if (hasEnded) throw new ClosedOutputError(`${command} has ended`);
      await write(text);
    },
    end: async () => {
      pager.stdin.end();
      const code = await ended;
      takeInterrupts();
      if (code === NOT_FOUND) throw new Error(`The pager ${command} was not found: set PAGER to another, or to cat`);
    },
  };
}
