import type { Template } from 'aws-cdk-lib/assertions';

/** A resource of a template. */
export interface Resource {
  readonly Type: string;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

/** The resources of a type, by logical id. */
export function resourcesOf(template: Template, type: string): Record<string, Resource> {
  return template.findResources(type) as Record<string, Resource>;
}

/**
 * A value of a template with its references put in: account 123456789012, partition aws, what `known` has for a logical id,
 * and else the reference as `<LogicalId>` or `<LogicalId.Arn>`.
 */
export function resolveReferences(value: unknown, known: Readonly<Record<string, string>> = {}): unknown {
  if (Array.isArray(value)) return value.map((each) => resolveReferences(each, known));
  if (typeof value !== 'object' || value === null) return value;
  const { Ref, ...rest } = value as Record<string, unknown>;
  if (typeof Ref === 'string') return PSEUDO_PARAMETERS[Ref] ?? known[Ref] ?? `<${Ref}>`;
  const join = rest['Fn::Join'] as [string, unknown[]] | undefined;
  if (join) return join[1].map((part) => resolveReferences(part, known)).join(join[0]);
  const attribute = rest['Fn::GetAtt'] as string[] | undefined;
  if (attribute) return known[attribute.join('.')] ?? known[attribute[0] ?? ''] ?? `<${attribute.join('.')}>`;
  return Object.fromEntries(Object.entries(rest).map(([key, field]) => [key, resolveReferences(field, known)]));
}

const PSEUDO_PARAMETERS: Readonly<Record<string, string>> = {
  'AWS::AccountId': '123456789012',
  'AWS::Partition': 'aws',
};

/**
 * The ARNs of what a template makes and its roles are allowed to use, by logical id: in place of references that would
 * hide from a reader what a policy is about. Of tables and buckets, to which a reference is the name, the name too.
 */
export function arnsOf(template: Template, region: string): Record<string, string> {
  const arn = (service: string, resource: unknown) => `arn:aws:${service}:${region}:123456789012:${String(resource)}`;
  const arns = (type: string, toArn: (properties: Resource['Properties']) => string, attribute = '') =>
    Object.entries(resourcesOf(template, type)).map(([id, { Properties }]) => [`${id}${attribute}`, toArn(Properties)]);
  return Object.fromEntries([
    ...arns('AWS::DynamoDB::Table', ({ TableName }) => String(TableName)),
    ...arns('AWS::DynamoDB::Table', ({ TableName }) => arn('dynamodb', `table/${String(TableName)}`), '.Arn'),
    ...arns('AWS::S3::Bucket', ({ BucketName }) => String(resolveReferences(BucketName))),
    ...arns('AWS::S3::Bucket', ({ BucketName }) => `arn:aws:s3:::${String(resolveReferences(BucketName))}`, '.Arn'),
    ...arns('AWS::StepFunctions::StateMachine', ({ StateMachineName }) =>
      arn('states', `stateMachine:${String(StateMachineName)}`),
    ),
    ...arns('AWS::SQS::Queue', ({ QueueName }) => arn('sqs', QueueName)),
    ...arns('AWS::SNS::Topic', ({ TopicName }) => arn('sns', TopicName)),
    ...arns('AWS::Scheduler::ScheduleGroup', ({ Name }) => arn('scheduler', `schedule-group/${String(Name)}`)),
  ]) as Record<string, string>;
}
