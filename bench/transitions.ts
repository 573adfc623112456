import { listEntered, Services } from '../test/workflow/services';
import { mostTransitions } from '../test/workflow/way-of-a-night';
import { table, type Print } from './print';

/** So long after its instant a night asks for the export. */
const UNTIL_AVAILABLE_MINUTES = 5;

/** State transitions of a night, and how late it is, as a function of the export's duration. */
export async function transitions(_items: number, print: Print): Promise<void> {
  const rows: string[][] = [];
  for (const minutes of [1, 2, 5, 12, 30, 60, 120, 240, 480, 720, 1440]) {
    const services = new Services({ deadlineHours: 48 });
    await services.night({ exportDate: '2026-01-30' });
    services.script = { exportMinutes: minutes };
    const night = await services.night({ exportDate: '2026-01-31' });
    const late = (night.stopTime - night.startTime) / 60_000 - minutes;
    rows.push([
      String(minutes),
      String(listEntered(night).length),
      mostTransitions(minutes).toFixed(0),
      late.toFixed(1),
      (UNTIL_AVAILABLE_MINUTES + minutes / 10 + services.config.poll.minSeconds / 60).toFixed(1),
    ]);
  }
  print.line('State transitions of a night, by the duration of its export (default poll)');
  table(print, ['minutes', 'transitions', 'at most', 'minutes late', 'at most'], rows);
}
