import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { CfnRole } from 'aws-cdk-lib/aws-iam';
import type { Synthesised, SynthesisedStack } from './synthesise';
import { arnsOf, resolveReferences, resourcesOf } from './template';

/** The files of what roles are meant to be permitted: a folder a configuration, a file a role. */
export const PERMISSIONS = join(__dirname, 'permissions');

/** A statement of a policy, as IAM has it. */
export interface Statement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: Readonly<Record<string, string>>;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** All that a role may do, and who may take it on. */
export interface Permissions {
  readonly trust: readonly Statement[];
  /** Statements by the policy's name, `Default` where CDK made one up. */
  readonly policies: Readonly<Record<string, readonly Statement[]>>;
}

interface Policy {
  readonly PolicyName: string;
  readonly PolicyDocument: { readonly Statement: readonly Statement[] };
}

/** The permissions of all roles of a stack, by table and role, such as `Orders-Nightly`. */
export function permissionsOf({ stack, template }: SynthesisedStack, region: string): Record<string, Permissions> {
  const arns = arnsOf(template, region);
  const attached = Object.values(resourcesOf(template, 'AWS::IAM::Policy')).map(({ Properties }) => Properties);
  return Object.fromEntries(
    stack.node
      .findAll()
      .filter((construct) => construct instanceof CfnRole)
      .map((role) => {
        const id = Stack.of(role).getLogicalId(role);
        const Properties = resourcesOf(template, 'AWS::IAM::Role')[id]?.Properties ?? {};
        if ('ManagedPolicyArns' in Properties) throw new Error(`${id} has managed policies`);
        const own = (Properties.Policies ?? []) as readonly Policy[];
        const more = attached.filter(({ Roles }) => JSON.stringify(Roles).includes(id)) as unknown as readonly Policy[];
        const { Statement: trust } = Properties.AssumeRolePolicyDocument as Policy['PolicyDocument'];
        const permissions = {
          trust,
          policies: Object.fromEntries(
            [...own, ...more].map(({ PolicyName, PolicyDocument }) => [
              /DefaultPolicy\w{8}$/.test(PolicyName) ? 'Default' : PolicyName,
              PolicyDocument.Statement,
            ]),
          ),
        };
        const [, , part] = role.node.path.split('/');
        return [
          `${'nights' in stack ? stack.nights.viewName : 'Shared'}-${part ?? ''}`,
          resolveReferences(permissions, arns) as Permissions,
        ];
      }),
  );
}

/** The permissions of all roles of a configuration, by table and role. */
export function listPermissions({ stacks, config }: Synthesised): Record<string, Permissions> {
  return Object.assign({}, ...stacks.map((stack) => permissionsOf(stack, config.region))) as Record<
    string,
    Permissions
  >;
}

/** The permissions that a configuration's roles are meant to have: the files of its folder, by their names. */
export function readIntendedPermissions(configuration: string): Record<string, Permissions> {
  const folder = join(PERMISSIONS, configuration);
  if (!existsSync(folder)) return {};
  return Object.fromEntries(
    readdirSync(folder).map((file) => [
      file.replace('.json', ''),
      JSON.parse(readFileSync(join(folder, file), 'utf8')) as Permissions,
    ]),
  );
}

/** Something that may be one or many, as many. */
export function listOf(one: string | readonly string[] | undefined): readonly string[] {
  return one === undefined ? [] : typeof one === 'string' ? [one] : one;
}
