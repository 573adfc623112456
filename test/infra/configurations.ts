import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(__dirname, 'configurations');

/** The configurations that are kept as files, by the files' names: a new file is a new case. */
export const CONFIGURATIONS = Object.fromEntries(
  readdirSync(FOLDER).map((file) => [
    file.replace('.json', ''),
    JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Record<string, unknown>,
  ]),
);
