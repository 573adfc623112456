import { exitCode, getValue, type Finding } from '../../../lib/operations';
import { changeFact, denied, diagnoseOne, execution, missing, quotas, verdict } from './changed-facts';
import { exportIdOf, healthy, MACHINE_ARN, type Healthy } from './healthy';

const broken = execution('FAILED', { error: 'Glue.GlueException', cause: 'is not authorized', state: 'publishNewest' });

it('a healthy system has notes alone, and exit code 0', () => {
  const findings = diagnoseOne(healthy());
  expect(findings.map(({ severity }) => severity)).toEqual(['note', 'note', 'note']);
  expect(exitCode(findings)).toBe(0);
});

describe('the doctor finds', () => {
  const cases: readonly [string, (facts: Healthy) => void, Partial<Record<keyof Finding, unknown>>][] = [
    [
      'a source table that is not there',
      ({ table }) => Object.assign(table, { source: missing, recovery: missing }),
      { check: 'source-table', severity: 'error', remedy: 'npx cdk deploy --all -c systemName=dev --revert-drift' },
    ],
    [
      'other keys than the configuration has',
      ({ table }) => (table.source = changeFact(table.source, { keys: [{ name: 'id', type: 'N' }] })),
      { check: 'source-table', severity: 'error', what: expect.stringContaining('the keys id (N)') },
    ],
    [
      'point-in-time recovery that is off',
      ({ table }) => (table.recovery = changeFact(table.recovery, { enabled: false })),
      {
        check: 'point-in-time-recovery',
        severity: 'error',
        remedy: expect.stringMatching(
          /^aws dynamodb update-continuous-backups --table-name example-sushiorderdata-dev/,
        ),
      },
    ],
    [
      'point-in-time recovery that was switched off and on after the newest night',
      ({ table }) => (table.recovery = changeFact(table.recovery, { earliest: '2026-01-31T20:00:00Z' })),
      {
        check: 'point-in-time-recovery',
        severity: 'warning',
        what: expect.stringContaining('reaches back to 2026-01-31T20:00:00Z, and not to the night 2026-02-01'),
        why: 'A night between 2026-01-31T19:00:00.000Z and that time cannot be made up for any more, and no night was verified since.',
        remedy: expect.stringContaining('aws cloudtrail lookup-events'),
      },
    ],
    [
      'a bucket that is not there',
      ({ system }) => (system.bucket = missing),
      {
        check: 'bucket',
        severity: 'error',
        what: 'There is no bucket example-dynamodb-export-dev-123456789012-ap-northeast-1.',
      },
    ],
    [
      'a bucket in another region',
      ({ system }) => (system.bucket = changeFact(system.bucket, { region: 'us-east-1' })),
      { check: 'bucket', severity: 'error', remedy: expect.stringContaining('"region": "us-east-1"') },
    ],
    [
      'a bucket without a policy',
      ({ system }) => (system.bucket = changeFact(system.bucket, { policy: undefined })),
      { check: 'bucket-policy', severity: 'warning', what: expect.stringContaining('without TLS') },
    ],
    [
      'a policy that refuses writes',
      ({ system }) =>
        (system.bucket = changeFact(system.bucket, {
          policy: JSON.stringify({
            Statement: [
              { Effect: 'Deny', Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': false } } },
              { Sid: 'OnlyKms', Effect: 'Deny', Action: ['s3:PutObject'], Condition: { Null: {} } },
            ],
          }),
        })),
      { check: 'bucket-policy', severity: 'warning', what: expect.stringContaining('OnlyKms') },
    ],
    [
      'a bucket that can be opened to everybody',
      ({ system }) => (system.bucket = changeFact(system.bucket, { publicAccessBlocked: false })),
      { check: 'bucket-policy', severity: 'error', remedy: expect.stringContaining('put-public-access-block') },
    ],
    [
      'a rule of the bucket that removes published nights',
      ({ system }) =>
        (system.bucket = changeFact(system.bucket, { lifecycle: [{ id: 'all', prefix: '', days: 400 }] })),
      {
        check: 'retention',
        severity: 'error',
        what: 'The rule all of example-dynamodb-export-dev-123456789012-ap-northeast-1 removes what lies below any prefix after 400 days, published nights too.',
        remedy: 'npx cdk deploy --all -c systemName=dev --revert-drift',
      },
    ],
    [
      'a state machine that is not there',
      ({ table }) => (table.machine = missing),
      { check: 'state-machine', severity: 'error', what: expect.stringContaining('example-ExportSushiOrderData-dev') },
    ],
    [
      'a state machine with another definition',
      ({ table }) => (table.machine = changeFact(table.machine, { definition: '{"StartAt":"x"}' })),
      { check: 'state-machine', severity: 'warning', remedy: expect.stringContaining('npx cdk deploy') },
    ],
    [
      'a check of the nights that was not deployed',
      ({ system }) =>
        (system.checks = [
          { name: 'c', title: 't', description: 'd', table: undefined, severity: 'warn', sql: 'SELECT 1 WHERE false' },
        ]),
      { check: 'state-machine', severity: 'warning', remedy: expect.stringContaining('npx cdk deploy') },
    ],
    [
      'a schedule that is off',
      ({ table }) => (table.schedule = changeFact(table.schedule, { enabled: false })),
      { check: 'schedule', severity: 'error', what: expect.stringContaining('DISABLED') },
    ],
    [
      'a schedule at another time',
      ({ table }) => (table.schedule = changeFact(table.schedule, { expression: 'cron(30 5 * * ? *)' })),
      { check: 'schedule', severity: 'error', what: expect.stringContaining('instead of cron(0 4 * * ? *)') },
    ],
    [
      'a schedule that is not there',
      ({ table }) => (table.schedule = missing),
      { check: 'schedule', severity: 'error', what: expect.stringContaining('There is no schedule') },
    ],
    [
      'a workgroup that is not there',
      ({ system }) => (system.workgroup = missing),
      { check: 'workgroup', severity: 'error' },
    ],
    [
      'a workgroup of the nights that cancels queries by their bytes',
      ({ system }) => (system.nightWorkgroup = changeFact(system.nightWorkgroup, { bytesScannedCutoff: 1e12 })),
      {
        check: 'workgroup',
        severity: 'warning',
        what: expect.stringContaining(
          '-nights is not as the configuration says: the cutoff is 1000000000000 bytes, not (none)',
        ),
      },
    ],
    [
      'a workgroup that is off',
      ({ system }) => (system.workgroup = changeFact(system.workgroup, { enabled: false })),
      { check: 'workgroup', severity: 'error', remedy: expect.stringContaining('--state ENABLED') },
    ],
    [
      'a workgroup without its cutoff',
      ({ system }) => (system.workgroup = changeFact(system.workgroup, { bytesScannedCutoff: undefined })),
      { check: 'workgroup', severity: 'warning', what: expect.stringContaining('the cutoff is (none) bytes') },
    ],
    [
      'a table that is not there',
      ({ table }) => {
        const tables = new Map(getValue(table.catalog));
        tables.delete('sushiorderdata_latest');
        table.catalog = { is: 'found', value: tables };
      },
      {
        check: 'tables',
        severity: 'error',
        what: expect.stringContaining('no table example_dynamodb_export_dev.sushiorderdata_latest'),
      },
    ],
    [
      'a table whose SerDe merges upper and lower case',
      ({ table }) => {
        const tables = new Map(structuredClone(getValue(table.catalog)));
        const serde = tables.get('sushiorderdata_raw')?.StorageDescriptor?.SerdeInfo;
        if (serde) serde.Parameters = { 'mapping.item': 'Item', 'serialization.format': '1' };
        table.catalog = { is: 'found', value: tables };
      },
      { check: 'tables', severity: 'error', what: expect.stringContaining('case.insensitive (none) instead of FALSE') },
    ],
    [
      'a view of other columns',
      ({ table }) => {
        const tables = new Map(structuredClone(getValue(table.catalog)));
        tables.get('sushiorderdata')?.StorageDescriptor?.Columns?.pop();
        table.catalog = { is: 'found', value: tables };
      },
      { check: 'tables', severity: 'error', what: expect.stringContaining('columns') },
    ],
    [
      'a view with other SQL',
      ({ table }) => {
        const tables = new Map(getValue(table.catalog));
        const [view, other] = [tables.get('sushiorderdata'), tables.get('sushiorderdata_history')];
        tables.set('sushiorderdata', { ...view, Name: 'sushiorderdata', ViewOriginalText: other?.ViewOriginalText });
        table.catalog = { is: 'found', value: tables };
      },
      { check: 'tables', severity: 'error', what: expect.stringContaining('its SQL is another one') },
    ],
    [
      'a partition without objects',
      ({ table }) => {
        const location = getValue(table.partitions.raw)?.[0]?.StorageDescriptor?.Location ?? '';
        table.hasObjects = new Map([...table.hasObjects, [location, false]]);
      },
      {
        check: 'partitions',
        severity: 'error',
        remedy:
          'aws glue delete-partition --database-name example_dynamodb_export_dev --table-name sushiorderdata_raw --partition-values 2026-01-31 --region ap-northeast-1',
      },
    ],
    [
      'a partition with a SerDe of its own',
      ({ table }) => {
        const raw = structuredClone(getValue(table.partitions.raw) ?? []);
        const serde = raw[1]?.StorageDescriptor?.SerdeInfo;
        if (serde) serde.SerializationLibrary = 'org.apache.hive.hcatalog.data.JsonSerDe';
        table.partitions = { ...table.partitions, raw: { is: 'found', value: raw } };
      },
      { check: 'partitions', severity: 'error', remedy: expect.stringContaining("--partition-input '{") },
    ],
    [
      'a slot that shows another night',
      ({ table }) => {
        const [newest, previous] = getValue(table.partitions.latest) ?? [];
        const value = [{ ...previous, Values: ['newest'] }, ...(newest ? [{ ...newest, Values: ['previous'] }] : [])];
        table.partitions = { ...table.partitions, latest: { is: 'found', value } };
      },
      {
        check: 'slots',
        severity: 'error',
        what: expect.stringContaining(`it should show 2026-02-01, ${exportIdOf('2026-02-01')}`),
        remedy: expect.stringContaining(`start-execution --state-machine-arn ${MACHINE_ARN} --input '{"exportArn":`),
      },
    ],
    [
      'finished exports without a partition',
      ({ system }) =>
        (system.strays = {
          is: 'found',
          value: [
            {
              exportId: exportIdOf('2026-01-20'),
              folder: `export/sushiorderdata/AWSDynamoDB/${exportIdOf('2026-01-20')}/`,
              manifest: { tableArn: 'arn:aws:dynamodb:x:1:table/example-sushiorderdata-dev' } as never,
            },
          ],
        }),
      { check: 'objects', severity: 'warning', remedy: 'npx export-to-athena adopt --table SushiOrderData --dry-run' },
    ],
    [
      'a night that did not come',
      ({ system }) => (system.lastScheduledTime += 86_400_000),
      { check: 'nights', severity: 'warning', what: expect.stringContaining('no verified night of 2026-02-02') },
    ],
    [
      'many nights that did not come',
      ({ system }) => (system.lastScheduledTime += 5 * 86_400_000),
      { check: 'nights', severity: 'error', what: expect.stringContaining('5 nights ago') },
    ],
    [
      'a verdict, with its remedy',
      ({ table }) => (table.executions = { is: 'found', value: { newest: verdict, failed: verdict, running: [] } }),
      {
        check: 'last-failure',
        severity: 'error',
        what: '2026-01-31T23:00:00.000Z: FAILED in checkExportStatus, Export.Failed: DynamoDB gave up the export. FAILED, S3AccessDenied',
        remedy: expect.stringContaining('start a new execution'),
      },
    ],
    [
      'a broken call, which can be redriven',
      ({ table }) => (table.executions = { is: 'found', value: { newest: broken, failed: broken, running: [] } }),
      {
        check: 'last-failure',
        severity: 'error',
        remedy: 'aws stepfunctions redrive-execution --execution-arn arn:execution --region ap-northeast-1',
      },
    ],
    [
      'a view that cannot be read',
      ({ table }) => (table.views = { ...table.views, newest: { is: 'unreadable', why: 'VIEW_IS_STALE' } }),
      { check: 'views', severity: 'error', what: expect.stringContaining('VIEW_IS_STALE') },
    ],
    [
      'a validation close to the cutoff',
      ({ table }) => (table.validation = changeFact(table.validation, { bytesScanned: 0.9e12 })),
      { check: 'headroom', severity: 'warning', remedy: expect.stringContaining('bytesScannedCutoff=2000000000000') },
    ],
    [
      'a validation close to thirty minutes',
      ({ table }) => (table.validation = changeFact(table.validation, { milliseconds: 25 * 60_000 })),
      {
        check: 'headroom',
        severity: 'warning',
        what: expect.stringContaining('in 25.0 of 30 minutes. 30 is the quota of this account.'),
        remedy:
          'aws service-quotas request-service-quota-increase --service-code athena --quota-code L-E80DC288 --desired-value 60 --region ap-northeast-1',
      },
    ],
    [
      'a validation that takes longer than AWS ever allows',
      (facts) => {
        facts.table.validation = changeFact(facts.table.validation, { milliseconds: 240 * 60_000 });
        facts.system.quotas = { ...quotas(facts), queryMinutes: { is: 'found', value: 240 } };
      },
      { check: 'headroom', severity: 'error', remedy: expect.stringContaining('no more than 240 minutes') },
    ],
    [
      'too many exports at once',
      ({ system }) => (system.runningExports = { is: 'found', value: 300 }),
      { check: 'headroom', severity: 'error', what: expect.stringContaining('300 of 300 exports run') },
    ],
    [
      'what it may not look at',
      ({ table }) => (table.schedule = denied),
      { check: 'access', severity: 'warning', what: 'Schedule could not be looked at: AWS does not allow it' },
    ],
  ];

  it.each(cases)('%s', (_, change, expected) => {
    const facts = healthy();
    change(facts);
    const findings = diagnoseOne(facts).filter(({ severity }) => severity !== 'note');
    expect(findings).toContainEqual(expect.objectContaining(expected));
    expect(new Set(findings.map(({ check }) => check))).toEqual(new Set([expected.check]));
    expect(exitCode(findings)).toBe(expected.severity === 'error' ? 3 : 1);
  });
});
