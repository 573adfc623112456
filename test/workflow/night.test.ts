import { redrive, TaskFailure, type ExecutionResult } from '../../lib/asl';
import { listEntered, Services } from './services';
import { mostTransitions, SECOND_NIGHT } from './way-of-a-night';

const cause = ({ cause }: ExecutionResult) => JSON.parse(cause ?? '{}') as Record<string, unknown>;

describe('a night', () => {
  it('goes through exactly these states', async () => {
    const services = new Services();
    await services.night({ exportDate: '2026-01-30' });
    services.script = { exportMinutes: 1 };
    expect(listEntered(await services.night({ exportDate: '2026-01-31' }))).toEqual(SECOND_NIGHT);
  });

  it('publishes the date and moves the slots', async () => {
    const services = new Services();
    const first = await services.night({ exportDate: '2026-01-30' });
    const second = await services.night({ exportDate: '2026-01-31' });
    expect([first.status, second.status]).toEqual(['SUCCEEDED', 'SUCCEEDED']);
    const [before, after] = [readPublishedId(first), readPublishedId(second)];
    expect(services.readPublished()).toEqual({
      '2026-01-30': before,
      '2026-01-31': after,
      newest: after,
      previous: before,
    });
  });

  it('says with the partition what was published', async () => {
    const services = new Services();
    await services.night({ exportDate: '2026-01-31' });
    const [partition] = services.catalog.table(services.names.database, services.names.raw)?.partitions ?? [];
    expect(partition).toMatchObject({
      Values: ['2026-01-31'],
      Parameters: {
        item_count: '3',
        validation_query_id: 'query-1',
        warnings: '0',
        export_time: '2026-01-30T19:00:00.000Z',
      },
    });
    expect(partition?.StorageDescriptor?.Location).toMatch(
      /^s3:\/\/example-dynamodb-export-dev-000000000000-ap-northeast-1\/export\/sushiorderdata\/AWSDynamoDB\/[^/]+\/data\/$/,
    );
  });

  it('leaves no staged partition behind', async () => {
    const services = new Services();
    await services.night();
    expect(services.catalog.table(services.names.database, services.names.staged)?.partitions).toEqual([]);
  });

  it('publishes with its warnings', async () => {
    const services = new Services();
    const warning = {
      check: 'type_of_price',
      severity: 'warn',
      expected: 'decimal(12,2)',
      found: '1',
      example: '{"S":"free"}',
    };
    services.script = { problems: [warning] };
    expect((await services.night()).output).toMatchObject({ warnings: [warning] });
    const [verified] = services.catalog.table(services.names.database, services.names.files)?.partitions ?? [];
    expect(JSON.parse(verified?.Parameters?.problems ?? '')).toEqual([warning]);
  });
});

describe('the same date again', () => {
  it('replaces the night and doubles nothing', async () => {
    const services = new Services();
    await services.night({ exportDate: '2026-01-31' });
    const again = readPublishedId(await services.night({ exportDate: '2026-01-31' }));
    expect(services.readPublished()).toEqual({ '2026-01-31': again, newest: again });
  });

  it('keeps the newer export when an older one comes later', async () => {
    const services = new Services();
    const exportArn = services.exportByHand();
    await services.clock.sleep(1000);
    const newer = readPublishedId(await services.night({ exportDate: '2026-01-31' }));
    const older = await services.night({ exportArn, exportDate: '2026-01-31' });
    expect(older.output).toMatchObject({ exportArn, published: newer });
    expect(services.readPublished()).toEqual({ '2026-01-31': newer, newest: newer });
  });

  it('is safe for the same export, adopted twice', async () => {
    const services = new Services();
    const exportArn = services.exportByHand();
    const results = [await services.night({ exportArn }), await services.night({ exportArn })];
    expect(results.map(({ status }) => status)).toEqual(['SUCCEEDED', 'SUCCEEDED']);
    expect(Object.keys(services.readPublished())).toEqual(['2026-01-31', 'newest']);
  });
});

