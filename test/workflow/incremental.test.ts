import { TaskFailure, type Json, type JsonObject } from '../../lib/asl';
import { ChainServices, outputOf } from './chain-services';
import { entered } from './services';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const EXPORT = 'arn:aws:states:::aws-sdk:dynamodb:exportTableToPointInTime';
const READ_PARTITIONS = 'arn:aws:states:::aws-sdk:glue:getPartitions';
const FULL = { exportType: 'FULL_EXPORT' };

/** A system whose first night, of 2026-01-30T19:00Z, is a full export. */
async function withFirstNight(
  incremental: JsonObject = {},
  context: Record<string, unknown> = {},
): Promise<ChainServices> {
  const services = new ChainServices(incremental, context);
  const first = await services.night({ scheduledTime: '2026-01-30T19:00:00Z' });
  if (first.status !== 'SUCCEEDED') throw new Error(first.cause);
  services.asked.length = 0;
  return services;
}

/** Runs the night of a time, at that time. */
async function runNightAt(services: ChainServices, time: string, input: JsonObject = {}) {
  await services.clock.sleep(Math.max(0, Date.parse(time) - services.clock.now()));
  return services.night({ scheduledTime: time, ...input });
}

/** Whether a page of the slots is asked for. */
function isOfSlots(args: Json): boolean {
  return (args as { TableName: string }).TableName === 'orders_latest';
}

describe('the first night', () => {
  it('is made of a full export, and says why', async () => {
    const services = new ChainServices();
    const result = await services.night({ scheduledTime: '2026-01-30T19:00:00Z' });
    expect([result.status, result.cause]).toEqual(['SUCCEEDED', undefined]);
    expect(outputOf(result)).toMatchObject({ kind: 'full', fullBecause: 'there is no published night yet' });
    expect(services.chainOf('2026-01-30')).toMatchObject({
      night_kind: 'full',
      chain_depth: '0',
      reconciled_at: '2026-01-30',
      fingerprint: String(Date.parse('2026-01-30T19:00:00Z')),
      full_because: 'there is no published night yet',
    });
  });
});

