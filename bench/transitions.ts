import { entered, Services } from '../test/workflow/services';

/** State transitions of a night, and how late it is, as a function of the export's duration. */
export async function transitions(print: (line: string) => void): Promise<void> {
  print('State transitions of a night, by the duration of its export (default poll)');
  print('  minutes   transitions   at most   minutes late   at most');
  for (const minutes of [1, 2, 5, 12, 30, 60, 120, 240, 480, 720, 1440]) {
    const services = new Services({ deadlineHours: 48 });
    await services.night({ exportDate: '2026-01-30' });
    services.script = { exportMinutes: minutes };
    const night = await services.night({ exportDate: '2026-01-31' });
    const late = (night.stopTime - night.startTime) / 60_000 - minutes;
    const cells = [
      String(minutes).padStart(9),
      String(entered(night).length).padStart(14),
      (25 + 12 * Math.log2(minutes)).toFixed(0).padStart(10),
      late.toFixed(1).padStart(15),
      (minutes / 10 + services.config.poll.minSeconds / 60).toFixed(1).padStart(10),
    ];
    print(cells.join(''));
  }
}
