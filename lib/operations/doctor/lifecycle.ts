import { amount } from '../../amount';
import { COLUMNAR_PREFIX, EXPORT_PREFIX, MANIFEST_PREFIX, nameSharedResources } from '../../config';
import { aws, revertDrift } from './commands';
import { getValue } from './fact';
import type { SystemFacts } from './facts';
import type { Finding } from './finding';

/**
 * Checks the lifecycle rules of the bucket. Only the state machine may remove published nights, because a rule does not
 * know partitions, nor which night is the newest.
 */
export function checkLifecycle({ config, bucket }: SystemFacts): Finding[] {
  const { bucket: name } = nameSharedResources(config);
  const rules = (getValue(bucket)?.lifecycle ?? []).filter(({ prefix }) =>
    [EXPORT_PREFIX, MANIFEST_PREFIX, COLUMNAR_PREFIX].some((published) => covers(prefix, published)),
  );
  return rules.map(({ id, prefix, days }) => ({
    check: 'retention',
    severity: 'error' as const,
    what: `The rule ${id} of ${name} removes what lies below ${prefix === '' ? 'any prefix' : prefix} after ${amount(days, 'day')}, published nights too.`,
    why: 'A partition without objects answers with no rows and no error; where no night is verified for so long, the newest one is lost.',
    remedy:
      config.existingBucket === undefined
        ? revertDrift(config)
        : `${aws(config, `s3api get-bucket-lifecycle-configuration --bucket ${name}`)}, and take the rule out: with retentionDays the state machine removes what is old`,
  }));
}

/** Whether a rule's prefix takes in objects below a folder, or some of them. */
function covers(prefix: string, folder: string): boolean {
  return `${folder}/`.startsWith(prefix) || prefix.startsWith(`${folder}/`);
}
