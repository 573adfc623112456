import { DeleteObjectsCommand } from '@aws-sdk/client-s3';
import { GetScheduleCommand, UpdateScheduleCommand, type ScheduleState } from '@aws-sdk/client-scheduler';
import {
  DeletePartitionCommand,
  GetTableCommand,
  UpdatePartitionCommand,
  UpdateTableCommand,
  type PartitionInput,
  type StorageDescriptor,
} from '@aws-sdk/client-glue';
import type { Finding } from '../../lib/operations';
import { cliOf } from './cli';
import { daysAgo, TODAY } from './dates';
import { night, type Night, type NightInput } from './execution';
import { exportObjects } from './export-objects';
import { forgottenExport } from './forgotten-export';
import { nightItems, put } from './items';
import { objectsIn } from './objects';
import { gluePartitions } from './partitions';
import { recovery } from './recovery';
import { config, glue, NOWHERE, s3, scheduler, tableUnderTest } from './system';

const table = tableUnderTest('Examined');
const cli = cliOf('Examined');
const COUNT = 40;

/** What the doctor finds beside notes, and its exit code. */
async function diagnosis(...args: string[]): Promise<{ findings: Finding[]; exitCode: number | null }> {
  const { stdout, exitCode } = await cli('doctor', '--json', ...args);
  const all = JSON.parse(stdout) as Finding[];
  return { findings: all.filter(({ severity }) => severity !== 'note'), exitCode };
}

/** The JSON that a command gives to an option. */
function valueOf({ remedy }: Finding, option: string): unknown {
  return JSON.parse(new RegExp(`${option} '(.*?)'(?: --|$)`).exec(remedy)?.[1] ?? '');
}

/** Something that breaks, and what the doctor says of it. */
interface Break {
  readonly what: string;
  /** Breaks it. @returns what mends it, given the finding */
  readonly breakIt: () => Promise<(finding: Finding) => Promise<unknown>>;
  /** One finding, or several of the same check. */
  readonly findings: readonly Partial<Record<'check' | 'severity' | 'what' | 'remedy', unknown>>[];
  readonly exitCode: number;
}

const containing = (text: string) => expect.stringContaining(text) as unknown;

const BREAKS: readonly Break[] = [
  {
    what: 'a schedule that was disabled',
    breakIt: async () => {
      await setSchedule('DISABLED');
      return () => setSchedule('ENABLED');
    },
    findings: [
      { check: 'schedule', severity: 'error', what: containing('DISABLED'), remedy: containing('cdk deploy --all') },
    ],
    exitCode: 3,
  },
  {
    what: 'a Glue table with another SerDe parameter',
    breakIt: async () => {
      await setSerdeParameter('case.insensitive', 'TRUE');
      return () => setSerdeParameter('case.insensitive', 'FALSE');
    },
    findings: [
      {
        check: 'tables',
        severity: 'error',
        what: containing(`${table.raw} is not as the configuration says: SerDe parameter case.insensitive TRUE`),
        remedy: containing('--revert-drift'),
      },
    ],
    exitCode: 3,
  },
  {
    what: 'a partition that is read by another SerDe, which its own command mends',
    breakIt: async () => {
      const partition = await nightPartition('raw', TODAY);
      const { StorageDescriptor } = partition;
      const SerdeInfo = { SerializationLibrary: 'org.apache.hive.hcatalog.data.JsonSerDe' };
      await updatePartition({ ...partition, StorageDescriptor: { ...StorageDescriptor, SerdeInfo } });
      return (finding) => updatePartition(valueOf(finding, '--partition-input') as PartitionInput);
    },
    findings: [
      {
        check: 'partitions',
        severity: 'error',
        what: containing(TODAY),
        remedy: containing('aws glue update-partition'),
      },
    ],
    exitCode: 3,
  },
  {
    what: 'a slot that is gone, which its own command mends',
    breakIt: async () => {
      await glue.send(
        new DeletePartitionCommand({
          DatabaseName: table.database,
          TableName: table.latest,
          PartitionValues: ['newest'],
        }),
      );
      return (finding) => night(table, valueOf(finding, '--input') as NightInput);
    },
    findings: [
      {
        check: 'slots',
        severity: 'error',
        what: containing('shows nothing; it should show'),
        remedy: containing(`aws stepfunctions start-execution --state-machine-arn ${table.stateMachineArn}`),
      },
    ],
    exitCode: 3,
  },
  {
    what: 'a night whose objects were removed',
    breakIt: async () => {
      const { StorageDescriptor } = await nightPartition('raw', daysAgo(1));
      const keys = (await objectsIn(table, StorageDescriptor?.Location ?? '')).map(({ Key = '' }) => Key);
      const { read, tamper } = await exportObjects(table, nights[0].output?.exportArn ?? '');
      const original = await Promise.all(keys.map(async (key) => [key, await read(key)] as const));
      const Objects = keys.map((Key) => ({ Key }));
      await s3.send(new DeleteObjectsCommand({ Bucket: table.bucket, Delete: { Objects } }));
      return () => tamper(Object.fromEntries(original));
    },
    findings: [
      {
        check: 'partitions',
        severity: 'error',
        what: containing(`${daysAgo(1)} of ${table.database}.${table.raw} has no objects`),
      },
      {
        check: 'partitions',
        severity: 'error',
        what: containing(`previous of ${table.database}.${table.latest} has no objects`),
      },
    ],
    exitCode: 3,
  },
  {
    what: 'a finished export that is no night, which adopt mends',
    breakIt: async () => {
      const exported = await exportObjects(table, nights[1].output?.exportArn ?? '');
      await forgottenExport(table, exported, { time: Date.now() });
      return () => cli('adopt');
    },
    findings: [
      { check: 'objects', severity: 'warning', remedy: 'npx export-to-athena adopt --table Examined --dry-run' },
    ],
    exitCode: 1,
  },
  {
    what: 'point-in-time recovery that was turned off',
    breakIt: async () => {
      await recovery(table, false);
      return async () => {
        await recovery(table, true);
        // Since a night of the time after, it is only noted that none can be made up for from before.
        expect((await night(table, { exportDate: TODAY })).status).toBe('SUCCEEDED');
      };
    },
    findings: [
      {
        check: 'point-in-time-recovery',
        severity: 'error',
        remedy: containing(`aws dynamodb update-continuous-backups --table-name ${table.sourceTable}`),
      },
    ],
    exitCode: 3,
  },
];

