import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { permissionsOf, type Permissions, type Statement } from '../../infra/permissions';
import { synthesise } from '../../infra/synthesise';
import { arnsOf, resolveReferences, resourcesOf } from '../../infra/template';
import { ACCOUNT } from '../configurations';
import type { Recording } from '../recording';

/** A policy as IAM has it. */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly Statement[];
}

/** The policies that decide what one table's state machine and schedule may do. */
export interface DeployedPolicies {
  readonly nightly: Permissions;
  readonly schedule: Permissions;
  /** Of the bucket; undefined for an existing one of the same account, which needs none. */
  readonly bucket: PolicyDocument | undefined;
  readonly topic: PolicyDocument;
}

const DEPLOY_PAGE = join(__dirname, '../../../docs/deploy.md');

/** Synthesises a configuration with one table and takes its policies; that of another account's bucket is docs/deploy.md's. */
export function deployedPolicies(context: Readonly<Record<string, unknown>>, { config }: Recording): DeployedPolicies {
  const { stacks } = synthesise(context);
  const roles = Object.assign({}, ...stacks.map((stack) => permissionsOf(stack, config.region))) as Readonly<
    Record<string, Permissions>
  >;
  const policyOf = (type: string): PolicyDocument | undefined =>
    stacks
      .flatMap(({ template }) =>
        Object.values(resourcesOf(template, type)).map(
          ({ Properties }) =>
            resolveReferences(Properties.PolicyDocument, arnsOf(template, config.region)) as PolicyDocument,
        ),
      )
      .at(0);
  const table = config.tables[0]?.name ?? '';
  return {
    nightly: existing(roles[`${table}-Nightly`]),
    schedule: existing(roles[`${table}-Schedule`]),
    bucket: config.bucketOwner === undefined ? policyOf('AWS::S3::BucketPolicy') : documentedBucketPolicy(config),
    topic: existing(policyOf('AWS::SNS::TopicPolicy')),
  };
}

function existing<T>(policy: T | undefined): T {
  if (policy === undefined) throw new Error('a role or policy is missing in the template');
  return policy;
}

/** The policy that the page tells the owner of a bucket in another account to give it. */
function documentedBucketPolicy({ existingBucket = '', systemName }: Recording['config']): PolicyDocument {
  const blocks = readFileSync(DEPLOY_PAGE, 'utf8').matchAll(/```json\n(.*?)```/gs);
  const block = [...blocks].map(([, json = '']) => json).find((json) => json.includes('arn:aws:s3:::BUCKET'));
  if (block === undefined) throw new Error(`${DEPLOY_PAGE} has no policy for the bucket of another account`);
  return JSON.parse(
    block
      .replaceAll('STACK_ACCOUNT', ACCOUNT)
      .replaceAll('BUCKET', existingBucket)
      .replaceAll('/prod/', `/${systemName}/`),
  ) as PolicyDocument;
}

/** The default policy of a key, and for one of another account the same for this account. */
export function keyPolicy(arn: string): PolicyDocument {
  const accounts = [...new Set([arn.split(':')[4] ?? '', ACCOUNT])];
  return {
    Version: '2012-10-17',
    Statement: accounts.map((account) => ({
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${account}:root` },
      Action: 'kms:*',
      Resource: '*',
    })),
  };
}