describe('the night after', () => {
  it('is made of the night before and the changes between both instants', async () => {
    const services = await withFirstNight();
    const base = services.published().newest;
    const result = await runNightAt(services, '2026-01-31T19:00:00Z');
    expect([result.status, result.cause]).toEqual(['SUCCEEDED', undefined]);
    expect(services.windows()).toEqual(['2026-01-30T19:00:00.000Z 2026-01-31T19:00:00.000Z']);
    expect(outputOf(result)).toMatchObject({
      kind: 'changes',
      fullBecause: '',
      itemCount: 3,
      exportTime: '2026-01-31T19:00:00.000Z',
      changes: { inserted: '1', updated: '1', deleted: '1' },
      warnings: [],
    });
    const { newest, previous } = services.published();
    expect([previous, services.published()['2026-01-31']]).toEqual([base, newest]);
    expect(services.chainOf('2026-01-31')).toMatchObject({
      export_id: newest,
      export_time: '2026-01-31T19:00:00.000Z',
      item_count: '3',
      night_kind: 'changes',
      base_export_id: base,
      base_export_date: '2026-01-30',
      chain_depth: '1',
      reconciled_at: '2026-01-30',
      fingerprint: String(Date.parse('2026-01-31T19:00:00Z')),
      windows: newest,
      changes_from: '2026-01-30T19:00:00.000Z',
      inserted: '1',
    });
  });

  it('has a folder of its own for the objects of its window', async () => {
    const services = await withFirstNight();
    await runNightAt(services, '2026-01-31T19:00:00Z');
    const [{ S3Prefix } = {}] = services.asked as { S3Prefix?: string }[];
    expect(S3Prefix).toMatch(/^export\/orders\/changes\/2026-01-31\/[0-9a-f]{32}-0-0\/1$/);
    const [{ Values, StorageDescriptor, Parameters } = {}] = services.partitionsOf('changes');
    expect(Values).toEqual(['2026-01-31', services.published().newest]);
    expect(Parameters).toEqual({
      changes_from: '2026-01-30T19:00:00.000Z',
      export_time: '2026-01-31T19:00:00.000Z',
      item_count: '3',
    });
    expect(StorageDescriptor?.Location).toBe(`s3://${services.names.bucket}/${S3Prefix ?? ''}/AWSDynamoDB/data/`);
  });

  it('asks for whole seconds when it is begun by hand', async () => {
    const services = await withFirstNight();
    await services.clock.sleep(DAY + 1234);
    expect((await services.night()).status).toBe('SUCCEEDED');
    expect(services.windows()[0]).toMatch(/T[0-9:]+\.000Z [^ ]+T[0-9:]+\.000Z$/);
  });

  it('catches up over several windows of at most 24 hours', async () => {
    const services = await withFirstNight();
    const result = await runNightAt(services, '2026-02-02T21:00:00Z');
    expect([result.status, result.cause]).toEqual(['SUCCEEDED', undefined]);
    expect(services.windows()).toEqual([
      '2026-01-30T19:00:00.000Z 2026-01-31T19:00:00.000Z',
      '2026-01-31T19:00:00.000Z 2026-02-01T19:00:00.000Z',
      '2026-02-01T19:00:00.000Z 2026-02-02T19:00:00.000Z',
      '2026-02-02T19:00:00.000Z 2026-02-02T21:00:00.000Z',
    ]);
    expect(services.chainOf('2026-02-02')?.windows?.split(' ')).toEqual(
      services.partitionsOf('changes').map(({ Values }) => Values[1]),
    );
  });

  it('never asks for a window of less than 15 minutes', async () => {
    const services = await withFirstNight();
    await runNightAt(services, '2026-01-31T19:05:00Z');
    expect(services.windows()).toEqual([
      '2026-01-30T19:00:00.000Z 2026-01-31T18:50:00.000Z',
      '2026-01-31T18:50:00.000Z 2026-01-31T19:05:00.000Z',
    ]);
  });

  it('ends at once when the night of its instant is published already', async () => {
    const services = await withFirstNight();
    const published = services.published();
    const again = await services.night({ scheduledTime: '2026-01-30T19:00:00Z' });
    expect([again.status, again.cause, services.asked]).toEqual(['SUCCEEDED', undefined, []]);
    expect(services.published()).toEqual(published);
    expect(services.partitionsOf('unloaded')).toEqual([]);
    expect(outputOf(again)).toMatchObject({ published: published.newest, exportDate: '2026-01-30', itemCount: 3 });
  });

  it('is refused within 15 minutes of the newest night', async () => {
    const services = await withFirstNight();
    const result = await runNightAt(services, '2026-01-30T19:10:00Z');
    expect([result.error, services.asked]).toEqual(['Export.WindowTooShort', []]);
    expect(JSON.parse(result.cause ?? '')).toMatchObject({ expected: 'a time from 2026-01-30T19:15:00.000Z on' });
  });
});