let nights: readonly [Night, Night];

beforeAll(async () => {
  await put(table, nightItems(1, COUNT));
  nights = [await night(table, { exportDate: daysAgo(1) }), await night(table, { exportDate: TODAY })];
  expect(nights.map(({ status }) => status)).toEqual(['SUCCEEDED', 'SUCCEEDED']);
}, 3 * 3_600_000);

describe('doctor before a deployment', () => {
  it('says that nothing is deployed, and how to', async () => {
    const { stdout, exitCode } = await cli('doctor', '-c', `systemName=${NOWHERE}`);
    expect(stdout).toContain(`The system ${NOWHERE} is not deployed in ${config.region}.`);
    expect(stdout).toContain(`npx cdk deploy --all -c systemName=${NOWHERE}`);
    expect(stdout).toContain('0 errors, 0 warnings, 1 note.');
    expect(exitCode).toBe(0);
  });

  it('compares the table that is to be exported with the configuration', async () => {
    const tables = [{ name: 'Examined', existingTable: table.sourceTable, partitionKey: { name: 'ID', type: 'N' } }];
    const { findings, exitCode } = await diagnosis(
      '-c',
      `systemName=${NOWHERE}`,
      '-c',
      `tables=${JSON.stringify(tables)}`,
    );
    expect(findings).toMatchObject([
      { check: 'source-table', what: `${table.sourceTable} has the keys id (S), the configuration ID (N).` },
    ]);
    expect(exitCode).toBe(3);
  });
});

describe('doctor', () => {
  it('has only notes of a system as it was deployed', async () => {
    expect(await diagnosis()).toEqual({ findings: [], exitCode: 0 });
  });

  it.each(BREAKS.map((one) => [one.what, one] as const))('finds %s', async (_, { breakIt, findings, exitCode }) => {
    const remedy = await breakIt();
    const found = await diagnosis();
    if (found.findings[0]) await remedy(found.findings[0]);
    expect(found).toMatchObject({ findings, exitCode });
  });

  it('finds nothing any more when all of it is mended', async () => {
    expect(await diagnosis()).toEqual({ findings: [], exitCode: 0 });
  });
});

async function nightPartition(kind: 'raw' | 'latest', value: string): Promise<PartitionInput> {
  const { Values, StorageDescriptor, Parameters } =
    (await gluePartitions(table, kind)).find((partition) => partition.Values?.[0] === value) ?? {};
  return { Values, StorageDescriptor, Parameters };
}

async function updatePartition(PartitionInput: PartitionInput): Promise<void> {
  await glue.send(
    new UpdatePartitionCommand({
      DatabaseName: table.database,
      TableName: table.raw,
      PartitionValueList: PartitionInput.Values,
      PartitionInput,
    }),
  );
}

async function setSchedule(State: ScheduleState): Promise<void> {
  const { Name, GroupName, ScheduleExpression, ScheduleExpressionTimezone, FlexibleTimeWindow, Target } =
    await scheduler.send(new GetScheduleCommand({ Name: table.schedule, GroupName: table.scheduleGroup }));
  const rest = { Name, GroupName, ScheduleExpression, ScheduleExpressionTimezone, FlexibleTimeWindow, Target };
  await scheduler.send(new UpdateScheduleCommand({ ...rest, State }));
}

async function setSerdeParameter(name: string, value: string): Promise<void> {
  const DatabaseName = table.database;
  const { Table } = await glue.send(new GetTableCommand({ DatabaseName, Name: table.raw }));
  const { Name, Description, TableType, PartitionKeys, StorageDescriptor = {}, Parameters } = Table ?? {};
  const SerdeInfo = {
    ...StorageDescriptor.SerdeInfo,
    Parameters: { ...StorageDescriptor.SerdeInfo?.Parameters, [name]: value },
  };
  const changed: StorageDescriptor = { ...StorageDescriptor, SerdeInfo };
  const TableInput = { Name, Description, TableType, PartitionKeys, Parameters, StorageDescriptor: changed };
  await glue.send(new UpdateTableCommand({ DatabaseName, TableInput }));
}
