import { readFileSync } from 'node:fs';

/**
 * What a JSON file holds; undefined where there is no such file.
 *
 * @param refusal the error for a file that is no JSON, and why
 */
export function readJsonFile(file: string, refusal: (reason: string) => Error): unknown {
  let text;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw refusal(String(error));
  }
}
