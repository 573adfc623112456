import { readIntendedPermissions, listOf, listPermissions } from './permissions';
import { CONFIGURATIONS } from './configurations';
import { synthesise } from './synthesise';

const SYNTHESISED = Object.entries(CONFIGURATIONS).map(([name, context]) => {
  const synthesised = synthesise(context);
  return { name, account: synthesised.config.account, roles: listPermissions(synthesised) };
});

describe.each(SYNTHESISED)('the roles of $name', ({ name, account, roles }) => {
  const intended = readIntendedPermissions(name);

  it('are those of which permissions/ has a file', () => {
    expect(Object.keys(roles).sort()).toEqual(Object.keys(intended).sort());
  });

  // A role that is given more has it in the file, where a reviewer reads it: npx tsx test/infra/write-permissions.ts
  it.each(Object.entries(intended))('%s may do what its file says, and nothing else', (role, permissions) => {
    expect(roles[role]).toEqual(permissions);
  });

  const statements = Object.entries(roles).flatMap(([role, { policies }]) =>
    Object.values(policies).flatMap((policy) => policy.map((statement) => ({ role, ...statement }))),
  );
  const actions = statements.flatMap(({ Action }) => listOf(Action));

  it('are taken on by services alone, for this account and one resource or group', () => {
    for (const { trust } of Object.values(roles))
      for (const { Principal, Condition } of trust) {
        expect(Object.keys(Principal ?? {})).toEqual(['Service']);
        expect(Condition).toMatchObject({ StringEquals: { 'aws:SourceAccount': account } });
        expect(JSON.stringify(Condition)).toMatch(/"aws:SourceArn":"arn:aws:[^*]+"/);
      }
  });

  it('name every action, with no wildcard', () => {
    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
  });

  it('touch partitions, and make, change or delete no Glue table and no database', () => {
    expect(actions.filter((action) => /^glue:(Batch)?(Create|Update|Delete)(?!Partition$)/.test(action))).toEqual([]);
  });

  it('read no item of the source table', () => {
    const reading =
      /^dynamodb:(BatchGetItem|ConditionCheckItem|Get(Item|Records)|PartiQL\w*|Query|Scan|StartAwsBackupJob)$/;
    expect(actions.filter((action) => reading.test(action))).toEqual([]);
  });

  it('delete no object but Parquet that was never published, and with retentionDays what they have exported', () => {
    const deleting = statements.filter(({ Action }) => listOf(Action).some((action) => action.startsWith('s3:Delete')));
    for (const { Sid, Resource } of deleting)
      for (const resource of listOf(Resource))
        expect(resource).toMatch(
          Sid === 'RemoveExpired'
            ? /:::[^/]+\/(export\/\w+|manifests\/\w+_files|columnar\/\w+_raw)\/\*$/
            : /:::[^/]+\/columnar\/\w+_raw\/\*$/,
        );
    const expires = CONFIGURATIONS[name]?.retentionDays !== undefined;
    expect(deleting.some(({ Sid }) => Sid === 'RemoveExpired')).toBe(expires);
  });

  it('are allowed on every resource only what AWS knows no resource of: delivery of logs, traces, Lake Formation', () => {
    const everywhere = statements.filter(({ Resource }) => listOf(Resource).includes('*'));
    expect(new Set(everywhere.map(({ Sid }) => Sid))).toEqual(
      new Set(['DeliverLogs', 'Trace', ...(CONFIGURATIONS[name]?.lakeFormation === true ? ['UseLakeFormation'] : [])]),
    );
  });
});
