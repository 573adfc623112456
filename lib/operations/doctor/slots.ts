import { readPublishedNights, readPublishedSlots, SLOT_DATE_PARAMETER, type PublishedNight } from '../../night';
import { publishAgain, whyAhead } from './ahead';
import { aws, quoteJson } from './commands';
import type { SystemFacts, TableFacts } from './facts';
import { getValue } from './fact';
import type { Finding } from './finding';

const WHY = {
  newest: 'The typed view reads the slot: analysts see another night than the last verified one.',
  previous: 'What compares the last two nights reads the slot: it compares others.',
};

/** The slots that the typed views read: do they show the last two verified nights? */
export function checkSlots(system: SystemFacts, facts: TableFacts): Finding[] {
  const { table, names, partitions } = facts;
  const [raw, latest] = [getValue(partitions.raw), getValue(partitions.latest)];
  if (!raw || !latest) return [];
  const nights = readPublishedNights(raw).reverse();
  // As long as the partition of such a night is there, the machine puts it into the slots; removing the partition mends the slots too.
  if (nights.some((night) => whyAhead(night, system) !== undefined)) return [];
  const slots = readPublishedSlots(latest);
  return (['newest', 'previous'] as const).flatMap((name, index): Finding[] => {
    const [night, slot] = [nights[index], slots.get(name)];
    const about = { check: 'slots', severity: 'error' as const, table: table.name, why: WHY[name] };
    const what = `The slot ${name} of ${names.database}.${names.latest} shows ${describeSlot(slot)}`;
    if (night)
      return isSame(night, slot)
        ? []
        : [
            {
              ...about,
              what: `${what}; it should show ${night.exportDate}, ${night.exportId || night.location}.`,
              remedy:
                night.chain?.kind === 'changes'
                  ? putIntoSlot(system, facts, { name, night, isThere: slot !== undefined })
                  : publishAgain(system, facts, night),
            },
          ];
    const ahead = slot && whyAhead(slot, system);
    if (ahead === undefined) return [];
    return [
      {
        ...about,
        what: `${what}, a night that is not published and is ahead of its time: ${ahead}.`,
        remedy: aws(
          system.config,
          `glue delete-partition --database-name ${names.database} --table-name ${names.latest} --partition-values ${name}`,
        ),
      },
    ];
  });
}

/** The command that lets a slot show a night. Of one that was made of changes the export cannot be published another time. */
function putIntoSlot(
  { config }: SystemFacts,
  { names, partitions }: TableFacts,
  { name, night, isThere }: { readonly name: string; readonly night: PublishedNight; readonly isThere: boolean },
): string {
  const partition = (getValue(partitions.raw) ?? []).find(({ Values }) => Values?.[0] === night.exportDate);
  const input = {
    Values: [name],
    StorageDescriptor: partition?.StorageDescriptor,
    Parameters: { ...partition?.Parameters, [SLOT_DATE_PARAMETER]: night.exportDate },
  };
  const call = isThere ? `update-partition --partition-value-list ${name}` : 'create-partition';
  return aws(
    config,
    `glue ${call} --database-name ${names.database} --table-name ${names.latest} --partition-input ${quoteJson(input)}`,
  );
}

function describeSlot(slot: PublishedNight | undefined): string {
  if (slot === undefined || slot.exportId === '') return 'nothing';
  return slot.exportDate === '' ? slot.exportId : `${slot.exportDate}, ${slot.exportId}`;
}

/** A slot that says no date was not written by the state machine, and is compared by what it reads. */
function isSame(night: PublishedNight, slot: PublishedNight | undefined): boolean {
  return (
    night.exportId === slot?.exportId &&
    night.location === slot.location &&
    (slot.exportDate === '' || night.exportDate === slot.exportDate)
  );
}
