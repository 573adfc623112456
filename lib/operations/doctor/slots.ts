import { PUBLISHABLE_AFTER_RETENTION_DAYS } from '../../config';
import { publishedNights, publishedSlots } from '../../night';
import { aws, quoted } from './commands';
import { found, type SystemFacts, type TableFacts } from './facts';
import type { Finding } from './finding';

const WHY = {
  newest: 'The typed view reads the slot: analysts see another night than the last verified one.',
  previous: 'What compares the last two nights reads the slot: it compares others.',
};

/** The slots that the typed views read: do they show the last two verified nights? */
export function checkSlots({ config, now }: SystemFacts, facts: TableFacts): Finding[] {
  const { table, names, partitions } = facts;
  const [raw, latest] = [found(partitions.raw), found(partitions.latest)];
  if (!raw || !latest) return [];
  const nights = publishedNights(raw).reverse();
  const slots = publishedSlots(latest);
  const days = config.retentionDays === undefined ? Infinity : config.retentionDays + PUBLISHABLE_AFTER_RETENTION_DAYS;
  // The machine takes no night that is older; a new one moves the slots too.
  const isPublishable = (date: string) => Date.parse(date) > now - days * 86_400_000;
  return (['newest', 'previous'] as const).flatMap((name, index): Finding[] => {
    const night = nights[index];
    const slot = slots.get(name);
    if (night?.exportId === slot?.exportId && night?.location === slot?.location) return [];
    if (!night) return [];
    const machine = found(facts.machine);
    const input = isPublishable(night.exportDate) ? { exportArn: night.exportArn, exportDate: night.exportDate } : {};
    return [
      {
        check: 'slots',
        severity: 'error',
        table: table.name,
        what: `The slot ${name} of ${names.database}.${names.latest} shows ${slot && slot.exportId !== '' ? slot.exportId : 'nothing'}; it should show ${night.exportDate}, ${night.exportId || night.location}.`,
        why: WHY[name],
        mend: aws(
          config,
          `stepfunctions start-execution --state-machine-arn ${machine?.arn ?? names.stateMachine} --input ${quoted(input)}`,
        ),
      },
    ];
  });
}
