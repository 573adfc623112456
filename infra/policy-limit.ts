import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { ConfigError } from '../lib/config';

/** Characters, without white space, of all inline policies of a role together (AWS: "IAM and AWS STS quotas"). */
const MAX_CHARACTERS = 10_240;

/** Stands for what a reference becomes at deployment, where the template does not say it: as long as the longest ARN here. */
const LONGEST_REFERENCE = 'x'.repeat(160);

const PSEUDO_PARAMETERS: Readonly<Record<string, string>> = {
  'AWS::AccountId': 'x'.repeat(12),
  'AWS::Partition': 'aws-us-gov',
  'AWS::Region': 'ap-northeast-1',
};

interface Resource {
  readonly Type: string;
  readonly Properties?: {
    readonly Policies?: readonly { readonly PolicyDocument: unknown }[];
    readonly PolicyDocument?: unknown;
    readonly Roles?: readonly { readonly Ref?: string }[];
  };
}

/**
 * Refuses roles whose inline policies IAM would not take: they grow with the names and with `exportPrefixes`.
 *
 * @throws ConfigError that says which role, how long its policies are, and what to shorten
 */
export function checkPolicies(assembly: CloudAssembly): void {
  const problems = assembly.stacks.flatMap(({ stackName, template }) => {
    const { Resources } = template as { readonly Resources: Readonly<Record<string, Resource>> };
    const roles = Object.entries(Resources).filter(([, { Type }]) => Type === 'AWS::IAM::Role');
    return roles.flatMap(([id, { Properties }]) => {
      const attached = Object.values(Resources).filter(
        (other) => other.Type === 'AWS::IAM::Policy' && other.Properties?.Roles?.some(({ Ref }) => Ref === id),
      );
      const documents = [
        ...(Properties?.Policies ?? []).map(({ PolicyDocument }) => PolicyDocument),
        ...attached.map((policy) => policy.Properties?.PolicyDocument),
      ];
      const characters = documents.reduce<number>((sum, document) => sum + charactersOf(document), 0);
      return characters <= MAX_CHARACTERS
        ? []
        : `the policies of the role ${id} in the stack ${stackName} have up to ${characters} characters, IAM takes ${MAX_CHARACTERS}: give fewer exportPrefixes, a folder above several of them for example, or shorter names`;
    });
  });
  if (problems.length > 0) throw new ConfigError(problems);
}

/** Characters of a policy as IAM counts them, at most. */
function charactersOf(document: unknown): number {
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
