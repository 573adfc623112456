import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import {
  AccountPrincipal,
  AccountRootPrincipal,
  ArnPrincipal,
  FederatedPrincipal,
  Group,
  ManagedPolicy,
  Role,
  ServicePrincipal,
  User,
  type IGrantable,
} from 'aws-cdk-lib/aws-iam';
import { NightlyExports, type NightlyExport } from '../../infra';
import { countPolicyCharacters } from '../../infra/parts/policy-limit';
import { resourcesOf } from './template';

const ENV = { region: 'eu-central-1', account: '123456789012' };

type Granting = (exports: NightlyExports, tables: readonly NightlyExport[], stack: Stack) => void;

/** The policies of a template in which something is granted of three tables. */
function policiesOf(grant: Granting): { readonly kind: string; readonly characters: number }[] {
  const stack = new Stack(new App({ builtinCloudFormationValidation: false }), 'Shop', { env: ENV });
  const exports = new NightlyExports(stack, 'Exports', { databaseName: 'shop' });
  const tables = ['Orders', 'Visits', 'Menus'].map((id) =>
    exports.add(id, {
      table: Table.fromTableName(stack, `${id}Table`, id.toLowerCase()),
      partitionKey: { name: 'id', type: AttributeType.STRING },
    }),
  );
  grant(exports, tables, stack);
  const template = Template.fromStack(stack);
  return ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'].flatMap((type) =>
    Object.values(resourcesOf(template, type)).flatMap(({ Properties: { Users, Groups, PolicyDocument } }) => {
      const kind = Users === undefined ? (Groups === undefined ? '' : 'group') : 'user';
      return kind === '' ? [] : [{ kind, characters: countPolicyCharacters(PolicyDocument) }];
    }),
  );
}

const principal = (stack: Stack, made: (stack: Stack) => unknown) => made(stack) as IGrantable;

describe('what IAM takes of a grantee', () => {
  it('is held by a group that may query all tables', () => {
    const [policy] = policiesOf((exports, _, stack) =>
      exports.grantQuery(principal(stack, () => new Group(stack, 'Analysts'))),
    );
    expect(policy?.kind).toBe('group');
    expect(policy?.characters).toBeLessThan(5_120);
  });

  it('is held by a managed policy of a user who may query all tables', () => {
    const [policy] = policiesOf((exports, _, stack) => {
      const user: unknown = new User(stack, 'Analyst');
      exports.grantQuery(principal(stack, () => new ManagedPolicy(stack, 'Query', { users: [user as User] })));
    });
    expect(policy?.kind).toBe('user');
    expect(policy?.characters).toBeLessThan(6_144);
  });

  it.each<[string, Granting, RegExp]>([
    [
      'a user who may query',
      (exports, _, stack) => exports.grantQuery(principal(stack, () => new User(stack, 'Analyst'))),
      /\[Shop\/Analyst\] what it is granted of nightly exports has up to \d+ characters, and IAM takes 2048 of user: grant it to a managed policy of its own, such as new ManagedPolicy\(this, 'Query', \{ users: \[\.\.\.\] \}\), or to a role/,
    ],
    [
      'a group that may query three tables, each for itself',
      (_, tables, stack) => {
        const group = principal(stack, () => new Group(stack, 'Analysts'));
        for (const table of tables) table.grantQuery(group);
      },
      /\[Shop\/Analysts\] what it is granted of nightly exports has up to \d+ characters, and IAM takes 5120 of group/,
    ],
  ])('is told where it would be more: %s', (_, grant, message) => {
    expect(() => policiesOf(grant)).toThrow(message);
  });
});

const NO_POLICIES =
  /is for a Role, .* and .+ has no policies; give one, such as Role\.fromRoleArn\(this, 'Analyst', ARN\)/;

/** A message with the construct that it is of, and its method. */
function tell(method: string, message: string | RegExp): RegExp {
  const text = typeof message === 'string' ? message.replace(/[()]/g, '\\$&') : message.source;
  return new RegExp(`^Shop/Exports: ${method} ${text}`);
}

describe('a grantee without policies of the account is refused', () => {
  it.each<[string, (stack: Stack) => unknown, string | RegExp]>([
    ['nothing', () => undefined, "is for a Role, User, Group or ManagedPolicy of the stack's account; give one"],
    ['an ARN', () => 'arn:aws:iam::123456789012:role/analyst', 'is for a Role, User, Group or ManagedPolicy'],
    ['an ArnPrincipal', () => new ArnPrincipal('arn:aws:iam::123456789012:role/analyst'), NO_POLICIES],
    ['an account', () => new AccountPrincipal('123456789012'), NO_POLICIES],
    ['the own account', () => new AccountRootPrincipal(), NO_POLICIES],
    ['a service', () => new ServicePrincipal('quicksight.amazonaws.com'), NO_POLICIES],
    ['a federation', () => new FederatedPrincipal('saml', {}), NO_POLICIES],
    [
      'a role of another account',
      (stack) => Role.fromRoleArn(stack, 'Analyst', 'arn:aws:iam::210987654321:role/analyst'),
      "is for a Role, User, Group or ManagedPolicy of the stack's account (123456789012), and this one is of 210987654321; grant a role of 123456789012 that it may assume",
    ],
  ])('%s', (_, made, message) => {
    const stack = new Stack(new App(), 'Shop', { env: ENV });
    const exports = new NightlyExports(stack, 'Exports');
    const grantee = principal(stack, made);
    expect(() => exports.grantQuery(grantee)).toThrow(tell('grantQuery', message));
    expect(() => exports.grantOperate(grantee)).toThrow(tell('grantOperate', message));
  });
});
