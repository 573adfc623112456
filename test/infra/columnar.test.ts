import { permissionsOf, type Permissions } from './permissions';
import { CONFIGURATIONS } from './configurations';
import { synthesise } from './synthesise';

describe('the stack of columnar nights', () => {
  const { config, stacks } = synthesise(CONFIGURATIONS.columnar ?? {});
  const roles = Object.assign({}, ...stacks.map((stack) => permissionsOf(stack, config.region))) as Record<
    string,
    Permissions
  >;
  const rightsOf = (table: string) => Object.values(roles[`${table}-Nightly`]?.policies ?? {}).flat();

  it('lets the machine remove Parquet below its own prefix', () => {
    const writing = rightsOf('Orders').find(({ Sid }) => Sid === 'WriteParquet');
    expect(writing?.Action).toContain('s3:DeleteObject');
    expect(writing?.Resource).toBe(
      'arn:aws:s3:::example-dynamodb-export-columnar-123456789012-ap-northeast-1/columnar/orders_raw/*',
    );
  });

  it('gives a table beside it, whose nights are not columnar, none of this', () => {
    expect(JSON.stringify(rightsOf('Orders'))).toContain('orders_unloaded');
    expect(JSON.stringify(rightsOf('Lines'))).not.toMatch(/unloaded|WriteParquet/);
  });
});
