import type { Config } from '../config';
import { zoneOffsets } from '../workflow';

const DAY = 86_400_000;

/** The last time before `now` at which the schedule starts a night, in milliseconds since 1970. */
export function lastScheduledTime({ schedule, timeZone }: Pick<Config, 'schedule' | 'timeZone'>, now: number): number {
  const [hours = 0, minutes = 0] = schedule.split(':').map(Number);
  const offset = zoneOffsets(timeZone).findLast(({ from }) => from <= now)?.offset ?? 0;
  const today = Math.floor((now + offset) / DAY) * DAY - offset + (hours * 60 + minutes) * 60_000;
  return today <= now ? today : today - DAY;
}
