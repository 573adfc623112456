import type { Workflow } from '../states';
import { charactersOf } from '../text';
import { zoneOffsets } from '../export/time-zone';

const DAY = 86_400_000;

/** When the state was entered, in milliseconds since 1970; also right after a redrive. */
export const ENTERED = '$toMillis($states.context.State.EnteredTime)';

/** JSONata of the time a number of days ago, as ISO 8601. */
export function timeDaysAgo(days: number): string {
  return `$fromMillis(${ENTERED} - ${days * DAY})`;
}

/**
 * JSONata of the local date a number of days ago, in the format of `export_date`; the last offset of the time zone is
 * exact enough here.
 */
export function dateDaysAgo({ config }: Workflow, days: number): string {
  const offset = zoneOffsets(config.timeZone).at(-1)?.offset ?? 0;
  return charactersOf(`$fromMillis(${ENTERED} + ${offset - days * DAY})`, 0, 10);
}

/** JSONata of a text that is greater than the ids of the exports which were started earlier than a number of days ago. */
export function exportIdDaysAgo(days: number): string {
  return `'0' & $string(${ENTERED} - ${days * DAY})`;
}
