import { writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';

/** Writes a file of JSON in the format of this repository. */
export async function writeJson(file: string, value: unknown): Promise<void> {
  writeFileSync(
    file,
    await format(JSON.stringify(value, undefined, 2), { ...(await resolveConfig(file)), parser: 'json' }),
  );
}
