import * as z from 'zod';
import { nameSharedResources } from '../../config';
import { aws, revertDrift } from './commands';
import type { BucketFacts, SystemFacts } from './facts';
import { getValue } from './fact';
import type { Finding } from './finding';

/** Checks the bucket: that it exists in the right region, and that its policy allows exports and nothing else. */
export function checkBucket({ config, bucket }: SystemFacts, deployed: boolean): Finding[] {
  const { bucket: name } = nameSharedResources(config);
  const own = config.existingBucket === undefined;
  if (bucket?.is === 'missing' && (deployed || !own))
    return [
      {
        check: 'bucket',
        severity: 'error',
        what: `There is no bucket ${name}.`,
        why: 'Exports fail with S3NoSuchBucket, and what was published cannot be read.',
        remedy: own ? revertDrift(config) : `correct existingBucket in the configuration, or aws s3 mb s3://${name}`,
      },
    ];
  if (bucket && bucket.is !== 'missing' && own && !deployed)
    return [
      {
        check: 'bucket',
        severity: 'error',
        what: `There is a bucket ${name} already.`,
        why: 'The stack would create a bucket of that name, so its deployment fails. Names of buckets are unique in all of AWS.',
        remedy: `set another systemName, or "existingBucket": "${name}" where it is yours`,
      },
    ];
  const facts = getValue(bucket);
  return facts ? [...checkPlace(config, name, facts), ...checkPolicy(config, name, facts, own)] : [];
}

function checkPlace(config: SystemFacts['config'], name: string, { region }: BucketFacts): Finding[] {
  if (region === undefined || region === config.region) return [];
  return [
    {
      check: 'bucket',
      severity: 'error',
      what: `The bucket ${name} is in ${region}, the configuration says ${config.region}.`,
      why: 'Athena queries of one region do not read what lies in another without paying for the transfer, and a KMS key must be in the region of the bucket.',
      remedy: `set "region": "${region}" in the configuration, or another existingBucket`,
    },
  ];
}

const texts = z.union([z.string(), z.array(z.string())]).transform((value) => (Array.isArray(value) ? value : [value]));
const statement = z.looseObject({
  Sid: z.string().optional(),
  Effect: z.string(),
  Action: texts.optional(),
  Condition: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
});
const policySchema = z.looseObject({ Statement: z.union([z.array(statement), statement.transform((only) => [only])]) });

function checkPolicy(config: SystemFacts['config'], name: string, facts: BucketFacts, own: boolean): Finding[] {
  const findings: Finding[] = [];
  const statements = facts.policy === undefined ? [] : statementsOf(facts.policy);
  const denies = statements.filter(({ Effect }) => Effect === 'Deny');
  const remedy = own ? revertDrift(config) : aws(config, `s3api get-bucket-policy --bucket ${name}`);
  if (!denies.some(isForPlainHttp))
    findings.push({
      check: 'bucket-policy',
      severity: 'warning',
      what: `The policy of ${name} does not refuse requests without TLS.`,
      why: 'All items of the table could be read on the way.',
      remedy,
    });
  const refusing = denies.filter((deny) => !isForPlainHttp(deny) && deny.Action?.some(allowsWriting));
  if (refusing.length > 0)
    findings.push({
      check: 'bucket-policy',
      severity: 'warning',
      what: `The policy of ${name} refuses some writes: ${refusing.map(({ Sid }) => Sid ?? '(without Sid)').join(', ')}.`,
      why: 'DynamoDB writes with the rights of the state machine; a refused write ends a night with Export.Failed (S3AccessDenied) minutes after it began.',
      remedy,
    });
  if (!facts.publicAccessBlocked)
    findings.push({
      check: 'bucket-policy',
      severity: 'error',
      what: `Public access to ${name} is not blocked.`,
      why: 'A policy or an ACL could open all items of the table to everybody.',
      remedy: aws(
        config,
        `s3api put-public-access-block --bucket ${name} --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true`,
      ),
    });
  return findings;
}

type Statement = z.output<typeof statement>;

function statementsOf(policy: string): readonly Statement[] {
  const parsed = policySchema.safeParse(JSON.parse(policy));
  return parsed.success ? parsed.data.Statement : [];
}

function isForPlainHttp({ Condition }: Statement): boolean {
  return String(Condition?.Bool?.['aws:SecureTransport']) === 'false';
}

function allowsWriting(action: string): boolean {
  return action === '*' || /^s3:(\*|Put(\*|Object))/.test(action);
}
