import { isJsonObject, jsonObjectIn, type JsonObject } from '../asl/json';
import { count } from '../amount';
import type { WindowManifest } from '../night';
import { gunzipLines } from './gunzip-lines';

/** What a line of an incremental export can have wrong; names that the validation of a night has for the same. */
export const CHANGE_CHECKS = [
  'unreadable_lines',
  'change_keys',
  'image_key',
  'change_time',
  'change_repeated',
  'change_without_image',
] as const;

type ChangeCheck = (typeof CHANGE_CHECKS)[number];

/** Those that keep no night from being made of the changes. */
const HARMLESS: readonly ChangeCheck[] = ['change_repeated', 'change_without_image'];

/** A line that is not what a change of the window is. */
export interface ChangeFinding {
  readonly check: ChangeCheck;
  /** The key of the file, and the number of the line. */
  readonly file: string;
  readonly expected: string;
  readonly found: string;
  /** Whether a night is made of such changes all the same. */
  readonly isHarmless: boolean;
}

/** So many lines are told of each check in a file; of the others how many they are. */
const SHOWN = 3;

/**
 * Reads the lines of a data file of an incremental export, and names those that are not what a change of its window is. A key
 * that comes twice is looked for within the file, where DynamoDB puts all changes of a partition key.
 *
 * @returns the lines that were read; and why it could not be read to its end, where it could not
 */
export async function inspectChanges(
  file: string,
  bytes: AsyncIterable<Uint8Array>,
  window: WindowManifest,
): Promise<{
  readonly findings: readonly ChangeFinding[];
  readonly lines: number;
  readonly problem: string | undefined;
}> {
  const findings: ChangeFinding[] = [];
  const counts = new Map<ChangeCheck, number>();
  const lineOfKey = new Map<string, number>();
  let lines = 0;
  let problem: string | undefined;
  try {
    for await (const line of gunzipLines(bytes)) {
      lines++;
      for (const { check, ...wrong } of judgeLine(line, lines, window, lineOfKey)) {
        const number = (counts.get(check) ?? 0) + 1;
        counts.set(check, number);
        if (number <= SHOWN)
          findings.push({
            check,
            file: `${file}, line ${count(lines)}`,
            ...wrong,
            isHarmless: HARMLESS.includes(check),
          });
      }
    }
  } catch (error) {
    problem = error instanceof Error ? error.message : String(error);
  }
  for (const [check, number] of counts)
    if (number > SHOWN)
      findings.push({
        check,
        file,
        expected: 'no such line',
        found: `${count(number - SHOWN)} more such lines`,
        isHarmless: HARMLESS.includes(check),
      });
  return { findings, lines, problem };
}

type Wrong = Pick<ChangeFinding, 'check' | 'expected' | 'found'>;

function judgeLine(line: string, number: number, window: WindowManifest, lineOfKey: Map<string, number>): Wrong[] {
  const record = jsonObjectIn(line);
  if (record === undefined)
    return [{ check: 'unreadable_lines', expected: 'a JSON object with Keys', found: shorten(line) }];
  const { Keys: keys, OldImage: old, NewImage: fresh, Metadata: metadata } = record;
  if (!isJsonObject(keys) || Object.keys(keys).length === 0)
    return [{ check: 'change_keys', expected: 'Keys with the key attributes', found: shorten(line) }];
  const names = Object.keys(keys).sort();
  const whole = keyText(keys, names);
  const key = shorten(whole, 200);
  const wrong: Wrong[] = [];
  for (const [name, image] of [
    ['OldImage', old],
    ['NewImage', fresh],
  ] as const) {
    const found = isJsonObject(image) ? keyText(image, names) : undefined;
    if (found !== undefined && found !== whole)
      wrong.push({ check: 'image_key', expected: `${key}, as Keys says`, found: `${shorten(found, 200)} in ${name}` });
  }
  const micros = isJsonObject(metadata) ? microsOf(metadata.WriteTimestampMicros) : undefined;
  const [from, to] = [window.exportFromTime, window.exportToTime].map((time) => BigInt(Date.parse(time)) * 1000n);
  if (micros === undefined || micros < (from ?? 0n) || micros >= (to ?? 0n))
    wrong.push({
      check: 'change_time',
      expected: `a time from ${window.exportFromTime} until before ${window.exportToTime}`,
      found: `${micros === undefined ? 'no WriteTimestampMicros' : timeText(micros)}, key ${key}`,
    });
  const before = lineOfKey.get(whole);
  if (before !== undefined)
    wrong.push({ check: 'change_repeated', expected: 'each key once', found: `${key}, also in line ${count(before)}` });
  else lineOfKey.set(whole, number);
  // without old images, the key alone says that the item was deleted
  if (!isJsonObject(old) && !isJsonObject(fresh) && window.outputView === 'NEW_AND_OLD_IMAGES')
    wrong.push({ check: 'change_without_image', expected: 'OldImage, NewImage or both', found: `neither, key ${key}` });
  return wrong;
}

function keyText(from: JsonObject, names: readonly string[]): string {
  return JSON.stringify(Object.fromEntries(names.map((name) => [name, from[name] ?? null])));
}

function microsOf(value: unknown): bigint | undefined {
  const text = isJsonObject(value) ? value.N : undefined;
  return typeof text === 'string' && /^\d{1,19}$/.test(text) ? BigInt(text) : undefined;
}

function timeText(micros: bigint): string {
  const time = new Date(Number(micros / 1000n));
  return Number.isNaN(time.getTime()) ? `${micros} microseconds` : `${time.toISOString()} (${micros})`;
}

function shorten(text: string, length = 100): string {
  return text.length > length ? `${text.slice(0, length)}...` : text;
}
