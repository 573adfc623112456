import { problemsOf, redrive, TaskFailure, type ExecutionResult } from '../../lib/asl';
import { PARQUET_SERDE, tableInputs } from '../../lib/catalog';
import { parseConfig } from '../../lib/config';
import type { SavedCheck } from '../../lib/sql';
import { definition } from '../../lib/workflow';
import { ColumnarServices } from './columnar-services';
import { listVerdicts } from './list-verdicts';
import { listEntered, Services } from './services';
import { validateMachine } from './validate-machine';
import { WAY } from './way-of-a-night';

const CHECK: SavedCheck = {
  name: 'price_is_known',
  title: 'The price is known',
  description: 'Every order has a price.',
  table: undefined,
  severity: 'error',
  sql: 'SELECT item FROM sushiorderdata WHERE price IS NULL',
};

const PARQUET = { SerdeInfo: { SerializationLibrary: PARQUET_SERDE } };
const LINES = { SerdeInfo: { SerializationLibrary: 'org.openx.data.jsonserde.JsonSerDe' } };

const cause = ({ cause }: ExecutionResult) => JSON.parse(cause ?? '{}') as Record<string, unknown>;

describe('definition() for columnar nights', () => {
  const config = parseConfig({ columnar: true, retentionDays: 90 });
  const [table] = config.tables;
  if (!table) throw new Error('no table');
  const machine = definition(config, table, 'arn:aws:dynamodb:eu-central-1:123456789012:table/Orders', [CHECK]);
  const text = JSON.stringify(machine);

  it('is valid Amazon States Language that the interpreter can run, and fits its limit', () => {
    expect(validateMachine(machine)).toEqual([]);
    expect(problemsOf(machine)).toEqual([]);
    expect(Buffer.byteLength(text)).toBeLessThan(256 * 1024);
  });

  it('ends in ExportFailed under the same names as nights of lines', () => {
    const { config: ofLines, table: lines, tableArn } = new Services({ retentionDays: 90 });
    expect(listVerdicts(machine)).toEqual(listVerdicts(definition(ofLines, lines, tableArn, [CHECK])));
  });

  it('retries every call, and never catches what it cannot name', () => {
    for (const state of Object.values(machine.States).filter(({ Type }) => Type === 'Task')) {
      expect(state).toHaveProperty('Retry');
      expect(JSON.stringify(state.Catch ?? [])).not.toContain('States.ALL');
    }
  });

  it('calls Glue for partitions alone: tables belong to the stack', () => {
    const calls = [...text.matchAll(/aws-sdk:glue:(\w+)/g)].map((match) => match[1]);
    expect(calls.filter((call) => !/Partitions?$/.test(call ?? ''))).toEqual([]);
  });
});

