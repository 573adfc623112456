import { Stack, Validations } from 'aws-cdk-lib';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { Wildcard } from '../parts/night-permissions';

/** Acknowledges wildcards of a role's own policies one by one; another one that comes in stops the synthesis. */
export function acknowledgeWildcards(role: IRole, wildcards: readonly Wildcard[]): void {
  const stack = Stack.of(role);
  Validations.of(role).acknowledge(
    ...wildcards.map(([resource, reason]) => ({
      id: `AwsSolutions-IAM5[Resource::${nagName(stack.resolve(resource))}]`,
      reason,
    })),
  );
}

/** How cdk-nag writes a resource that has references in it: `<LogicalId.Arn>/export/*`. */
function nagName(resource: unknown): string {
  if (typeof resource === 'string') return resource;
  const { Ref, ...intrinsic } = resource as {
    Ref?: string;
    'Fn::GetAtt'?: string[];
    'Fn::Join'?: [string, unknown[]];
  };
  const [delimiter, parts] = intrinsic['Fn::Join'] ?? ['', []];
  return intrinsic['Fn::Join'] ? parts.map(nagName).join(delimiter) : `<${Ref ?? intrinsic['Fn::GetAtt']?.join('.')}>`;
}