describe('a full export in place of the changes', () => {
  const full = async (services: ChainServices, time: string, input?: JsonObject) => {
    const result = await runNightAt(services, time, input);
    expect([result.status, result.cause]).toEqual(['SUCCEEDED', undefined]);
    expect(services.windows()).toEqual([]);
    return outputOf(result).fullBecause;
  };

  it('where the input asks for it', async () => {
    const services = await withFirstNight();
    expect(await full(services, '2026-01-31T19:00:00Z', FULL)).toBe('the input asks for it');
    expect(services.chainOf('2026-01-31')).toMatchObject({ chain_depth: '0', reconciled_at: '2026-01-31' });
  });

  it('where the newest night is too long ago', async () => {
    const services = await withFirstNight({ maxCatchUpDays: 2 });
    expect(await full(services, '2026-02-01T19:00:01Z')).toMatch(/is more than 2 days older/);
  });

  it('where point-in-time recovery does not reach the newest night', async () => {
    const services = await withFirstNight();
    services.script = { recoverySince: Date.parse('2026-01-30T20:00:00Z') };
    expect(await full(services, '2026-01-31T19:00:00Z')).toBe(
      'point-in-time recovery reaches back to 2026-01-30T20:00:00.000Z, the newest night is of 2026-01-30T19:00:00.000Z',
    );
  });

  it('of an earlier instant than the newest night', async () => {
    const services = await withFirstNight();
    expect(await full(services, '2026-01-30T07:00:00Z')).toMatch(/^the newest night, 2026-01-30, has items of a later/);
  });

  it('where the newest night does not say of which second it is', async () => {
    const services = await withFirstNight();
    const { database, latest } = services.names;
    services.catalog.changePartitions(database, latest, ({ partitions }) =>
      partitions.map((each) => ({
        ...each,
        Parameters: { ...each.Parameters, export_time: '2026-01-30T19:00:00.500Z' },
      })),
    );
    expect(await full(services, '2026-01-31T19:00:00Z')).toMatch(/does not say of which whole second/);
  });

  /** The second night, whose window DynamoDB refuses: a full one, which says why. */
  const runRefused = async (windowRefused: string) => {
    const services = await withFirstNight();
    services.script = { windowRefused };
    const result = await runNightAt(services, '2026-01-31T19:00:00Z');
    expect([result.status, outputOf(result).kind]).toEqual(['SUCCEEDED', 'full']);
    expect(outputOf(result).fullBecause).toBe(`DynamoDB refused the window: ${windowRefused}`);
    return result;
  };

  it.each([
    'Incremental export period from time cannot be less than the table creation time : 2026-01-30T19:00:00Z',
    'Incremental export period from time should not be greater or equal to incremental export period to time',
    'Difference between export period from time and export period to time is less than 15 minutes',
    'Difference between export period from time and export period to time is greater than 24 hours',
  ])('at once, where DynamoDB refuses the window for ever: %s', async (windowRefused) => {
    const result = await runRefused(windowRefused);
    expect(entered(result)).not.toContain('waitForWindow');
  });

  it.each([
    'Incremental export period to time cannot be greater than the current time : 2026-01-31T19:00:00Z',
    'Point in Time Recovery is not available for specified export time',
    'A text that nobody has recorded',
  ])('after two hours, where DynamoDB goes on to refuse the window: %s', async (windowRefused) => {
    const result = await runRefused(windowRefused);
    const waits = entered(result).filter((state) => state === 'waitForWindow').length;
    expect(waits).toBeGreaterThanOrEqual(110);
    expect(waits).toBeLessThanOrEqual(120);
  });

  it('at once, where point-in-time recovery is off, which the full export says', async () => {
    const services = await withFirstNight();
    const adapters = services.adapters();
    await services.clock.sleep(DAY);
    const off = () => {
      throw new TaskFailure(
        'DynamoDb.PointInTimeRecoveryUnavailableException',
        'Point in time recovery is not enabled',
      );
    };
    const result = await services.night({ scheduledTime: '2026-01-31T19:00:00Z' }, { ...adapters, [EXPORT]: off });
    expect(result.error).toBe('Export.PointInTimeRecoveryOff');
    expect(entered(result)).not.toContain('waitForWindow');
  });

  it('where the table was made anew', async () => {
    const services = await withFirstNight();
    services.script = { tableId: 'another' };
    const result = await runNightAt(services, '2026-01-31T19:00:00Z');
    expect([result.status, outputOf(result).kind]).toEqual(['SUCCEEDED', 'full']);
    expect(outputOf(result).fullBecause).toBe(
      'the table was deleted and made anew: its id is another, that of the newest night id',
    );
  });
});