describe('an older date', () => {
  it('finds the night before however long ago it was', async () => {
    const services = new Services();
    const before = await services.night({ exportDate: '2025-03-31' });
    const after = await services.night({ exportDate: '2026-01-31' });
    expect(services.readPublished()).toMatchObject({
      newest: readPublishedId(after),
      previous: readPublishedId(before),
    });
  });

  it('becomes the previous night when it lies between, and leaves the newest alone', async () => {
    const services = new Services();
    await services.night({ exportDate: '2026-01-01' });
    const newest = readPublishedId(await services.night({ exportDate: '2026-01-31' }));
    const between = readPublishedId(await services.night({ exportDate: '2026-01-15' }));
    expect(services.readPublished()).toMatchObject({ newest, previous: between });
  });

  it('leaves both slots alone when it is older than both', async () => {
    const services = new Services();
    const previous = readPublishedId(await services.night({ exportDate: '2026-01-30' }));
    const newest = readPublishedId(await services.night({ exportDate: '2026-01-31' }));
    await services.night({ exportDate: '2024-02-29' });
    expect(services.readPublished()).toMatchObject({ '2024-02-29': expect.any(String) as unknown, newest, previous });
  });

  it('leaves them alone also behind more than a hundred newer nights, which come in pages', async () => {
    const services = new Services();
    await services.night({ exportDate: '2026-01-31' });
    const raw = services.catalog.table(services.names.database, services.names.raw);
    const [night] = raw?.partitions ?? [];
    if (!raw || !night) throw new Error('nothing was published');
    const dates = Array.from({ length: 250 }, (_, day) =>
      new Date(Date.UTC(2025, 0, 1 + day)).toISOString().slice(0, 10),
    );
    services.catalog.changePartitions(services.names.database, services.names.raw, () => [
      ...dates.map((date) => ({ ...night, Values: [date] })),
      night,
    ]);
    const { newest } = services.readPublished();
    const older = await services.night({ exportDate: '2024-12-31' });
    expect(listEntered(older).filter((state) => state === 'readNights')).toHaveLength(3);
    expect(services.readPublished()).toMatchObject({ newest });
  });
});

describe('two executions at once', () => {
  it('end with the newer export published, and both succeed', async () => {
    const services = new Services();
    const exportArn = services.exportByHand();
    await services.clock.sleep(1000);
    const both = await Promise.all([
      services.night({ exportDate: '2026-01-31' }),
      services.night({ exportArn, exportDate: '2026-01-31' }),
    ]);
    expect(both.map(({ status }) => status)).toEqual(['SUCCEEDED', 'SUCCEEDED']);
    const newer = both[0].output as { exportArn: string };
    expect(services.readPublished()['2026-01-31']).toBe(newer.exportArn.split('/').at(-1));
  });

  it('for two dates end with the slots right', async () => {
    const services = new Services();
    const [first, second] = await Promise.all([
      services.night({ exportDate: '2026-01-31' }),
      services.night({ exportDate: '2026-01-30' }),
    ]);
    expect(services.readPublished()).toMatchObject({
      newest: readPublishedId(first),
      previous: readPublishedId(second),
    });
  });
});

/** So long after its instant a night asks for the export. */
const UNTIL_AVAILABLE_MINUTES = 5;

describe('waiting', () => {
  it.each([1, 2, 5, 12, 30, 60, 240, 600, 1380])(
    'for an export of %d minutes is late by at most a tenth and the shortest wait',
    async (minutes) => {
      const services = new Services();
      await services.night({ exportDate: '2026-01-30' });
      services.script = { exportMinutes: minutes };
      const { status, startTime, stopTime, transitions } = await services.night({ exportDate: '2026-01-31' });
      expect(status).toBe('SUCCEEDED');
      const late = (stopTime - startTime) / 60_000 - UNTIL_AVAILABLE_MINUTES - minutes;
      expect(late).toBeLessThanOrEqual(minutes / 10 + services.config.poll.minSeconds / 60);
      expect(transitions).toBeLessThanOrEqual(mostTransitions(minutes));
    },
  );

  it('is the same every time with poll.fixedSeconds', async () => {
    const services = new Services({ poll: { fixedSeconds: 600 } });
    services.script = { exportMinutes: 25 };
    const { startTime, stopTime } = await services.night();
    expect(stopTime - startTime).toBe((UNTIL_AVAILABLE_MINUTES + 30) * 60_000);
  });
});

