import { zoneOffsets } from '../../lib/workflow/export/time-zone';
import { Services } from './services';

const HOUR = 3_600_000;

describe('zoneOffsets', () => {
  it('is one offset where clocks never change', () => {
    expect(zoneOffsets('Asia/Tokyo')).toEqual([{ from: 0, offset: 9 * HOUR }]);
    expect(zoneOffsets('UTC')).toEqual([{ from: 0, offset: 0 }]);
  });

  it('has every change of summer time to the minute', () => {
    const berlin = zoneOffsets('Europe/Berlin').filter(({ from }) => new Date(from).getUTCFullYear() === 2026);
    expect(berlin).toEqual([
      { from: Date.UTC(2026, 2, 29, 1), offset: 2 * HOUR },
      { from: Date.UTC(2026, 9, 25, 1), offset: 1 * HOUR },
    ]);
  });

  it('knows offsets of half hours, and those behind UTC', () => {
    expect(zoneOffsets('Asia/Kolkata')[0]?.offset).toBe(5.5 * HOUR);
    expect(zoneOffsets('America/St_Johns')[0]?.offset).toBe(-3.5 * HOUR);
  });
});

describe("the night's date", () => {
  const date = async (timeZone: string, scheduledTime: string) => {
    const { output } = await new Services({ timeZone }, { time: Date.parse(scheduledTime) }).night({ scheduledTime });
    return (output as { exportDate: string }).exportDate;
  };

  it('is the local date of the scheduled time', async () => {
    expect(await date('Asia/Tokyo', '2026-01-30T14:59:59Z')).toBe('2026-01-30');
    expect(await date('Asia/Tokyo', '2026-01-30T15:00:00Z')).toBe('2026-01-31');
    expect(await date('America/New_York', '2026-01-31T04:59:59Z')).toBe('2026-01-30');
  });

  it('is right on both sides of a change of the clocks', async () => {
    expect(await date('Europe/Berlin', '2026-03-28T22:59:59Z')).toBe('2026-03-28');
    expect(await date('Europe/Berlin', '2026-03-28T23:00:00Z')).toBe('2026-03-29');
    expect(await date('Europe/Berlin', '2026-03-29T21:59:59Z')).toBe('2026-03-29');
    expect(await date('Europe/Berlin', '2026-03-29T22:00:00Z')).toBe('2026-03-30');
  });

  it('is that of the start without a scheduled time, and that of the export for an export that is given', async () => {
    const services = new Services();
    const exportArn = services.exportByHand();
    await services.night({});
    await services.clock.sleep(0);
    expect((await services.night({ exportArn })).output).toMatchObject({ exportDate: '2026-01-31' });
  });
});
