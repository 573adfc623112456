import { COLUMNAR_PREFIX, EXPORT_PREFIX, MANIFEST_PREFIX } from '../../lib/config';
import { checkLifecycle } from '../../lib/operations/doctor/retention';
import { synthesise } from './synthesise';
import { resourcesOf } from './template';

interface Rule {
  readonly Id: string;
  readonly Prefix?: string;
  readonly ExpirationInDays?: number;
}

/** Nights that fail may be that many in a row before S3 removes what a partition still shows. */
const GRACE_DAYS = 30;

describe.each([2, 30, 3650])('with retentionDays %d', (retentionDays) => {
  const { config, stacks } = synthesise({ retentionDays, columnar: true });
  const [bucket] = Object.values(resourcesOf(stacks[0].template, 'AWS::S3::Bucket'));
  const { Rules } = bucket?.Properties.LifecycleConfiguration as { readonly Rules: readonly Rule[] };
  const lifecycle = Rules.flatMap(({ Id, Prefix = '', ExpirationInDays }) =>
    ExpirationInDays === undefined ? [] : [{ id: Id, prefix: Prefix, days: ExpirationInDays }],
  );

  it.each([EXPORT_PREFIX, MANIFEST_PREFIX, COLUMNAR_PREFIX])(
    'objects below %s/ stay a month longer than partitions',
    (prefix) => {
      const days = lifecycle.filter((rule) => rule.prefix === `${prefix}/`).map((rule) => rule.days);
      expect(days).toEqual([retentionDays + GRACE_DAYS]);
    },
  );

  it('the doctor finds the rules in order', () => {
    const bucket = { region: config.region, policy: undefined, publicAccessBlocked: true, lifecycle };
    expect(
      checkLifecycle({
        config,
        now: 0,
        lastScheduledTime: 0,
        checks: [],
        strays: { is: 'missing' },
        bucket: { is: 'found', value: bucket },
      }),
    ).toEqual([]);
  });
});

it('without retentionDays nothing removes exports', () => {
  const { stacks } = synthesise({});
  const [bucket] = Object.values(resourcesOf(stacks[0].template, 'AWS::S3::Bucket'));
  const { Rules } = bucket?.Properties.LifecycleConfiguration as { readonly Rules: readonly Rule[] };
  expect(Rules.filter(({ ExpirationInDays }) => ExpirationInDays !== undefined).map(({ Prefix }) => Prefix)).toEqual([
    'query-results/',
  ]);
});
