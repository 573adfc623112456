import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PROJECT } from './pages';

/** Copies what git has of the project, as it stands now, and links the packages: what a clone has after `npm ci`. */
export function freshCopy(folder: string): void {
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: PROJECT,
    encoding: 'utf8',
  });
  // Of the tests nothing is needed to run the program.
  for (const file of files.split('\0').filter((name) => name !== '' && !name.startsWith('test/'))) {
    if (!existsSync(join(PROJECT, file))) continue;
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(PROJECT, file), join(folder, file));
  }
  cpSync(join(PROJECT, 'dist'), join(folder, 'dist'), { recursive: true });
  symlinkSync(join(PROJECT, 'node_modules'), join(folder, 'node_modules'));
}
