import { z } from 'zod';
import type { ExecutionResult, Json, VirtualClock } from '../asl';
import type { Config } from '../config';
import type { LocalSystem } from '../local/system';
import { failureText, problemLines } from './failure';
import { count, duration } from './format';
import { nightLog } from './night-log';
import { print } from './print';

const text = z.string().optional();

/** What ExportCompleted gives. */
const published = z.object({
  exportDate: z.string(),
  itemCount: z.number(),
  warnings: z.array(z.object({ check: text, file: text, expected: text, found: text, example: text })),
});

/**
 * Runs one execution, tells of each state as it goes, and what came of it.
 *
 * @returns its result; a night that was not published is a result too
 */
export async function runNight(
  system: LocalSystem,
  config: Config,
  clock: VirtualClock,
  input: Json,
): Promise<ExecutionResult> {
  print(`\nNight: ${JSON.stringify(input)}`);
  const [started, virtual] = [performance.now(), clock.now()];
  const result = await system.night(input, nightLog(print, config.timeZone));
  const minutes = Math.round((clock.now() - virtual) / 60_000);
  const took = `${duration(performance.now() - started)} here, ${minutes} minutes on its own clock`;
  if (result.status !== 'SUCCEEDED') {
    print(`\nNot published (${took}):\n${failureText(result)}`);
    return result;
  }
  const { exportDate, itemCount, warnings } = published.parse(result.output);
  print(`Verified and published: ${exportDate}, ${count(itemCount)} items (${took}).`);
  for (const line of problemLines(warnings)) print(line.replace('    ', '  warning: '));
  return result;
}
