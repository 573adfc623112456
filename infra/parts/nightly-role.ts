import { ArnFormat, Stack } from 'aws-cdk-lib';
import { Policy, type PolicyDocument, Role, ServicePrincipal, type IRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { listWildcards, permitNights, type NightPermissions, type Wildcard } from './night-permissions';
import { countPolicyCharacters, MAX_POLICY_CHARACTERS } from './policy-limit';
import { sum } from '../../lib/sum';

/** Properties of {@link NightlyRole}. */
export interface NightlyRoleProps extends NightPermissions {
  /**
   * A role that there is already; it gets the statements as a policy.
   *
   * @default - a new one
   */
  readonly role?: IRole | undefined;
}

/**
 * The role of a table's state machine. It may start and describe its exports, read and write their objects, change
 * partitions, and run the validation and the checks. It may not create, change or delete tables, or read items of the
 * source table.
 */
export class NightlyRole extends Construct {
  readonly role: IRole;
  /** The same for the machine: it says itself, and in one place, all that the machine may do. */
  readonly assumed: IRole;
  /** The resources with a wildcard, each with its reason. */
  readonly wildcards: readonly Wildcard[];

  constructor(scope: Construct, id: string, props: NightlyRoleProps) {
    super(scope, id);
    const stack = Stack.of(this);
    const documents = permitNights(stack, props);
    this.wildcards = listWildcards(props);
    this.node.addValidation({ validate: () => this.findTooLong(Object.values(documents), props) });
    if (props.role !== undefined) {
      this.role = props.role;
      this.assumed = props.role;
      for (const [name, document] of Object.entries(documents))
        this.role.attachInlinePolicy(new Policy(this, name, { document }));
      return;
    }
    const role = new Role(this, 'Role', {
      path: props.names.rolePath,
      description: `Exports ${props.names.sourceTable}, verifies the export and publishes it`,
      assumedBy: new ServicePrincipal('states.amazonaws.com', {
        conditions: {
          StringEquals: { 'aws:SourceAccount': stack.account },
          // By name: a reference to the state machine, which refers to this role, would be a circle.
          ArnLike: {
            'aws:SourceArn': stack.formatArn({
              service: 'states',
              resource: 'stateMachine',
              resourceName: props.names.stateMachine,
              arnFormat: ArnFormat.COLON_RESOURCE_NAME,
            }),
          },
        },
      }),
      inlinePolicies: documents,
    });
    this.role = role;
    this.assumed = role.withoutPolicyUpdates();
  }

  private findTooLong(documents: readonly PolicyDocument[], { names }: NightlyRoleProps): string[] {
    const stack = Stack.of(this);
    const characters = sum(documents.map((document) => countPolicyCharacters(stack.resolve(document))));
    return characters <= MAX_POLICY_CHARACTERS
      ? []
      : [
          `the policies of the role of ${names.stateMachine} have up to ${characters} characters, IAM takes ${MAX_POLICY_CHARACTERS}: give fewer exportPrefixes, a folder above several of them for example, or shorter names`,
        ];
  }
}
