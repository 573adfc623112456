import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PublishedNights } from '../../target/published-nights';
import type { Recording } from './recordings';
import { TerminalRun } from './terminal';

const PROJECT = join(__dirname, '../../..');

/** A file for \i. */
const STATEMENTS = 'SELECT 1 AS first;\n\\timing off\nSELECT nothing;\nSELECT 3 AS third';

/** Opens the shell of a recording on a terminal, in a folder that has statements.sql alone, and with a home of its own. */
export async function withShell(
  { columns, rows, target, args, env }: Recording,
  { folder }: Pick<PublishedNights, 'folder'>,
  work: (run: TerminalRun) => Promise<void>,
): Promise<void> {
  const cwd = mkdtempSync(join(tmpdir(), 'shell-'));
  const home = join(cwd, 'home');
  mkdirSync(home);
  writeFileSync(join(cwd, 'statements.sql'), STATEMENTS);
  const command =
    target === 'aws'
      ? [
          process.execPath,
          '--require',
          join(PROJECT, 'test/run/load-built.cjs'),
          join(__dirname, 'aws-shell.ts'),
          folder,
        ]
      : [process.execPath, join(PROJECT, 'bin/export-to-athena'), 'sql', '--folder', folder, ...args];
  const run = new TerminalRun(command, { columns, rows, cwd, env: { HOME: home, ...env } });
  try {
    await work(run);
  } finally {
    run.end();
    await run.exitCode;
    rmSync(cwd, { recursive: true });
  }
}
