/** Characters, without white space, of all inline policies of a role together (AWS: "IAM and AWS STS quotas"). */
export const MAX_POLICY_CHARACTERS = 10_240;

/** Stands for what a reference becomes at deployment, where the template does not say it: as long as the longest ARN here. */
const LONGEST_REFERENCE = 'x'.repeat(160);

const PSEUDO_PARAMETERS: Readonly<Record<string, string>> = {
  'AWS::AccountId': 'x'.repeat(12),
  'AWS::Partition': 'aws-us-gov',
  'AWS::Region': 'ap-northeast-1',
};

/** Characters of a policy as IAM counts them, at most. */
export function countPolicyCharacters(document: unknown): number {
  return JSON.stringify(resolveValue(document)).replace(/\s/g, '').length;
}

/** A value of a template as it is deployed, or something as long. */
function resolveValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(resolveValue);
  if (typeof value !== 'object' || value === null) return value;
  const { Ref, 'Fn::GetAtt': attribute, 'Fn::Join': join, ...rest } = value as Record<string, unknown>;
  if (typeof Ref === 'string') return PSEUDO_PARAMETERS[Ref] ?? LONGEST_REFERENCE;
  if (attribute !== undefined) return LONGEST_REFERENCE;
  if (Array.isArray(join)) {
    const [delimiter, parts] = join as [string, unknown[]];
    return parts.map(resolveValue).join(delimiter);
  }
  return Object.fromEntries(Object.entries(rest).map(([key, field]) => [key, resolveValue(field)]));
}
