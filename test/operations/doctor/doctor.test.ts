import { diagnose, exitCode, getValue, strayIds, type Fact, type Finding } from '../../../lib/operations';
import type { NightExecution, QuotaFacts, StrayExport } from '../../../lib/operations';
import { exportIdOf, healthy, MACHINE_ARN, NOW, type Healthy } from './healthy';

const missing = { is: 'missing' as const };
const denied = { is: 'unreadable' as const, why: 'AWS does not allow it' };

function changeFact<T>(fact: Fact<T> | undefined, change: Partial<T>): Fact<T> {
  const value = getValue(fact);
  if (value === undefined) throw new Error('the fact is not there');
  return { is: 'found', value: { ...value, ...change } };
}

function quotas({ system }: Healthy): QuotaFacts {
  if (!system.quotas) throw new Error('a healthy system has quotas');
  return system.quotas;
}

/** The facts of a table whose own settings are these. */
function withSettings(change: Partial<Healthy['table']['table']>): Healthy {
  const facts = healthy();
  facts.table.table = { ...facts.table.table, ...change };
  return facts;
}

function diagnoseOne({ system, table }: Healthy): Finding[] {
  return diagnose(system, [table]);
}

function execution(status: string, change: Partial<NightExecution> = {}): NightExecution {
  return {
    arn: 'arn:execution',
    name: 'night',
    status,
    startTime: NOW - 3_600_000,
    stopTime: undefined,
    input: {},
    output: {},
    error: undefined,
    cause: undefined,
    state: undefined,
    ...change,
  };
}

const verdict = execution('FAILED', {
  error: 'Export.Failed',
  cause: JSON.stringify({ what: 'DynamoDB gave up the export.', found: 'FAILED, S3AccessDenied' }),
  state: 'checkExportStatus',
});
const broken = execution('FAILED', { error: 'Glue.GlueException', cause: 'is not authorized', state: 'publishNewest' });

it('a healthy system has notes alone, and exit code 0', () => {
  const findings = diagnoseOne(healthy());
  expect(findings.map(({ severity }) => severity)).toEqual(['note', 'note', 'note']);
  expect(exitCode(findings)).toBe(0);
});

it('the doctor says how long a night waits for Athena, as the retries have it', () => {
  const facts = healthy({ tables: ['A', 'B'].map((name) => ({ name, partitionKey: { name: 'id' } })) });
  const whys = diagnoseOne(facts).map(({ why }) => why);
  expect(whys).toContainEqual(expect.stringContaining('A night tries again for hours, at most 5, and then fails.'));
});

