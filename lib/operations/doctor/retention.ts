import { amount } from '../../amount';
import { OBJECTS_OUTLIVE_PARTITIONS_DAYS } from '../../config';
import { exportLayout } from '../../export';
import { daysBefore } from '../local-date';
import { readPublishedNights, type CatalogPartition } from '../../night';
import { aws } from './commands';
import type { SystemFacts, TableFacts } from './facts';
import { getValue } from './fact';
import type { Finding } from './finding';

/**
 * Days after which an export that is to be removed is overdue: a night removes a hundred at most, and some nights fail.
 */
const OVERDUE_DAYS = 7;

/** Exports that should be gone: the nights go on, and do not remove them. */
export function checkRetention({ config, now }: SystemFacts, facts: TableFacts): Finding[] {
  const { table, names, partitions, hasObjects } = facts;
  const { retentionDays } = config;
  const nights = readPublishedNights(getValue(partitions.raw) ?? []);
  const newest = nights.at(-1);
  if (retentionDays === undefined || newest === undefined) return [];
  const grace = OBJECTS_OUTLIVE_PARTITIONS_DAYS + OVERDUE_DAYS;
  const date = daysBefore(newest.exportDate, retentionDays + grace);
  const expired = new Date(now - grace * 86_400_000).toISOString();
  const isOverdue = ({ Values: [exportDate = '', exportId] = [], Parameters, StorageDescriptor }: CatalogPartition) =>
    hasObjects.get(StorageDescriptor?.Location ?? '') !== false &&
    exportDate < date &&
    (Parameters?.expired ?? '') < expired &&
    !nights.some((night) => night.exportId === exportId);
  const overdue = (getValue(partitions.files) ?? []).filter(isOverdue).flatMap(({ Values }) => Values?.[1] ?? []);
  if (overdue.length === 0) return [];
  return [
    {
      check: 'retention',
      severity: 'warning',
      table: table.name,
      what: `${amount(overdue.length, 'export is', 'exports are')} older than ${amount(retentionDays, 'day')} and ${grace} more, and still there: ${overdue.slice(0, 3).join(', ')}${overdue.length > 3 ? ' ...' : ''}.`,
      why: 'They cost storage. A night removes some; where their number does not fall, S3 does not delete them: a policy, a lock, the owner of the bucket.',
      remedy: aws(
        config,
        `s3 rm s3://${names.bucket}/${exportLayout(names.exportPrefix, overdue[0] ?? '').folder} --recursive --dryrun`,
      ),
    },
  ];
}