it.each([
  'Incremental export period to time cannot be greater than the current time : 2026-01-31T19:00:00Z',
  'Point in Time Recovery is not available for specified export time',
])('waits until DynamoDB can export the window: %s', async (windowRefused) => {
  const services = await withFirstNight();
  services.script = { windowRefused };
  const adapters = services.adapters();
  let calls = 0;
  await services.clock.sleep(DAY);
  const result = await services.night(
    { scheduledTime: '2026-01-31T19:00:00Z' },
    {
      ...adapters,
      [EXPORT]: async (args, context) => {
        if (++calls === 3) services.script = {};
        return (await adapters[EXPORT]?.(args, context)) ?? {};
      },
    },
  );
  expect([result.status, calls, outputOf(result).kind]).toEqual(['SUCCEEDED', 3, 'changes']);
});

describe('what is wrong with the changes, or with the night that they give', () => {
  const row = (check: string, severity = 'error') => [check, severity, undefined, '0', '1', 'key 1'];

  it.each([
    ['changes', 'change_time', 'Changes.Failed'],
    ['merged', 'seam', 'Changes.SeamBroken'],
    ['merged', 'seam_between_windows', 'Changes.SeamBroken'],
    ['merged', 'arithmetic', 'Changes.CountsBroken'],
    ['merged', 'fingerprint', 'Changes.FingerprintBroken'],
    ['merged', 'duplicate_keys', 'Validation.Failed'],
  ] as const)('%s: %s ends in ExportFailed, and nothing is published', async (query, check, error) => {
    const services = await withFirstNight();
    const published = services.published();
    services.findings.set(query, [row(check)]);
    const parquet = services.parquet();
    const result = await runNightAt(services, '2026-01-31T19:00:00Z');
    expect(result.error).toBe(error);
    expect(services.published()).toEqual(published);
    expect(services.parquet()).toEqual(parquet);
    expect(services.partitionsOf('unloaded')).toEqual([]);
  });

  it('tells warnings of both with the night', async () => {
    const services = await withFirstNight();
    services.findings.set('changes', [row('change_repeated', 'warn')]);
    services.findings.set('merged', [row('type_of_price', 'warn')]);
    const result = await runNightAt(services, '2026-01-31T19:00:00Z');
    const warnings = outputOf(result).warnings as JsonObject[];
    expect(warnings.map(({ check }) => check)).toEqual(['type_of_price', 'change_repeated']);
    expect(services.chainOf('2026-01-31')?.warnings).toBe('2');
  });

  it('goes on from the same night in the next night, over the missing changes too', async () => {
    const services = await withFirstNight();
    services.findings.set('changes', [row('change_time')]);
    await runNightAt(services, '2026-01-31T19:00:00Z');
    services.findings.clear();
    services.asked.length = 0;
    const result = await runNightAt(services, '2026-02-01T19:00:00Z');
    expect([result.status, services.windows().length]).toEqual(['SUCCEEDED', 2]);
    expect(services.chainOf('2026-02-01')?.base_export_date).toBe('2026-01-30');
  });
});

/** Two executions at once, the export of the first taking longer than all of the second. */
async function meet(services: ChainServices, slow: string, quick: string) {
  await services.clock.sleep(DAY);
  const adapters = services.adapters();
  return Promise.all([
    services.night(
      { scheduledTime: slow },
      {
        ...adapters,
        [EXPORT]: async (args, context) => {
          services.script = { exportMinutes: 60 };
          const answer = (await adapters[EXPORT]?.(args, context)) ?? {};
          services.script = {};
          return answer;
        },
      },
    ),
    services.night({ scheduledTime: quick }),
  ]);
}

