import { columnarStorage } from '../../catalog';
import { readPublishedNights, REGISTRATION_PARAMETERS, type CatalogPartition, type PublishedNight } from '../../night';
import { isPublishable, publishAgain, whyAhead } from './ahead';
import { aws, quoteJson } from './commands';
import type { SystemFacts, TableFacts } from './facts';
import { getValue } from './fact';
import type { Finding } from './finding';
import { isColumnar } from './partitions';

/**
 * Finds verified nights that can no longer be queried: the files table has them, but their partition is missing. Nights
 * that retention removes are marked (`expired`).
 */
export function checkLost(system: SystemFacts, facts: TableFacts): Finding[] {
  const { table, names } = facts;
  const [raw, files] = [getValue(facts.partitions.raw), getValue(facts.partitions.files)];
  // an execution that works has registered its night before it publishes it
  if (!raw || !files || (getValue(facts.executions)?.running ?? []).length > 0) return [];
  const nights = readPublishedNights(raw);
  const isShown = ({ exportDate, exportId }: PublishedNight) =>
    nights.some(
      (night) =>
        night.exportDate === exportDate || night.exportId === exportId || night.chain?.windows.includes(exportId),
    );
  const verified = files.filter(
    ({ Parameters }) =>
      Parameters?.[REGISTRATION_PARAMETERS.verified] === 'true' &&
      (Parameters[REGISTRATION_PARAMETERS.expired] ?? '') === '',
  );
  const lost = new Map<string, readonly [PublishedNight, CatalogPartition]>();
  for (const partition of verified) {
    const [night] = readPublishedNights([partition]);
    if (!night || isShown(night) || !isPublishable(night.exportDate, system) || whyAhead(night, system) !== undefined)
      continue;
    const other = lost.get(night.exportDate)?.[0];
    if (!other || other.exportTime <= night.exportTime) lost.set(night.exportDate, [night, partition]);
  }
  return [...lost.values()]
    .sort(([one], [other]) => (one.exportDate < other.exportDate ? -1 : 1))
    .map(([night, partition]) => ({
      check: 'lost-nights',
      severity: 'warning' as const,
      table: table.name,
      what: `The night ${night.exportDate}, ${night.exportId}, was verified, and ${names.database}.${names.raw} has no partition of it: it was deleted.`,
      why: `No view shows its items. Where that was meant, delete its partition in ${names.files}, too.`,
      remedy: restore(system, facts, night, partition),
    }));
}

/**
 * Publishes a night from its export. One that was made of changes lies in Parquet alone, as the night before it may be
 * another one now: its partition is made again.
 */
function restore(
  system: SystemFacts,
  facts: TableFacts,
  night: PublishedNight,
  { Parameters = {} }: CatalogPartition,
): string {
  const { names } = facts;
  const { [REGISTRATION_PARAMETERS.dataLocation]: location = '', ...others } = Parameters;
  if (night.chain?.kind !== 'changes' || !isColumnar(location, facts)) return publishAgain(system, facts, night);
  const registration: readonly string[] = Object.values(REGISTRATION_PARAMETERS);
  const input = {
    Values: [night.exportDate],
    StorageDescriptor: columnarStorage(facts.table, location),
    Parameters: Object.fromEntries(Object.entries(others).filter(([name]) => !registration.includes(name))),
  };
  return aws(
    system.config,
    `glue create-partition --database-name ${names.database} --table-name ${names.raw} --partition-input ${quoteJson(input)}`,
  );
}
