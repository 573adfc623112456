import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename } from 'node:path';
import { PREFIX } from './before';

/** Removes the folder for temporary files, with all that killed processes have left there. */
export default function removeTemporaryFolder(): void {
  const folder = tmpdir();
  // where it could not be made, this is the folder of all programs
  if (basename(folder).startsWith(PREFIX)) rmSync(folder, { recursive: true, force: true });
}