describe('a night that is published while another is being made', () => {
  it('becomes the base: the other begins again, and leaves no Parquet of its first attempt', async () => {
    const services = await withFirstNight();
    const [result] = await meet(services, '2026-01-31T18:00:00Z', '2026-01-31T07:00:00Z');
    expect([result.status, result.cause]).toEqual(['SUCCEEDED', undefined]);
    expect(services.windows()).toEqual([
      '2026-01-30T19:00:00.000Z 2026-01-31T18:00:00.000Z',
      '2026-01-30T19:00:00.000Z 2026-01-31T07:00:00.000Z',
      '2026-01-31T07:00:00.000Z 2026-01-31T18:00:00.000Z',
    ]);
    expect(services.chainOf('2026-01-31')).toMatchObject({
      export_time: '2026-01-31T18:00:00.000Z',
      changes_from: '2026-01-31T07:00:00.000Z',
      chain_depth: '2',
    });
    expect(services.parquet().size).toBe(6); // those of three nights
  });

  it('of the same instant is the night: the other ends without one of its own', async () => {
    const services = await withFirstNight();
    const [result] = await meet(services, '2026-01-31T18:00:00Z', '2026-01-31T18:00:00Z');
    expect([result.status, result.cause]).toEqual(['SUCCEEDED', undefined]);
    expect(outputOf(result).published).toBe(services.published().newest);
    expect(services.asked.map(({ ExportType }) => ExportType)).toEqual(['INCREMENTAL_EXPORT', 'INCREMENTAL_EXPORT']);
  });

  it('again and again ends in ExportFailed', async () => {
    const services = await withFirstNight();
    await services.clock.sleep(DAY);
    const adapters = services.adapters();
    let reads = 0;
    const result = await services.night(
      { scheduledTime: '2026-01-31T19:00:00Z' },
      {
        ...adapters,
        [READ_PARTITIONS]: async (args, context) => {
          const answer = (await adapters[READ_PARTITIONS]?.(args, context)) ?? {};
          if (!isOfSlots(args)) return answer;
          const { Partitions } = answer as { Partitions: { Parameters: JsonObject }[] };
          reads += 1;
          return {
            Partitions: Partitions.map((each) => ({
              ...each,
              Parameters: { ...each.Parameters, export_id: `other-${reads}` },
            })),
          };
        },
      },
    );
    expect([result.error, services.partitionsOf('unloaded')]).toEqual(['Publish.BaseChanged', []]);
  });
});

describe('reconciling', () => {
  const proof = async (services: ChainServices) => {
    for (const day of ['2026-01-31', '2026-02-01', '2026-02-02', '2026-02-03', '2026-02-04', '2026-02-05']) {
      const { status } = await runNightAt(services, `${day}T19:00:00Z`);
      if (status !== 'SUCCEEDED') throw new Error(`the night of ${day} ended ${status}`);
    }
    services.asked.length = 0;
    return runNightAt(services, '2026-02-06T19:00:00Z');
  };

  it('compares the night of changes of its day with a full export, and records that both are equal', async () => {
    const services = await withFirstNight({ reconcile: 'weekly' });
    const parquet = () => services.parquet().size;
    const result = await proof(services);
    expect([result.status, result.cause]).toEqual(['SUCCEEDED', undefined]);
    expect(services.asked.map(({ ExportType, ExportTime }) => ExportType ?? ExportTime)).toEqual([
      'INCREMENTAL_EXPORT',
      '2026-02-06T19:00:00.000Z',
    ]);
    expect(services.chainOf('2026-02-06')).toMatchObject({
      night_kind: 'changes',
      reconciled_at: '2026-02-06',
      chain_depth: '7',
    });
    const newest = services.partitionsOf('latest').find(({ Values }) => Values[0] === 'newest');
    expect(newest?.Parameters).toMatchObject({ reconciled_at: '2026-02-06', night_kind: 'changes' });
    expect([parquet(), services.partitionsOf('unloaded'), services.partitionsOf('staged')]).toEqual([16, [], []]);
    services.asked.length = 0;
    await runNightAt(services, '2026-02-07T19:00:00Z');
    expect(services.windows()).toHaveLength(1);
    expect(services.asked).toHaveLength(1);
  });

  it('publishes the full export where they differ, and tells which keys do', async () => {
    const services = await withFirstNight({ reconcile: 'weekly' });
    services.findings.set('differences', [['2', 'key 1; key 2']]);
    services.script = { different: true };
    const result = await proof(services);
    expect(result.error).toBe('Reconcile.Different');
    const cause = JSON.parse(result.cause ?? '') as JsonObject;
    expect(cause).toMatchObject({ found: '2 keys differ, among them key 1; key 2' });
    expect(services.chainOf('2026-02-06')).toMatchObject({
      night_kind: 'full',
      chain_depth: '0',
      reconciled_at: '2026-02-06',
    });
    const { newest } = services.published();
    expect([services.published()['2026-02-06'], services.chainOf('2026-02-06')?.export_id]).toEqual([newest, newest]);
    expect([services.partitionsOf('unloaded'), services.partitionsOf('staged')]).toEqual([[], []]);
  });

  it('is tried again the next night where the full export fails; the night of changes stays', async () => {
    const services = await withFirstNight({ reconcile: 'weekly' });
    services.findings.set('full', [['file_lines', 'error', 'data/a.json.gz', '1', '0', undefined]]);
    const result = await proof(services);
    expect(result.error).toBe('Validation.Failed');
    expect(services.chainOf('2026-02-06')).toMatchObject({ night_kind: 'changes', reconciled_at: '2026-01-30' });
    services.findings.clear();
    const next = await runNightAt(services, '2026-02-07T19:00:00Z');
    expect([next.status, services.chainOf('2026-02-07')?.reconciled_at]).toEqual(['SUCCEEDED', '2026-02-07']);
  });

  it('is left out with reconcile: never', async () => {
    const services = await withFirstNight({ reconcile: 'never' });
    await proof(services);
    expect(services.windows()).toHaveLength(1);
    expect(services.asked).toHaveLength(1);
  });
});