describe('a columnar night', () => {
  it('goes through exactly these states', async () => {
    const services = new ColumnarServices();
    services.script = { exportMinutes: 1 };
    expect(listEntered(await services.night({ exportDate: '2026-01-31' }))).toEqual([
      ...[...WAY.started, ...WAY.awaited, ...WAY.registered],
      ...['unloadExport', 'listUnpublished', 'checkUnpublished', 'registerUnloaded'],
      ...[...WAY.validated, ...WAY.published],
      // nothing in two months: all nights are asked for
      ...['readNights', 'checkNights'],
      ...['publishNewest', 'createNewest', 'readNights', 'checkNights'],
      ...[...WAY.settled, 'dropUnloaded', 'ExportCompleted'],
    ]);
  });

  it('reads the lines of the export in one statement, and validates what that wrote', async () => {
    const services = new ColumnarServices();
    await services.night({ exportDate: '2026-01-31' });
    const [unload = '', validation = ''] = services.statements;
    expect(services.statements).toHaveLength(2);
    expect(unload).toMatch(/^UNLOAD \([^]*FROM "example_dynamodb_export_dev"\."sushiorderdata_staged"/);
    expect(validation).toContain('FROM "example_dynamodb_export_dev"."sushiorderdata_unloaded"');
    expect(validation).not.toMatch(/sushiorderdata_staged|"\$path"/);
  });

  it('publishes and puts into the slots the folder that it wrote, as Parquet', async () => {
    const services = new ColumnarServices();
    await services.night({ exportDate: '2026-01-31' });
    const [key = ''] = services.parquet();
    const Location = `s3://${services.names.bucket}/${key.slice(0, key.lastIndexOf('/') + 1)}`;
    expect(services.partitionsOf('raw')).toMatchObject([{ StorageDescriptor: { Location, ...PARQUET } }]);
    expect(services.partitionsOf('latest')).toMatchObject([
      { Values: ['newest'], StorageDescriptor: { Location, ...PARQUET } },
    ]);
    expect(services.partitionsOf('raw')[0]?.StorageDescriptor?.Columns).toEqual(
      tableInputs(services.table, services.names).find(({ Name }) => Name === services.names.raw)?.StorageDescriptor
        ?.Columns,
    );
  });

  it('leaves no partition that is not published', async () => {
    const services = new ColumnarServices();
    await services.night();
    expect([services.partitionsOf('staged'), services.partitionsOf('unloaded')]).toEqual([[], []]);
  });

  it('of a date that has one replaces it, whose files stay for who is reading them', async () => {
    const services = new ColumnarServices();
    await services.night({ exportDate: '2026-01-31' });
    const before = services.parquet();
    await services.night({ exportDate: '2026-01-31' });
    expect([...before].every((key) => services.parquet().has(key))).toBe(true);
    expect(services.parquet().size).toBe(4);
    const [{ StorageDescriptor } = {}] = services.partitionsOf('raw');
    const read = [...services.parquet()].filter((key) =>
      StorageDescriptor?.Location?.includes(key.split('/')[3] ?? '/'),
    );
    expect(read).toHaveLength(2);
    expect(read.some((key) => before.has(key))).toBe(false);
  });

  it('of one export, twice at once, publishes a folder that one of them has verified', async () => {
    const services = new ColumnarServices();
    const exportArn = services.exportByHand();
    const both = await Promise.all([services.night({ exportArn }), services.night({ exportArn })]);
    expect(both.map(({ status }) => status)).toEqual(['SUCCEEDED', 'SUCCEEDED']);
    expect(new Set([...services.parquet()].map((key) => key.split('/').slice(0, 4).join('/'))).size).toBe(2);
    expect(services.partitionsOf('unloaded')).toEqual([]);
  });
});

describe('a columnar night that must not be published', () => {
  it.each([
    [
      'the UNLOAD fails after its first files',
      { unloadFault: { reason: 'HIVE_CURSOR_ERROR: Corrupt gzip' } },
      'Validation.QueryFailed',
      'HIVE_CURSOR_ERROR: Corrupt gzip',
    ],
    [
      'the UNLOAD is stopped because it takes too long',
      { unloadFault: { error: 'States.Timeout' } },
      'Validation.QueryFailed',
      'States.Timeout',
    ],
    [
      'the validation fails',
      { script: { queryFails: 'GENERIC_INTERNAL_ERROR: x' } },
      'Validation.QueryFailed',
      'GENERIC_INTERNAL_ERROR: x',
    ],
    [
      'the validation finds an error',
      { script: { problems: [{ check: 'item_count', severity: 'error', expected: '3', found: '2' }] } },
      'Validation.Failed',
      [{ check: 'item_count', severity: 'error', expected: '3', found: '2' }],
    ],
  ])(
    'because %s leaves no file and no partition of it, and the night before as it was',
    async (_, fault, error, found) => {
      const services = new ColumnarServices();
      await services.night({ exportDate: '2026-01-30' });
      const [objects, published] = [services.parquet(), services.readPublished()];
      Object.assign(services, fault);
      const result = await services.night({ exportDate: '2026-01-31' });
      expect(result).toMatchObject({ status: 'FAILED', error });
      expect(cause(result)).toMatchObject({ error, found });
      expect(services.parquet()).toEqual(objects);
      expect(services.partitionsOf('unloaded')).toEqual([]);
      expect(services.readPublished()).toEqual(published);
    },
  );

  it('keeps its staged lines, in which a person looks for the reason', async () => {
    const services = new ColumnarServices();
    services.script = { problems: [{ check: 'item_count', severity: 'error', expected: '3', found: '2' }] };
    expect(String(cause(await services.night()).staged)).toMatch(/^SELECT item FROM .*_staged" WHERE export_id = '/);
    expect(services.partitionsOf('staged')).toHaveLength(1);
  });

  it('is removed page by page, however many files there are', async () => {
    const services = new ColumnarServices();
    services.unloadFault = { reason: 'x' };
    const before = services.adapters();
    const resource = 'arn:aws:states:::athena:startQueryExecution.sync';
    const result = await services.night(
      {},
      {
        ...before,
        [resource]: async (args, context) => {
          const folder = /TO 's3:\/\/[^/]+\/([^']+)'/.exec((args as { QueryString: string }).QueryString)?.[1] ?? '';
          const answer = before[resource]?.(args, context);
          for (let n = 0; n < 1000; n++) services.objects.set(`${folder}more-${n}`, '');
          return answer ?? {};
        },
      },
    );
    expect(listEntered(result).filter((state) => state === 'deleteUnpublished')).toHaveLength(3);
    expect(services.parquet().size).toBe(0);
  });

  it('ends although S3 does not delete a file', async () => {
    const services = new ColumnarServices();
    services.unloadFault = { reason: 'x' };
    const result = await services.night(
      {},
      {
        ...services.adapters(),
        'arn:aws:states:::aws-sdk:s3:deleteObjects': async () => ({ Errors: [{ Key: 'k', Code: 'AccessDenied' }] }),
      },
    );
    expect(result).toMatchObject({ status: 'FAILED', error: 'Validation.QueryFailed' });
  });
});