describe('the doctor, of point-in-time recovery', () => {
  const notes = (earliest: string, periodDays: number) => {
    const facts = healthy();
    facts.table.recovery = changeFact(facts.table.recovery, { earliest, periodDays });
    return diagnoseOne(facts).filter(({ check }) => check === 'point-in-time-recovery');
  };

  it('notes that it was switched off and on between two nights', () => {
    expect(notes('2026-01-31T10:00:00Z', 35)[0]).toMatchObject({
      severity: 'note',
      what: expect.stringContaining('not to the night 2026-01-31, though its window is 35 days') as string,
      why: 'A night between 2026-01-30T19:00:00.000Z and that time cannot be made up for any more.',
    });
  });

  it('says where it reaches, and no more, while its window is full or longer than the nights', () => {
    for (const [earliest, periodDays] of [
      ['2026-01-31T00:00:10Z', 1],
      ['2026-01-10T00:00:00Z', 35],
    ] as const)
      expect(notes(earliest, periodDays)).toEqual([
        expect.objectContaining({
          severity: 'note',
          what: expect.stringContaining(`any time from ${earliest} to`) as string,
        }),
      ]);
  });
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

describe('quotas', () => {
  const headroom = (facts: Healthy) => diagnoseOne(facts).filter(({ check }) => check === 'headroom');
  const manyTables = (number: number) =>
    healthy({
      tables: Array.from({ length: number }, (_, index) => ({ name: `T${index}`, partitionKey: { name: 'id' } })),
    });

  it('are those of the account: a validation of 25 minutes is none to speak of where a query has 240', () => {
    const facts = healthy();
    facts.table.validation = changeFact(facts.table.validation, { milliseconds: 25 * 60_000 });
    facts.system.quotas = { ...quotas(facts), queryMinutes: { is: 'found', value: 240 } };
    expect(headroom(facts)).toContainEqual(
      expect.objectContaining({ severity: 'note', what: expect.stringContaining('25.0 of 240 minutes') as string }),
    );
  });

  it.each([
    ['may not be read', denied, 'could not be read: AWS does not allow it.'],
    ['Service Quotas does not know', missing, 'could not be read: Service Quotas does not know L-E80DC288 of athena.'],
  ])("that %s are AWS's documented defaults, and it is said why", (_, queryMinutes, reason) => {
    const facts = healthy();
    facts.system.quotas = { ...quotas(facts), queryMinutes };
    const findings = diagnoseOne(facts);
    expect(exitCode(findings)).toBe(0);
    expect(findings).toContainEqual(
      expect.objectContaining({
        what: expect.stringMatching(/of 30 minutes\. 30 is AWS's documented default, .*/) as string,
      }),
    );
    expect(findings.map(({ what }) => what).join()).toContain(reason);
  });

  it('of active queries are compared with what the nights of all tables ask at the same time', () => {
    const facts = manyTables(18);
    facts.system.checks = [];
    expect(headroom(facts)).toContainEqual(
      expect.objectContaining({
        severity: 'note',
        what: 'The nights of 18 tables have up to 18 of 150 active queries at the same time. 150 is the quota of this account.',
      }),
    );
    facts.system.quotas = { ...quotas(facts), activeQueries: { is: 'found', value: 20 } };
    expect(headroom(facts)).toContainEqual(
      expect.objectContaining({
        severity: 'warning',
        remedy: expect.stringMatching(/flexibleWindowMinutes, or aws service-quotas .* --desired-value 36 /) as string,
      }),
    );
  });

  it('of active queries are met five times as soon where every night runs checks', () => {
    const facts = manyTables(18);
    facts.system.checks = Array.from({ length: 9 }, (_, index) => ({
      name: `c${index}`,
      title: 't',
      description: 'd',
      table: undefined,
      severity: 'warn' as const,
      sql: 'SELECT 1 WHERE false',
    }));
    expect(headroom(facts).map(({ what }) => what)).toContainEqual(expect.stringContaining('up to 90 of 150'));
  });

  it('of active queries are no matter of one table', () => {
    expect(headroom(healthy()).map(({ what }) => what)).not.toContainEqual(expect.stringContaining('active queries'));
  });

  it('of exports are compared with the tables that start at the same time', () => {
    expect(headroom(manyTables(260))).toContainEqual(
      expect.objectContaining({
        severity: 'warning',
        what: expect.stringContaining('this system starts 260 a night') as string,
      }),
    );
  });
});

describe('before the deployment, the doctor', () => {
  const before = (context: Record<string, unknown> = {}): Healthy => {
    const facts = healthy(context);
    const { raw, staged, files, latest } = { raw: missing, staged: missing, files: missing, latest: missing };
    Object.assign(facts.system, { bucket: missing, workgroup: missing, strays: missing });
    Object.assign(facts.table, {
      source: missing,
      recovery: missing,
      catalog: missing,
      machine: missing,
      executions: missing,
      schedule: missing,
      partitions: { raw, staged, files, latest },
      views: { newest: missing, history: missing },
      validation: missing,
    });
    return facts;
  };

  it('says that there is nothing yet, and how to deploy it', () => {
    expect(diagnoseOne(before())).toEqual([
      expect.objectContaining({
        check: 'deployment',
        severity: 'note',
        remedy: 'npx cdk deploy --all -c systemName=dev',
      }),
    ]);
  });

  it('finds names that are taken already', () => {
    const facts = before();
    Object.assign(facts.table, { source: healthy().table.source });
    facts.system.bucket = denied;
    expect(diagnoseOne(facts).filter(({ severity }) => severity === 'error')).toEqual([
      expect.objectContaining({
        check: 'bucket',
        what: 'There is a bucket example-dynamodb-export-dev-123456789012-ap-northeast-1 already.',
      }),
      expect.objectContaining({ check: 'source-table', remedy: expect.stringContaining('existingTable') as string }),
    ]);
  });

  it('finds that an existing table is not there', () => {
    const tables = [{ name: 'Orders', existingTable: 'orders', partitionKey: { name: 'id' } }];
    expect(diagnoseOne(before({ tables }))).toContainEqual(
      expect.objectContaining({
        check: 'source-table',
        severity: 'error',
        what: 'There is no DynamoDB table orders in ap-northeast-1.',
      }),
    );
  });
});

describe('with retentionDays, the doctor', () => {
  const DAY = 86_400_000;
  const findings = (facts: Healthy, check: string) => diagnoseOne(facts).filter((finding) => finding.check === check);

  /** Exports of some dates are registered, and not published. */
  const register = (nights: Readonly<Record<string, string | undefined>>): Healthy => {
    const facts = healthy({ retentionDays: 10 });
    const value = Object.entries(nights).map(([date, expired]) => ({
      Values: [date, exportIdOf(date)],
      ...(expired !== undefined && { Parameters: { expired } }),
    }));
    facts.table.partitions = { ...facts.table.partitions, files: { is: 'found', value } };
    return facts;
  };

  it('says nothing of exports whose time to go has not come, or not long ago', () => {
    const nights = { '2026-01-20': undefined, '2025-12-20': undefined, '2025-06-01': '2026-01-20T19:00:00.000Z' };
    expect(findings(register(nights), 'retention')).toEqual([]);
  });

  it('names exports that no night removes', () => {
    const nights = { '2025-12-01': undefined, '2025-11-01': '2025-11-12T19:00:00.000Z' };
    expect(findings(register(nights), 'retention')).toEqual([
      expect.objectContaining({
        severity: 'warning',
        what: `2 exports are older than 10 days and 37 more, and still there: ${exportIdOf('2025-12-01')}, ${exportIdOf('2025-11-01')}.`,
        remedy: expect.stringMatching(/^aws s3 rm .* --recursive --dryrun/) as string,
      }),
    ]);
  });

  it('has the command that removes exports that are not registered: too old to adopt, or never finished', () => {
    const facts = healthy({ retentionDays: 10 });
    const manifest = { tableArn: 'arn:aws:dynamodb:x:1:table/example-sushiorderdata-dev' } as never;
    const [old, failed, running] = ['2025-12-01', '2026-01-10', '2026-01-31'].map(exportIdOf) as [
      string,
      string,
      string,
    ];
    const folderOf = (id: string) => `export/sushiorderdata/AWSDynamoDB/${id}/`;
    facts.system.strays = {
      is: 'found',
      value: [
        { exportId: old, folder: folderOf(old), manifest },
        { exportId: failed, folder: folderOf(failed), manifest: 'missing' },
        { exportId: running, folder: folderOf(running), manifest: 'missing' },
      ],
    };
    const rm = (id: string) =>
      `aws s3 rm s3://example-dynamodb-export-dev-123456789012-ap-northeast-1/${folderOf(id)} --recursive --region ap-northeast-1`;
    expect(findings(facts, 'objects')).toMatchObject([
      { severity: 'warning', remedy: rm(old) },
      { severity: 'note', remedy: rm(failed) },
      { severity: 'note', remedy: expect.stringMatching(/^aws s3 ls .*-0123abcd/) as string },
    ]);
  });

  it('mends slots by a new night, where the one that they should show is too old to be published again', () => {
    const facts = healthy({ retentionDays: 10 });
    facts.system.now = NOW + 26 * DAY;
    facts.table.partitions = { ...facts.table.partitions, latest: { is: 'found', value: [] } };
    expect(findings(facts, 'slots').map(({ remedy }) => remedy)).toEqual([
      expect.stringContaining("--input '{}'"),
      expect.stringContaining("--input '{}'"),
    ]);
  });
});

it('a failure that a verified night followed is a note', () => {
  const facts = healthy();
  const newest = execution('SUCCEEDED', { startTime: NOW });
  facts.table.executions = { is: 'found', value: { newest, failed: verdict, running: [] } };
  expect(diagnoseOne(facts)).toContainEqual(
    expect.objectContaining({ check: 'last-failure', severity: 'note', why: 'A later night was verified.' }),
  );
});

it('a night that runs is a note, with how to follow it', () => {
  const facts = healthy();
  facts.system.lastScheduledTime += 86_400_000;
  const newest = execution('RUNNING', { state: 'Wait1' });
  facts.table.executions = { is: 'found', value: { newest, failed: undefined, running: [newest] } };
  const findings = diagnoseOne(facts);
  expect(exitCode(findings)).toBe(0);
  expect(findings).toContainEqual(
    expect.objectContaining({ check: 'nights', what: expect.stringContaining('(Wait1)') as string }),
  );
});

describe('exports without a partition, while executions run', () => {
  const tableArn = 'arn:aws:dynamodb:ap-northeast-1:123456789012:table/example-sushiorderdata-dev';
  const manifest = { tableArn } as never;
  const [other, mine] = ['2026-01-20', '2026-02-01'].map(exportIdOf) as [string, string];
  const since = Number(mine.slice(1, 14));
  const strays = (running: NightExecution[] | 'unknown', ids: Readonly<Record<string, StrayExport['manifest']>>) => {
    const facts = healthy();
    const value = Object.entries(ids).map(([exportId, manifest]) => ({ exportId, folder: `${exportId}/`, manifest }));
    facts.system.strays = { is: 'found', value };
    facts.table.executions =
      running === 'unknown' ? denied : { is: 'found', value: { newest: running[0], failed: undefined, running } };
    const found = diagnoseOne(facts).filter(({ check }) => check === 'objects');
    return found.map(({ what }) => /[^ ]*-0123abcd/.exec(what)?.[0]);
  };
  const night = execution('RUNNING', { startTime: since - 1000 });
  const adoption = execution('RUNNING', { startTime: since, input: { exportArn: `${tableArn}/export/${other}` } });

  it.each([
    ['are strays but for the one that a night has begun', [night], [other]],
    ['are strays but for the one that a night finds again', [{ ...night, startTime: since + 7 * 3_600_000 }], [other]],
    ['are strays but for the one that is adopted', [adoption], [mine]],
    ['are none where all are worked on', [adoption, night], []],
    ['are strays where nothing runs', [], [other, mine]],
  ] as const)('%s', (_, running, expected) => {
    for (const each of [manifest, 'missing' as const])
      expect([other, mine].filter((id) => strays([...running], { [id]: each }).length > 0)).toEqual(expected);
  });

  it('are strays by their age where it is not known what runs', () => {
    expect(strays('unknown', { [mine]: 'missing' })).toEqual([]);
    expect(strays('unknown', { [other]: 'missing' })).toEqual([other]);
  });
});

it('folders of exports are known by parameters, values and locations of partitions', () => {
  const partitions = [
    { Values: ['2026-01-31'], Parameters: { export_id: 'a' } },
    { Values: ['2026-01-31', 'b'] },
    { Values: ['newest'], StorageDescriptor: { Location: 's3://bucket/export/AWSDynamoDB/c/data/' } },
  ];
  expect(strayIds(['a', 'b', 'c', 'd'], partitions)).toEqual(['d']);
});

describe('a table with settings of its own', () => {
  const about = (facts: Healthy, check: string) => diagnoseOne(facts).filter((finding) => finding.check === check);

  it('has its schedule at its own time', () => {
    const facts = withSettings({ schedule: '5:30' });
    expect(about(facts, 'schedule')).toMatchObject([
      { what: expect.stringContaining('instead of cron(30 5 * * ? *)') as unknown },
    ]);
    facts.table.schedule = changeFact(facts.table.schedule, { expression: 'cron(30 5 * * ? *)' });
    expect(about(facts, 'schedule')).toEqual([]);
  });

  it('is not missed before its own time has come', () => {
    const facts = withSettings({ schedule: '4:00' });
    facts.system.lastScheduledTime += 86_400_000;
    expect(about(facts, 'nights')).toHaveLength(1);
    facts.table.table = { ...facts.table.table, schedule: '3:59' };
    facts.system.now = Date.parse('2026-02-01T18:00:00Z');
    expect(about(facts, 'nights')).toEqual([]);
  });

  it('whose schedule was turned off is not told to turn it on, nor that nights are missing', () => {
    const facts = withSettings({ enabled: false });
    facts.table.schedule = changeFact(facts.table.schedule, { enabled: false });
    facts.system.lastScheduledTime += 5 * 86_400_000;
    expect(diagnoseOne(facts)).toEqual(diagnoseOne(healthy()));
  });
});
