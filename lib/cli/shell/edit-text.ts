import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { leaveInterrupts, NOT_FOUND } from '../terminal/foreground';

/**
 * Lets a person change a text in the editor of the environment (VISUAL, else EDITOR, else vi), in a file that its owner alone
 * can read.
 *
 * @returns undefined where it was left as it was
 * @throws Error where there is no such editor, or it ends with another code than 0
 */
export async function editText(text: string): Promise<string | undefined> {
  const { VISUAL, EDITOR } = process.env;
  const editor = [VISUAL, EDITOR].find((value) => value !== undefined && value.trim() !== '') ?? 'vi';
  const folder = mkdtempSync(join(tmpdir(), 'export-to-athena-edit-'));
  const file = join(folder, 'statement.sql');
  const takeInterrupts = leaveInterrupts();
  try {
    writeFileSync(file, text === '' ? '' : `${text}\n`, { mode: 0o600 });
    // the editor may have arguments, as `code --wait` has; the file comes as one whatever is in its path
    const child = spawn(`${editor} "$EXPORT_TO_ATHENA_EDITED"`, {
      shell: true,
      stdio: 'inherit',
      env: { ...process.env, EXPORT_TO_ATHENA_EDITED: file },
    });
    const [code] = (await once(child, 'close')) as [number | null];
    if (code === NOT_FOUND) throw new Error(`The editor ${editor} was not found: set EDITOR to another`);
    if (code !== 0) throw new Error(`The editor ${editor} ended with ${code ?? 'a signal'}: nothing is asked`);
    const edited = readFileSync(file, 'utf8').trim();
    return edited === text ? undefined : edited;
  } finally {
    takeInterrupts();
    rmSync(folder, { recursive: true, force: true });
  }
}