describe('a redrive', () => {
  it('of a broken call goes on with the Parquet that is there', async () => {
    const services = new ColumnarServices();
    const deny = async () => {
      throw new TaskFailure('Glue.GlueException', 'is not authorized to perform: glue:UpdatePartition');
    };
    const broken = await services.night(
      {},
      { ...services.adapters(), 'arn:aws:states:::aws-sdk:glue:updatePartition': deny },
    );
    expect(broken).toMatchObject({ status: 'FAILED', error: 'Glue.GlueException' });
    expect(await redrive(broken, services.options({}))).toMatchObject({ status: 'SUCCEEDED' });
    expect(services.parquet().size).toBe(2);
  });

  it('of an UNLOAD that broke off writes to a new folder, and removes what it left', async () => {
    const services = new ColumnarServices();
    services.unloadFault = { error: 'States.Runtime' };
    const broken = await services.night();
    expect(broken.status).toBe('FAILED');
    const left = [...services.parquet()];
    expect(left).toHaveLength(2);
    services.unloadFault = undefined;
    await services.clock.sleep(60_000);
    const again = { ...services.options({}), execution: { name: 'night-1' } };
    expect(await redrive(broken, again)).toMatchObject({ status: 'SUCCEEDED' });
    expect(services.parquet().size).toBe(2);
    expect(left.some((key) => services.parquet().has(key))).toBe(false);
  });
});

describe('the first columnar night of a table that had others', () => {
  /** The services of a table that was switched: what it had published is there. */
  function switchTable(before: Services): ColumnarServices {
    const services = new ColumnarServices();
    for (const table of ['raw', 'latest', 'files'] as const) {
      const from = before.catalog.table(before.names.database, before.names[table]);
      services.catalog.changePartitions(services.names.database, services.names[table], () => from?.partitions ?? []);
    }
    return services;
  }

  it('is read as Parquet, and the one before as lines', async () => {
    const before = new Services();
    await before.night({ exportDate: '2026-01-30' });
    const services = switchTable(before);
    await services.clock.sleep(86_400_000);
    await services.night({ exportDate: '2026-01-31' });
    const slots = Object.fromEntries(
      services.partitionsOf('latest').map(({ Values, StorageDescriptor }) => [String(Values[0]), StorageDescriptor]),
    ) as Record<string, unknown>;
    const location = expect.stringMatching(/\/data\/$/) as unknown;
    expect(slots).toMatchObject({ newest: PARQUET, previous: { ...LINES, Location: location } });
  });

  it('gives way to a newer export of its date, of which there are but lines', async () => {
    const before = new Services();
    await before.clock.sleep(3_600_000);
    const newer = await before.night({ exportDate: '2026-01-31' });
    const services = switchTable(before);
    const exportArn = services.exportByHand();
    const older = await services.night({ exportArn, exportDate: '2026-01-31' });
    expect(older.output).toMatchObject({ published: (newer.output as { published: string }).published });
    expect(services.partitionsOf('raw')).toMatchObject([{ StorageDescriptor: LINES }]);
  });
});

it('the night before the first one of lines is read as Parquet, as it lies there', async () => {
  const before = new ColumnarServices();
  await before.night({ exportDate: '2026-01-30' });
  const services = new Services();
  for (const table of ['raw', 'latest', 'files'] as const) {
    const from = before.catalog.table(before.names.database, before.names[table]);
    services.catalog.changePartitions(services.names.database, services.names[table], () => from?.partitions ?? []);
  }
  await services.clock.sleep(86_400_000);
  expect(await services.night({ exportDate: '2026-01-31' })).toMatchObject({ status: 'SUCCEEDED' });
  const { partitions = [] } = services.catalog.table(services.names.database, services.names.latest) ?? {};
  const slots = new Map(partitions.map(({ Values, StorageDescriptor }) => [Values[0], StorageDescriptor]));
  const parquet = before.partitionsOf('raw')[0]?.StorageDescriptor;
  const { SerdeInfo, InputFormat, OutputFormat, Location } = parquet as Record<string, unknown>;
  const Columns = [expect.objectContaining({ Name: 'item' })] as unknown;
  expect(slots.get('previous')).toEqual({ SerdeInfo, InputFormat, OutputFormat, Location, Columns });
  expect(slots.get('newest')).toMatchObject(LINES);
});
