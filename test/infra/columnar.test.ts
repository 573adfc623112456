import { listed, permissionsOf } from './permissions';
import { CONFIGURATIONS, synthesise } from './synthesise';
import { resourcesOf } from './template';

describe('the stack of columnar nights', () => {
  const {
    config,
    stacks: [stack],
  } = synthesise(CONFIGURATIONS.columnar ?? {});
  const roles = permissionsOf(stack, config.region);
  const rightsOf = (table: string) => Object.values(roles[`${table}-Nightly`]?.policies ?? {}).flat();

  it('lets the machine remove Parquet below its own prefix, and nothing else', () => {
    const deleting = rightsOf('Orders').filter(({ Action }) => listed(Action).includes('s3:DeleteObject'));
    expect(deleting.map(({ Resource }) => Resource)).toEqual([
      'arn:aws:s3:::example-dynamodb-export-columnar/columnar/orders_raw/*',
    ]);
  });

  it('gives a table beside it, whose nights are not columnar, none of this', () => {
    expect(JSON.stringify(rightsOf('Orders'))).toContain('orders_unloaded');
    expect(JSON.stringify(rightsOf('Lines'))).not.toMatch(/unloaded|\/columnar\/|s3:Delete/);
  });

  it('deletes Parquet when its export goes', () => {
    const [bucket] = Object.values(resourcesOf(stack.template, 'AWS::S3::Bucket'));
    expect(bucket?.Properties.LifecycleConfiguration).toMatchObject({
      Rules: expect.arrayContaining([
        expect.objectContaining({ Id: 'expire-export', ExpirationInDays: 120 }),
        expect.objectContaining({ Id: 'expire-columnar', Prefix: 'columnar/', ExpirationInDays: 120 }),
      ]) as unknown,
    });
  });
});
