import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseConfig, nameSharedResources } from '../../lib/config';
import { CONFIGURATIONS } from './configurations';
import { synthesise } from './synthesise';
import { resourcesOf } from './template';

/** The policy that docs/deploy.md gives to the owner of a bucket, for the system `prod`. */
const POLICY = /```json\n(\{\s+"Version": "2012-10-17"[\s\S]+?)```/.exec(
  readFileSync(join(__dirname, '../../docs/deploy.md'), 'utf8'),
)?.[1];

interface Policy {
  readonly Statement: readonly { readonly Condition: { readonly ArnLike: { readonly 'aws:PrincipalArn': string } } }[];
}

const patterns = (JSON.parse(POLICY ?? '') as Policy).Statement.map(
  ({ Condition }) => Condition.ArnLike['aws:PrincipalArn'],
);

/** Whether a pattern of ARNs, in which * is any text, has this one. */
function isLike(arn: string, pattern: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.+^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(arn);
}

/** Role names as CloudFormation makes them of a stack's name: cut to some 25 characters, then of the logical id. */
const ROLE_NAME = 'export-to-athena-producti-TablesOrdersNightlyPermis-AbCdEfGhIjKl';

describe("the policy that lets state machines into another account's bucket", () => {
  it.each(Array.from({ length: 10 }, (_, index) => 'production'.slice(0, index + 1)))(
    'knows the roles of the system %s, and of no other',
    (systemName) => {
      const roleOf = (name: string) =>
        `arn:aws:iam::STACK_ACCOUNT:role${nameSharedResources(parseConfig({ systemName: name })).rolePath}${ROLE_NAME}`;
      expect(patterns).toHaveLength(2);
      for (const pattern of patterns.map((text) => text.replace('/prod/', `/${systemName}/`))) {
        expect(isLike(roleOf(systemName), pattern)).toBe(true);
        expect(isLike(roleOf('p-1'), pattern)).toBe(false);
      }
    },
  );

  it.each(Object.entries(CONFIGURATIONS))('is about the path that all roles of %s have', (_, context) => {
    const { config, stacks } = synthesise(context);
    const paths = stacks.flatMap(({ template }) =>
      Object.values(resourcesOf(template, 'AWS::IAM::Role')).map(({ Properties }) => Properties.Path),
    );
    expect(new Set(paths)).toEqual(new Set([nameSharedResources(config).rolePath]));
  });
});