describe('an incremental export that the input gives', () => {
  const from = Date.parse('2026-01-30T19:00:00Z');

  it('is added to the night at whose instant it begins', async () => {
    const services = await withFirstNight();
    await services.clock.sleep(DAY);
    const exportArn = services.exportByHand(services.names.exportPrefix, { from, to: from + DAY });
    await services.clock.sleep(DAY);
    const result = await services.night({ exportArn });
    expect([result.status, result.cause]).toEqual(['SUCCEEDED', undefined]);
    expect(services.chainOf('2026-01-31')).toMatchObject({
      night_kind: 'changes',
      export_time: '2026-01-31T19:00:00.000Z',
    });
    expect(services.asked).toEqual([]);
  });

  it.each([
    ['begins later', HOUR],
    ['begins earlier', -HOUR],
  ])('is refused where it %s', async (_, shift) => {
    const services = await withFirstNight();
    await services.clock.sleep(2 * DAY);
    const exportArn = services.exportByHand(services.names.exportPrefix, { from: from + shift, to: from + DAY });
    await services.clock.sleep(HOUR);
    expect((await services.night({ exportArn })).error).toBe('Changes.NotContiguous');
  });

  it('is refused where there is no night', async () => {
    const services = new ChainServices();
    const exportArn = services.exportByHand(services.names.exportPrefix, { from: from - DAY, to: from });
    await services.clock.sleep(HOUR);
    expect((await services.night({ exportArn })).error).toBe('Changes.NoBase');
  });

  it('is refused where it is one of another table of the name', async () => {
    const services = await withFirstNight();
    services.script = { tableId: 'another' };
    await services.clock.sleep(DAY);
    const exportArn = services.exportByHand(services.names.exportPrefix, { from, to: from + DAY });
    await services.clock.sleep(HOUR);
    expect((await services.night({ exportArn })).error).toBe('Changes.OtherTable');
  });
});

it('a call that fails leaves a night that can be redriven', async () => {
  const services = await withFirstNight();
  await services.clock.sleep(DAY);
  const adapters = services.adapters();
  const result = await services.night(
    { scheduledTime: '2026-01-31T19:00:00Z' },
    {
      ...adapters,
      [READ_PARTITIONS]: async () => {
        throw new TaskFailure('Glue.AccessDeniedException', 'denied');
      },
    },
  );
  expect([result.status, entered(result).at(-1)]).toEqual(['FAILED', 'readBase']);
});
