import { amount } from '../../amount';
import type { ExecutionResult, Json, VirtualClock } from '../../asl';
import type { Config } from '../../config';
import type { LocalSystem } from '../../local/system';
import { duration } from '../terminal/format';
import { tellElapsed } from '../terminal/elapsed';
import { nightLog } from './night-log';
import { nightResultText } from './night-result';
import { print } from '../terminal/print';

/**
 * Runs one execution, tells of each state as it goes, on a terminal of one that takes long too, and what came of it.
 *
 * @param say where lines go
 * @returns its result; a night that was not published is a result too
 */
export async function runNight(
  system: LocalSystem,
  config: Config,
  clock: VirtualClock,
  input: Json,
  say: (line: string) => void = print,
): Promise<ExecutionResult> {
  say(`\nNight: ${JSON.stringify(input)}`);
  const [started, virtual] = [performance.now(), clock.now()];
  const log = nightLog(say, config.timeZone);
  let endTelling = (): void => undefined;
  const result = await system
    .night(input, (event) => {
      endTelling();
      log(event);
      if (event.kind === 'entered') endTelling = tellElapsed(`In ${event.state}`);
    })
    .finally(() => {
      endTelling();
    });
  const minutes = Math.round((clock.now() - virtual) / 60_000);
  say(
    nightResultText(
      result,
      `${duration(performance.now() - started)} here, ${amount(minutes, 'minute')} on its own clock`,
    ),
  );
  return result;
}
