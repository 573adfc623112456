import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/**
 * Builds dist/ before the tests where anything was changed: they load lib and infra from it, and some run the program in
 * processes of its own.
 */
export default function build(): void {
  const script = join(__dirname, '../build.mjs');
  execFileSync(process.execPath, [script, '--if-changed'], { stdio: ['ignore', 'ignore', 'inherit'] });
}
