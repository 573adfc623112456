import { COLUMNAR_PREFIX, EXPORT_PREFIX, MANIFEST_PREFIX } from '../../lib/config';
import { synthesise } from './synthesise';
import { resourcesOf } from './template';

interface Rule {
  readonly Prefix?: string;
  readonly ExpirationInDays?: number;
}

describe.each([{}, { retentionDays: 30, columnar: true }])('the bucket of %j', (context) => {
  const [bucket] = Object.values(resourcesOf(synthesise(context).stacks[0].template, 'AWS::S3::Bucket'));
  const { Rules } = (bucket?.Properties.LifecycleConfiguration ?? {}) as { readonly Rules: readonly Rule[] };
  const removing = Rules.filter(({ ExpirationInDays }) => ExpirationInDays !== undefined).map(({ Prefix }) => Prefix);

  it.each([EXPORT_PREFIX, MANIFEST_PREFIX, COLUMNAR_PREFIX])(
    'has no rule that removes what lies below %s/: that is for the state machine, which knows the newest night',
    (prefix) => {
      expect(removing).not.toContain(`${prefix}/`);
      expect(removing).not.toContain(undefined);
    },
  );

  it('forgets results of queries', () => {
    expect(removing).toEqual(['query-results/']);
  });
});
