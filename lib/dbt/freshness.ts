import { HOURS_BETWEEN_NIGHTS, type Config, type Resources, type Table } from '../config';
import { identifier, literal, tableIdentifier } from '../sql';
import type { Yaml } from './yaml';

/**
 * How old a table's newest verified night may be, and the query that tells. It reads the names of partitions alone, so it
 * costs nothing. A night is as old as the instant that it stands for; UTC without a zone is what dbt-athena compares with.
 *
 * @returns nothing for a table whose schedule is off
 */
export function freshness(
  { timeZone }: Pick<Config, 'timeZone'>,
  { enabled, schedule }: Pick<Table, 'enabled' | 'schedule'>,
  { database, raw }: Pick<Resources, 'database' | 'raw'>,
): Readonly<Record<string, Yaml>> {
  if (!enabled) return {};
  const [hour = '0', minute = '0'] = schedule.split(':');
  const minutes = Number(hour) * 60 + Number(minute);
  const local = `date_add('minute', ${minutes}, CAST(max(${identifier('export_date')}) AS timestamp))`;
  const hours = (count: number) => ({ count, period: 'hour' });
  return {
    loaded_at_query: `SELECT CAST(with_timezone(${local}, ${literal(timeZone)}) AT TIME ZONE 'UTC' AS timestamp) FROM ${tableIdentifier(database, `${raw}$partitions`)}`,
    freshness: {
      warn_after: hours(HOURS_BETWEEN_NIGHTS),
      error_after: hours(HOURS_BETWEEN_NIGHTS + HOURS_OF_A_DAY),
    },
  };
}

const HOURS_OF_A_DAY = 24;
