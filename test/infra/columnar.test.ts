import { CONFIGURATIONS, resolved, resourcesOf, synthesise } from './synthesise';

interface Statement {
  readonly Sid: string;
  readonly Action: string | string[];
  readonly Resource: string | string[];
}

describe('the stack of columnar nights', () => {
  const { templates } = synthesise(CONFIGURATIONS.columnar ?? {});
  const [template] = templates;

  /** What the machine of a table may do, by the id of the statement. */
  function rightsOf(table: string): Map<string, Statement> {
    const roles = Object.entries(resourcesOf(template, 'AWS::IAM::Role')).filter(([id]) =>
      id.includes(`${table}Nightly`),
    );
    const policies = roles.flatMap(
      ([, { Properties }]) => resolved(Properties.Policies) as { PolicyDocument: unknown }[],
    );
    const statements = policies.flatMap(
      ({ PolicyDocument }) => (PolicyDocument as { Statement: Statement[] }).Statement,
    );
    return new Map(statements.map((statement) => [statement.Sid, statement]));
  }

  it('lets the machine write and remove Parquet below its own prefix alone', () => {
    const { Action, Resource } = rightsOf('Orders').get('WriteParquet') ?? {};
    expect(Action).toEqual([
      's3:PutObject',
      's3:GetObject',
      's3:AbortMultipartUpload',
      's3:ListMultipartUploadParts',
      's3:DeleteObject',
    ]);
    expect(Resource).toMatch(/\/columnar\/orders_raw\/\*$/);
    const deleting = [...rightsOf('Orders').values()].filter(({ Action }) =>
      [Action].flat().includes('s3:DeleteObject'),
    );
    expect(deleting).toHaveLength(1);
  });

  it('lets it move partitions of the Parquet that is being verified, and no machine make a table', () => {
    for (const sid of ['CreatePartitions', 'DropStaged', 'ReadValidated'])
      expect(JSON.stringify(rightsOf('Orders').get(sid)?.Resource)).toContain('/orders_unloaded');
    const actions = ['Orders', 'Lines'].flatMap((table) =>
      [...rightsOf(table).values()].flatMap(({ Action }) => Action),
    );
    expect(actions.filter((action) => /^glue:(Create|Update|Delete)Table/.test(action))).toEqual([]);
  });

  it('gives a table beside it, whose nights are not columnar, none of this', () => {
    expect(rightsOf('Lines').has('WriteParquet')).toBe(false);
    expect(JSON.stringify([...rightsOf('Lines').values()])).not.toContain('unloaded');
  });

  it('deletes Parquet when its export goes', () => {
    const [bucket] = Object.values(resourcesOf(template, 'AWS::S3::Bucket'));
    expect(bucket?.Properties.LifecycleConfiguration).toMatchObject({
      Rules: expect.arrayContaining([
        expect.objectContaining({ Id: 'expire-export', ExpirationInDays: 120 }),
        expect.objectContaining({ Id: 'expire-columnar', Prefix: 'columnar/', ExpirationInDays: 120 }),
      ]) as unknown,
    });
  });
});
