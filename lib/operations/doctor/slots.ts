import { publishedNights } from '../night';
import { aws, quoted } from './commands';
import { found, type SystemFacts, type TableFacts } from './facts';
import type { Finding } from './finding';

const WHY = {
  newest: 'The typed view reads the slot: analysts see another night than the last verified one.',
  previous: 'What compares the last two nights reads the slot: it compares others.',
};

/** The slots that the typed views read: do they show the last two verified nights? */
export function checkSlots({ config }: SystemFacts, facts: TableFacts): Finding[] {
  const { table, names, partitions } = facts;
  const [raw, latest] = [found(partitions.raw), found(partitions.latest)];
  if (!raw || !latest) return [];
  const nights = publishedNights(raw);
  const slots = publishedNights(latest);
  return (['newest', 'previous'] as const).flatMap((name, index): Finding[] => {
    const night = nights[index];
    const slot = slots.find(({ value }) => value === name);
    if (night?.exportId === slot?.exportId && night?.location === slot?.location) return [];
    if (!night) return [];
    const machine = found(facts.machine);
    return [
      {
        check: 'slots',
        severity: 'error',
        table: table.name,
        what: `The slot ${name} of ${names.database}.${names.latest} shows ${slot?.exportId ?? 'nothing'}; it should show ${night.value}, ${night.exportId ?? night.location}.`,
        why: WHY[name],
        mend: aws(
          config,
          `stepfunctions start-execution --state-machine-arn ${machine?.arn ?? names.stateMachine} --input ${quoted({ exportArn: night.exportArn, exportDate: night.value })}`,
        ),
      },
    ];
  });
}
