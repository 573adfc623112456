import { Stack, Token } from 'aws-cdk-lib';
import {
  Grant,
  PolicyDocument,
  Role,
  type GrantOnPrincipalOptions,
  type IGrantable,
  type IPrincipal,
  type PolicyStatement,
} from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { countPolicyCharacters, MAX_POLICY_CHARACTERS } from './policy-limit';
import { refuse } from './refuse';

/** What a grantee is given; there is no policy of Athena and Glue that a principal of another kind could be named in. */
export type Given = Pick<GrantOnPrincipalOptions, 'actions' | 'resourceArns' | 'conditions'>;

const IDENTITIES = "a Role, User, Group or ManagedPolicy of the stack's account";

/**
 * Gives permissions to a grantee by adding them to its policies.
 *
 * @param method the method that was called, for messages
 * @throws RefusedError where the grantee has no policies, or those of another account
 */
export function giveTo(scope: Construct, method: string, grantee: IGrantable | undefined): (given: Given) => Grant {
  const principal = grantee?.grantPrincipal;
  if (grantee === undefined || principal === undefined)
    return refuse(scope, `${method} is for ${IDENTITIES}; give one`);
  const { account } = Stack.of(scope);
  const { principalAccount } = principal;
  if (isKnown(account) && isKnown(principalAccount) && account !== principalAccount)
    return refuse(
      scope,
      `${method} is for ${IDENTITIES} (${account}), and this one is of ${principalAccount}; grant a role of ${account} that it may assume`,
    );
  return (given) => {
    const grant = Grant.addToPrincipal({ grantee, ...given });
    if (!grant.success)
      return refuse(
        scope,
        `${method} is for ${IDENTITIES}, and ${principal.constructor.name} has no policies; give one, such as Role.fromRoleArn(this, 'Analyst', ARN)`,
      );
    watchSize(scope, principal, grant.principalStatements);
    return grant;
  };
}

function isKnown(account: string | undefined): boolean {
  return account !== undefined && !Token.isUnresolved(account);
}

/** What is given to each principal here. */
const given = new WeakMap<IPrincipal, PolicyStatement[]>();

/** Refuses what would be more than IAM takes of a principal; a role of the app spreads its policies by itself. */
function watchSize(scope: Construct, principal: IPrincipal, statements: readonly PolicyStatement[]): void {
  const known = given.get(principal);
  if (known !== undefined) {
    known.push(...statements);
    return;
  }
  const all = [...statements];
  given.set(principal, all);
  const [kind, limit] = findLimit(principal);
  if (limit === undefined) return;
  const owner = Construct.isConstruct(principal) ? principal : scope;
  owner.node.addValidation({
    validate: () => {
      const document: unknown = Stack.of(scope).resolve(new PolicyDocument({ statements: all }));
      const characters = countPolicyCharacters(document);
      return characters <= limit
        ? []
        : [
            `what it is granted of nightly exports has up to ${characters} characters, and IAM takes ${limit} of ${kind}: grant it to a managed policy of its own, such as new ManagedPolicy(this, 'Query', { ${kind}s: [...] }), or to a role`,
          ];
    },
  });
}

/** What a principal is, and how many characters its policies may have (AWS: "IAM and AWS STS quotas"). */
function findLimit(principal: IPrincipal): readonly [kind: string, limit?: number] {
  if (Role.isRole(principal)) return ['role'];
  if ('managedPolicyName' in principal) return ['managed policy', 6_144];
  if ('userName' in principal) return ['user', 2_048];
  if ('groupName' in principal) return ['group', 5_120];
  return 'roleName' in principal ? ['role', MAX_POLICY_CHARACTERS] : ['principal'];
}
