import { COLUMNAR_PREFIX, EXPORT_PREFIX, MANIFEST_PREFIX, sharedResources } from '../../config';
import { startTimeOf } from '../../export';
import { publishedNights } from '../night';
import { aws, revertDrift } from './commands';
import { found, type LifecycleFacts, type SystemFacts, type TableFacts } from './facts';
import type { Finding } from './finding';

const DAY = 86_400_000;

/** So long before objects go somebody has to know: time enough to see to it. */
const WARNING_DAYS = 14;

/** Partitions go first, objects later: are the bucket's rules that way round? */
export function checkLifecycle({ config, bucket }: SystemFacts): Finding[] {
  const facts = found(bucket);
  if (!facts) return [];
  const { bucket: name } = sharedResources(config);
  const { retentionDays } = config;
  const rules = facts.lifecycle.filter(({ prefix }) =>
    [EXPORT_PREFIX, MANIFEST_PREFIX, COLUMNAR_PREFIX].some((published) => covers(prefix, published)),
  );
  const early = rules.filter(({ days }) => retentionDays === undefined || days <= retentionDays);
  const stays = retentionDays === undefined ? 'for ever' : `${retentionDays} days`;
  const mend =
    config.existingBucket === undefined
      ? revertDrift(config)
      : `${aws(config, `s3api get-bucket-lifecycle-configuration --bucket ${name}`)}, and take the rule out or set retentionDays below it`;
  return early.map(({ id, days }) => ({
    check: 'retention',
    severity: 'error' as const,
    what: `The rule ${id} of ${name} removes exports after ${days} days; partitions stay ${stays}.`,
    why: 'A partition without objects answers with no rows and no error.',
    mend,
  }));
}

/** Nights whose objects go soon, or have gone, although their partitions are there: those that retention passed by. */
export function checkRetention({ config, now, bucket }: SystemFacts, facts: TableFacts): Finding[] {
  const published = facts.table.columnar ? COLUMNAR_PREFIX : EXPORT_PREFIX;
  const rules = (found(bucket)?.lifecycle ?? []).filter(({ prefix }) => covers(prefix, published));
  const days = Math.min(...rules.map((rule: LifecycleFacts) => rule.days));
  if (!Number.isFinite(days)) return [];
  const nights = publishedNights(found(facts.partitions.raw) ?? []);
  return nights.flatMap((night, index): Finding[] => {
    const started = startTimeOf(night.exportId ?? '');
    if (started === undefined) return [];
    const gone = started + days * DAY;
    if (gone - now > WARNING_DAYS * DAY) return [];
    const isKept = index < 2;
    return [
      {
        check: 'retention',
        severity: isKept ? 'error' : 'warning',
        table: facts.table.name,
        what: `S3 removes the objects of ${isKept ? `the ${index === 0 ? 'newest' : 'previous'} night, ${night.value},` : `the night ${night.value}`} from ${new Date(gone).toISOString().slice(0, 10)} on; its partition is still there.`,
        why: isKept
          ? 'No night was verified for so long that the last good one goes. The views would answer with no rows and no error.'
          : 'Partitions are removed by a night that is verified, and none was since; this one would answer with no rows and no error.',
        mend: isKept
          ? `${aws(config, `s3api delete-bucket-lifecycle --bucket ${facts.names.bucket}`)} stops all removal; when nights are verified again: ${revertDrift(config)}`
          : aws(
              config,
              `glue delete-partition --database-name ${facts.names.database} --table-name ${facts.names.raw} --partition-values ${night.value}`,
            ),
      },
    ];
  });
}

/** Whether a rule's prefix takes in objects below a folder, or some of them. */
function covers(prefix: string, folder: string): boolean {
  return `${folder}/`.startsWith(prefix) || prefix.startsWith(`${folder}/`);
}
