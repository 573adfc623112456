import { PUBLISHABLE_AFTER_RETENTION_DAYS } from '../../config';
import { readPublishedNights, type PublishedNight } from '../../night';
import { localDate } from '../local-date';
import { aws, quoteJson } from './commands';
import type { SystemFacts, TableFacts } from './facts';
import { getValue } from './fact';
import type { Finding } from './finding';

/** How far the clock of this machine may be behind that of AWS. */
const CLOCK_SKEW_MILLISECONDS = 300_000;

/**
 * Why a night is ahead of its time. The state machine publishes no such night.
 *
 * @returns undefined where it is not ahead
 */
export function whyAhead({ exportDate, exportTime }: PublishedNight, system: SystemFacts): string | undefined {
  const { timeZone } = system.config;
  const time = Date.parse(exportTime);
  const now = system.now + CLOCK_SKEW_MILLISECONDS;
  if (!system.hasVirtualTime && exportDate > localDate(now, timeZone))
    return `its date comes after today, ${localDate(system.now, timeZone)}`;
  if (!system.hasVirtualTime && time > now) return `its items would be those of ${exportTime}, which has not come yet`;
  if (!Number.isNaN(time) && exportDate > localDate(time, timeZone))
    return `its date comes after that of its items, which are those of ${exportTime}`;
  return undefined;
}

/** Whether the state machine still publishes a night of a date; it refuses dates long after their retention. */
export function isPublishable(date: string, { config, now }: SystemFacts): boolean {
  const { retentionDays = Infinity } = config;
  return Date.parse(date) > now - (retentionDays + PUBLISHABLE_AFTER_RETENTION_DAYS) * 86_400_000;
}

/** Starts the execution that publishes a night again, which puts the slots right; without a night, the one of today. */
export function publishAgain(system: SystemFacts, facts: TableFacts, night: PublishedNight | undefined): string {
  const arn = getValue(facts.machine)?.arn ?? facts.names.stateMachine;
  const input =
    night && isPublishable(night.exportDate, system)
      ? { exportArn: night.exportArn, exportDate: night.exportDate }
      : {};
  return aws(system.config, `stepfunctions start-execution --state-machine-arn ${arn} --input ${quoteJson(input)}`);
}

/** Published nights, and registrations of exports, with a date that is ahead of its time. */
export function checkAhead(system: SystemFacts, facts: TableFacts): Finding[] {
  const { names } = facts;
  const nights = readPublishedNights(getValue(facts.partitions.raw) ?? []);
  const about = (table: string, values: readonly string[]) => ({
    check: 'partitions',
    table: facts.table.name,
    partition: { database: names.database, table, values },
  });
  const remove = (table: string, values: readonly string[]) =>
    aws(
      system.config,
      `glue delete-partition --database-name ${names.database} --table-name ${table} --partition-values ${values.join(' ')}`,
    );
  const published = nights.flatMap((night): Finding[] => {
    const why = whyAhead(night, system);
    if (why === undefined) return [];
    return [
      {
        ...about(names.raw, [night.exportDate]),
        severity: 'error',
        what: `The night ${night.exportDate} of ${names.database}.${names.raw}, ${night.exportId || night.location}, is ahead of its time: ${why}.`,
        why: 'Until that day it counts as the newest night: the typed view reads it even when later nights are published, and nothing fails.',
        remedy: `${remove(names.raw, [night.exportDate])} && ${publishAgain(system, facts, ofItsItems(night, system))}`,
      },
    ];
  });
  const isPublished = (date: string, id: string) =>
    nights.some(({ exportDate, exportId }) => exportDate === date && exportId === id);
  const today = localDate(system.now + CLOCK_SKEW_MILLISECONDS, system.config.timeZone);
  const registered = (getValue(facts.partitions.files) ?? []).flatMap(
    ({ Values: [date = '', id = ''] = [] }): Finding[] =>
      // of a night that is published, the registration goes after it
      system.hasVirtualTime || date <= today || isPublished(date, id)
        ? []
        : [
            {
              ...about(names.files, [date, id]),
              severity: 'warning',
              what: `The partition ${date}, ${id} of ${names.database}.${names.files} is ahead of its time: its date comes after today.`,
              why: 'Retention does not reach it: its export is kept until that day.',
              remedy: remove(names.files, [date, id]),
            },
          ],
  );
  return [...published, ...registered];
}

/** The night with the date of its items; undefined where their time is not known, or has not come yet. */
function ofItsItems(night: PublishedNight, system: SystemFacts): PublishedNight | undefined {
  const time = Date.parse(night.exportTime);
  return Number.isNaN(time) || time > system.now + CLOCK_SKEW_MILLISECONDS
    ? undefined
    : { ...night, exportDate: localDate(time, system.config.timeZone) };
}