describe('a night that must not be published', () => {
  const summary = (change: (fields: Record<string, unknown>) => void) => (text: string) => {
    const fields = JSON.parse(text) as Record<string, unknown>;
    change(fields);
    return JSON.stringify(fields);
  };

  it.each([
    ['Export.Failed', { failureCode: 'S3AccessDenied' }, 'FAILED, S3AccessDenied: It failed'],
    ['Export.DeadlineExceeded', { exportMinutes: Infinity }, '1561 minutes'],
    ['Manifest.Missing', { summary: () => undefined }, 'The specified key does not exist.'],
    ['Manifest.NotJson', { summary: () => '{"version":' }, 'Unexpected end of JSON input'],
    ['Manifest.NotJson', { summary: () => '' }, 'Unexpected end of JSON input'],
    ['Manifest.NotJson', { summary: () => '[]' }, 'no object'],
    ['Manifest.UnsupportedFormat', { summary: summary((fields) => (fields.outputFormat = 'ION')) }, 'ION'],
    ['Manifest.UnsupportedVersion', { summary: summary((fields) => (fields.version = '2031-01-01')) }, '2031-01-01'],
    [
      'Manifest.Incremental',
      { summary: summary((fields) => (fields.exportType = 'INCREMENTAL_EXPORT')) },
      'INCREMENTAL_EXPORT',
    ],
    ['Manifest.OtherExport', { summary: summary((fields) => (fields.exportArn = 'arn:other')) }, 'arn:other'],
    ['Manifest.OtherTable', { summary: summary((fields) => (fields.tableArn = 'arn:other')) }, 'arn:other'],
    [
      'Manifest.Incomplete',
      { summary: summary((fields) => (fields.itemCount = -1)) },
      expect.stringContaining('"itemCount":-1'),
    ],
    [
      'Manifest.Incomplete',
      { summary: summary((fields) => (fields.manifestFilesS3Key = 'x/manifest-files.json')) },
      'x/manifest-files.json',
    ],
    [
      'Validation.QueryFailed',
      { queryFails: 'HIVE_CURSOR_ERROR: "Corrupt" gzip' },
      'HIVE_CURSOR_ERROR: "Corrupt" gzip',
    ],
    [
      'Validation.Failed',
      { problems: [{ check: 'item_count', severity: 'error', expected: '3', found: '2' }] },
      [{ check: 'item_count', severity: 'error', expected: '3', found: '2' }],
    ],
  ] as const)(
    'ends with %s, the value found and what to do, and the previous night stays',
    async (error, script, found) => {
      const services = new Services();
      await services.night({ exportDate: '2026-01-30' });
      const before = services.readPublished();
      services.script = script as Services['script'];
      const result = await services.night({ exportDate: '2026-01-31' });
      expect(result).toMatchObject({ status: 'FAILED', error });
      expect(listEntered(result).at(-1)).toBe('ExportFailed');
      expect(cause(result)).toMatchObject({
        error,
        found: found as unknown,
        remedy: expect.any(String) as unknown,
        table: 'SushiOrderData',
        exportDate: '2026-01-31',
      });
      expect(services.readPublished()).toEqual(before);
    },
  );

  it.each([
    [{ exportDate: '31.1.2026' }, 'Input.Invalid', '31.1.2026'],
    [{ exportDate: '2026-02-30' }, 'Input.Invalid', '2026-02-30'],
    [{ scheduledTime: '<aws.scheduler.scheduled-time>' }, 'Input.Invalid', '<aws.scheduler.scheduled-time>'],
    [{ exportArn: 5 }, 'Input.Invalid', '5'],
    [
      { exportArn: 'arn:aws:dynamodb:ap-northeast-1:000000000000:table/other/export/01693467621041-039fcf72' },
      'Export.OtherTable',
      expect.stringContaining('table/other'),
    ],
    [
      {
        exportArn:
          'arn:aws:dynamodb:ap-northeast-1:000000000000:table/example-sushiorderdata-dev/export/01693467621041-039fcf72',
      },
      'Export.NotFound',
      expect.stringContaining('01693467621041-039fcf72'),
    ],
  ])('refuses the input %j', async (input, error, found) => {
    const services = new Services();
    const result = await services.night(input);
    expect(result).toMatchObject({ status: 'FAILED', error });
    expect(cause(result)).toMatchObject({ found: found as unknown });
  });

  it('is told in at most 32,768 characters, however much is wrong', async () => {
    const services = new Services();
    const problem = {
      check: 'x'.repeat(40),
      severity: 'error',
      file: 'f'.repeat(200),
      expected: '1',
      found: '2',
      example: '"'.repeat(200),
    };
    services.script = { problems: Array.from({ length: 20 }, () => problem) };
    expect((await services.night()).cause?.length).toBeLessThanOrEqual(32_768);
  });
});

describe('an export that DynamoDB has forgotten', () => {
  const adapters = (services: Services) => ({
    ...services.adapters(),
    'arn:aws:states:::aws-sdk:dynamodb:describeExport': async () => {
      throw new TaskFailure('DynamoDb.ExportNotFoundException', 'Export not found');
    },
  });

  it('is published from its folder, which says the same', async () => {
    const services = new Services();
    const exportArn = services.exportByHand();
    const result = await services.night({ exportArn }, adapters(services));
    expect(result).toMatchObject({ status: 'SUCCEEDED', output: { exportArn, exportDate: '2026-01-31' } });
  });

  it('is published from the folder that the input names, if exports are read there', async () => {
    const services = new Services(READS_OLD);
    const exportArn = services.exportByHand('old');
    const exportManifest = `old/AWSDynamoDB/${exportArn.split('/').at(-1) ?? ''}/manifest-summary.json`;
    const night = (input: object) => services.night({ exportArn, ...input }, adapters(services));
    expect(await night({})).toMatchObject({ error: 'Export.NotFound' });
    expect(await night({ exportManifest })).toMatchObject({ status: 'SUCCEEDED', output: { exportArn } });
    expect(await night({ exportManifest: `un${exportManifest}` })).toMatchObject({ error: 'Export.OtherPrefix' });
    expect(await services.night({ exportManifest })).toMatchObject({ error: 'Input.Invalid' });
    expect(await night({ exportManifest: 'old/x.json' })).toMatchObject({ error: 'Input.Invalid' });
  });
});

const READS_OLD = {
  tables: [{ name: 'SushiOrderData', partitionKey: { name: 'tableid' }, exportPrefixes: ['old', 'a.b'] }],
};

describe('an export in another folder of the bucket', () => {
  it.each(['old', 'old/2023/07', 'a.b'])(
    'is published where exportPrefixes has %s or a folder above it',
    async (prefix) => {
      const services = new Services(READS_OLD);
      const exportArn = services.exportByHand(prefix);
      expect(await services.night({ exportArn })).toMatchObject({ status: 'SUCCEEDED', output: { exportArn } });
    },
  );

  it.each(['older', 'axb', 'export', 'export/other'])(
    'is refused elsewhere, with the setting that lets it be read: %s',
    async (prefix) => {
      const services = new Services(READS_OLD);
      const result = await services.night({ exportArn: services.exportByHand(prefix) });
      expect(result).toMatchObject({ status: 'FAILED', error: 'Export.OtherPrefix' });
      expect(cause(result)).toMatchObject({
        found: expect.stringContaining(`${prefix}/AWSDynamoDB/0`) as unknown,
        expected: expect.stringContaining(`exportPrefixes with ["${prefix}/AWSDynamoDB"]`) as unknown,
        remedy: expect.stringContaining('exportPrefixes') as unknown,
      });
    },
  );

  it('is refused by what its manifest says, if the folder was copied there', async () => {
    const services = new Services(READS_OLD);
    const exportArn = services.exportByHand('old');
    services.script = {};
    const at = (prefix: string) => `${prefix}/AWSDynamoDB/${exportArn.split('/').at(-1) ?? ''}/manifest-summary.json`;
    services.objects.set(at('a.b'), exportArn.split('/').at(-1) ?? '');
    const result = await services.night(
      { exportArn, exportManifest: at('a.b') },
      {
        ...services.adapters(),
        'arn:aws:states:::aws-sdk:dynamodb:describeExport': async () => {
          throw new TaskFailure('DynamoDb.ExportNotFoundException', 'Export not found');
        },
      },
    );
    expect(result).toMatchObject({ status: 'FAILED', error: 'Manifest.Incomplete' });
    expect(cause(result)).toMatchObject({ found: at('old').replace('summary', 'files') });
  });
});

it('leaves a broken call uncaught, so that the execution can be redriven', async () => {
  const services = new Services();
  const deny = async () => {
    throw new TaskFailure('Glue.GlueException', 'is not authorized to perform: glue:UpdatePartition');
  };
  const broken = await services.night(
    {},
    { ...services.adapters(), 'arn:aws:states:::aws-sdk:glue:updatePartition': deny },
  );
  expect(broken).toMatchObject({ status: 'FAILED', error: 'Glue.GlueException' });
  expect(services.readPublished()).toEqual({});
  expect(await redrive(broken, services.options({}))).toMatchObject({ status: 'SUCCEEDED' });
  expect(Object.keys(services.readPublished())).toEqual(['2026-01-31', 'newest']);
});

function readPublishedId({ output }: ExecutionResult): string | undefined {
  return (output as { published?: string } | undefined)?.published;
}
