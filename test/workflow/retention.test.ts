import { TaskFailure, type ExecutionResult, type TaskAdapters } from '../../lib/asl';
import { ColumnarServices } from './columnar-services';
import { listEntered, Services } from './services';

const LIST = 'arn:aws:states:::aws-sdk:s3:listObjectsV2';
const DELETE = 'arn:aws:states:::aws-sdk:s3:deleteObjects';
const RESULTS = 'arn:aws:states:::aws-sdk:athena:getQueryResults';
const BATCH_DELETE = 'arn:aws:states:::aws-sdk:glue:batchDeletePartition';
const BATCH_UPDATE = 'arn:aws:states:::aws-sdk:glue:batchUpdatePartition';

/** When the night of a date begins: at 4:00 in Tokyo. */
const nightOf = (date: string) => Date.parse(`${date}T04:00:00+09:00`);

/** Services of which partitions stay ten days, and objects thirty more. */
function services(of: typeof Services | typeof ColumnarServices = Services): Services {
  const made = new of({ retentionDays: 10 });
  made.script = { exportMinutes: 0 };
  return made;
}

/** Runs the night of a date when it comes. */
async function night(on: Services, date: string, adapters?: TaskAdapters): Promise<ExecutionResult> {
  await on.clock.sleep(Math.max(0, nightOf(date) - on.clock.now()));
  return on.night({ exportDate: date }, adapters ?? on.adapters());
}

/** Runs the nights of some dates, each when it comes. @returns the id of each one's export, by date */
async function nights(on: Services, ...dates: string[]): Promise<Record<string, string>> {
  const ids: Record<string, string> = {};
  for (const date of dates) {
    const { status, output } = await night(on, date);
    if (status === 'SUCCEEDED') ids[date] = (output as { exportArn: string }).exportArn.split('/').at(-1) ?? '';
  }
  return ids;
}

function partitions({ catalog, names }: Services, table: 'raw' | 'files' | 'staged' | 'unloaded') {
  return catalog.table(names.database, names[table])?.partitions ?? [];
}

const dates = (on: Services, table: 'raw' | 'files') => partitions(on, table).map(({ Values }) => Values[0]);

/** The folders in which something of an export lies. */
function folders({ objects }: Services, id: string | undefined): string[] {
  const keys = [...objects].filter(([, of]) => of === id).map(([key]) => key.split('/')[0] ?? '');
  return [...new Set(keys)].sort();
}

describe('partitions', () => {
  it('that are older go, but never those of the two newest nights', async () => {
    const on = services();
    await nights(on, '2026-02-01', '2026-02-02', '2026-02-03', '2026-03-20');
    expect(Object.keys(on.readPublished())).toEqual(['2026-02-03', '2026-03-20', 'newest', 'previous']);
  });

  it('stay while nights stop coming: not one goes without a verified night', async () => {
    const on = services();
    await nights(on, '2026-02-01', '2026-02-02');
    const before = [on.readPublished(), new Map(on.objects)];
    on.script = { failureCode: 'S3AccessDenied' };
    expect(await night(on, '2027-03-01')).toMatchObject({ status: 'FAILED' });
    expect(on.readPublished()).toEqual(before[0]);
    expect([...on.objects]).toEqual(expect.arrayContaining([...(before[1] as Map<string, string>)]));
  });

  it('of the last night before a gap of a year stay until the night after the next', async () => {
    const on = services();
    await nights(on, '2026-02-01', '2026-02-02', '2027-02-02');
    expect(dates(on, 'raw')).toContain('2026-02-02');
    await nights(on, '2027-02-03');
    expect(Object.keys(on.readPublished())).toEqual(['2027-02-02', '2027-02-03', 'newest', 'previous']);
  });

  it('go on the first night, however many there are, and what stays is tried once', async () => {
    const on = services();
    await nights(on, '2026-02-01');
    const raw = on.catalog.table(on.names.database, on.names.raw);
    const [one] = raw?.partitions ?? [];
    if (!raw || !one) throw new Error('nothing was published');
    const old = Array.from({ length: 130 }, (_, day) =>
      new Date(Date.UTC(2025, 0, 1 + day)).toISOString().slice(0, 10),
    );
    on.catalog.changePartitions(on.names.database, on.names.raw, () => [
      ...old.map((date) => ({ ...one, Values: [date] })),
      one,
    ]);
    const adapters = on.adapters();
    const result = await night(on, '2026-02-02', {
      ...adapters,
      [BATCH_DELETE]: async (args, context) => {
        const { PartitionsToDelete, ...rest } = args as { PartitionsToDelete: { Values: string[] }[] };
        const some = PartitionsToDelete.filter(({ Values }) => Values[0] !== '2025-01-07');
        return adapters[BATCH_DELETE]?.({ ...rest, PartitionsToDelete: some }, context) ?? {};
      },
    });
    expect(result).toMatchObject({ status: 'SUCCEEDED' });
    expect(Object.keys(on.readPublished())).toEqual(['2025-01-07', '2026-02-01', '2026-02-02', 'newest', 'previous']);
    expect(listEntered(result).filter((state) => state === 'expirePartitions')).toHaveLength(6);
  });

  it('of which Glue does not take down that they expired stay', async () => {
    const on = services();
    await nights(on, '2026-02-01', '2026-02-02', '2026-02-03');
    const refuse = async () => ({
      Errors: [
        { PartitionValueList: ['2026-02-01', 'x'], ErrorDetail: { ErrorCode: 'InternalServiceException' } },
        { PartitionValueList: ['2026-02-02', 'x'], ErrorDetail: { ErrorCode: 'EntityNotFoundException' } },
      ],
    });
    await night(on, '2026-03-20', { ...on.adapters(), [BATCH_UPDATE]: refuse });
    expect(dates(on, 'raw')).toEqual(['2026-02-01', '2026-02-03', '2026-03-20']);
  });

  it('are found behind pages with nothing on them', async () => {
    const on = services();
    await nights(on, '2026-02-01', '2026-02-02', '2026-02-03');
    const get = 'arn:aws:states:::aws-sdk:glue:getPartitions';
    const adapters = on.adapters();
    const sparse: TaskAdapters[string] = async (args, context) => {
      const { NextToken, ...rest } = args as { NextToken?: string; [more: string]: unknown };
      if (NextToken === undefined) return { Partitions: [], NextToken: 'first' };
      const from = NextToken === 'first' ? rest : { ...rest, NextToken };
      return adapters[get]?.(from as never, context) ?? {};
    };
    expect(await night(on, '2026-03-20', { ...adapters, [get]: sparse })).toMatchObject({ status: 'SUCCEEDED' });
    expect(dates(on, 'raw')).toEqual(['2026-02-03', '2026-03-20']);
  });
});

describe('objects', () => {
  it('go thirty days after their partition, all of them, and the registration last', async () => {
    const on = services();
    const ids = await nights(on, '2026-02-01', '2026-02-02', '2026-03-01', '2026-03-30');
    expect(dates(on, 'raw')).toEqual(['2026-03-01', '2026-03-30']);
    expect(folders(on, ids['2026-02-01'])).toEqual(['export', 'manifests']);
    expect(dates(on, 'files')).toEqual(['2026-02-01', '2026-02-02', '2026-03-01', '2026-03-30']);
    await nights(on, '2026-04-01');
    expect(folders(on, ids['2026-02-01'])).toEqual([]);
    expect(folders(on, ids['2026-02-02'])).toEqual(['export', 'manifests']);
    expect(dates(on, 'files')).toEqual(['2026-02-02', '2026-03-01', '2026-03-30', '2026-04-01']);
  });

  it('stay thirty days even where the partition was old already, as after a gap or with lower retentionDays', async () => {
    const on = services();
    const ids = await nights(on, '2026-02-01', '2026-02-02', '2026-12-01', '2026-12-02', '2026-12-31');
    expect(dates(on, 'raw')).not.toContain('2026-02-02');
    expect(folders(on, ids['2026-02-02'])).toEqual(['export', 'manifests']);
    await nights(on, '2027-01-02');
    expect(folders(on, ids['2026-02-02'])).toEqual([]);
  });

  it('of the newest and the previous night stay, however old they are', async () => {
    const on = services();
    const ids = await nights(on, '2026-02-01', '2026-02-02', '2027-02-02');
    expect(folders(on, ids['2026-02-01'])).toEqual(['export', 'manifests']);
    expect(folders(on, ids['2026-02-02'])).toEqual(['export', 'manifests']);
  });

  it('of a partition that cannot be deleted stay', async () => {
    const on = services();
    const ids = await nights(on, '2026-02-01', '2026-02-02', '2026-02-03');
    const stubborn = { ...on.adapters(), [BATCH_DELETE]: async () => ({ Errors: [{}] }) };
    for (const date of ['2026-03-20', '2026-04-20', '2026-04-21']) await night(on, date, stubborn);
    expect(dates(on, 'raw')).toContain('2026-02-01');
    expect(folders(on, ids['2026-02-01'])).toEqual(['export', 'manifests']);
  });

  it('of an export that is another night too stay as long as that', async () => {
    const on = services();
    const ids = await nights(on, '2026-02-01', '2026-02-02');
    const exportArn = `${on.tableArn}/export/${ids['2026-02-01'] ?? ''}`;
    await on.clock.sleep(nightOf('2026-02-20') - on.clock.now());
    on.changeSummary(exportArn, (text) => text.replace(/"exportTime":"[^"]*"/, '"exportTime":"2026-02-19T20:00:00Z"'));
    await on.clock.sleep(2 * 3_600_000);
    expect(await on.night({ exportArn, exportDate: '2026-02-20' })).toMatchObject({ status: 'SUCCEEDED' });
    await nights(on, '2026-02-21', '2026-03-20', '2026-03-21');
    expect(dates(on, 'raw')).toEqual(['2026-03-20', '2026-03-21']);
    expect(folders(on, ids['2026-02-01'])).toEqual(['export', 'manifests']);
    await nights(on, '2026-04-25');
    expect(folders(on, ids['2026-02-01'])).toEqual([]);
    expect(dates(on, 'files')).not.toContain('2026-02-20');
  });

  it('of exports that were refused or replaced go as well, and nothing staged answers with silence', async () => {
    const on = services();
    await nights(on, '2026-02-01');
    on.script = { exportMinutes: 0, problems: [{ check: 'item_count', severity: 'error' }] };
    await nights(on, '2026-02-01');
    on.script = { exportMinutes: 0 };
    await nights(on, '2026-02-01', '2026-02-02', '2026-02-03');
    expect(partitions(on, 'staged')).toHaveLength(1);
    await nights(on, '2026-02-14', '2026-04-01');
    expect(dates(on, 'files')).toEqual(['2026-02-03', '2026-02-14', '2026-04-01']);
    expect(new Set(on.objects.values()).size).toBe(3);
    expect(partitions(on, 'staged')).toEqual([]);
  });

  it('go with the Parquet of their nights', async () => {
    const on = services(ColumnarServices);
    const ids = await nights(on, '2026-02-01', '2026-02-02', '2026-02-03', '2026-02-14');
    expect(folders(on, ids['2026-02-01'])).toEqual(['columnar', 'export', 'manifests']);
    await nights(on, '2026-04-01');
    expect(folders(on, ids['2026-02-01'])).toEqual([]);
  });

  it('of a columnar export go with the partitions that executions left which broke before they dropped them', async () => {
    const on = services(ColumnarServices);
    const broken = {
      ...on.adapters(),
      [RESULTS]: async () => {
        throw new TaskFailure('Athena.AthenaException', 'is not authorized to perform: athena:GetQueryResults');
      },
    };
    const listAbandoned = () =>
      partitions(on, 'unloaded').map(({ StorageDescriptor }) => StorageDescriptor?.Location?.split('/')[5]);
    const ids: (string | undefined)[] = [];
    for (const date of ['2026-02-01', '2026-02-01', '2026-03-30']) {
      expect(await night(on, date, broken)).toMatchObject({ failedAt: { state: 'readValidation' } });
      ids.push(listAbandoned().find((id) => !ids.includes(id)));
    }
    await nights(on, '2026-03-31');
    expect(listAbandoned().sort()).toEqual([...ids].sort());
    await nights(on, '2026-04-01');
    expect(listAbandoned()).toEqual([ids[2]]);
    expect(ids.map((id) => folders(on, id))).toEqual([[], [], ['columnar', 'export', 'manifests']]);
  });

  it("that lie elsewhere are not the machine's to remove: only the registration goes", async () => {
    const on = services();
    const ids = await nights(on, '2026-02-01', '2026-02-02', '2026-02-03', '2026-02-14');
    const id = ids['2026-02-01'] ?? '';
    on.objects.set(`elsewhere/AWSDynamoDB/${id}/data/a.json.gz`, id);
    await nights(on, '2026-04-01');
    expect(folders(on, id)).toEqual(['elsewhere']);
    expect(dates(on, 'files')).not.toContain('2026-02-01');
  });

  it('are removed by no night that left the slots to others', async () => {
    const on = services();
    const ids = await nights(on, '2026-02-01', '2026-02-02', '2026-02-03', '2026-02-14');
    await on.clock.sleep(nightOf('2026-04-01') - on.clock.now());
    expect(await on.night({ exportDate: '2026-02-13' })).toMatchObject({ error: 'Export.Expired' });
    await nights(on, '2026-04-01', '2026-04-02');
    const left = [...on.objects.values()];
    expect(left).not.toContain(ids['2026-02-01']);
    expect(left).toContain(ids['2026-02-14']);
  });

  it('that S3 does not delete are tried once a night, and hold up no others', async () => {
    const on = services();
    const ids = await nights(on, '2026-02-01', '2026-02-02', '2026-02-03', '2026-02-14');
    const adapters = on.adapters();
    const locked = `${on.names.exportPrefix}/AWSDynamoDB/${ids['2026-02-01'] ?? ''}/data/`;
    const held = {
      ...adapters,
      [DELETE]: async (args: unknown, context: unknown) => {
        const { Delete, ...rest } = args as { Delete: { Objects: { Key: string }[] } };
        const Objects = Delete.Objects.filter(({ Key }) => !Key.startsWith(locked));
        await adapters[DELETE]?.({ ...rest, Delete: { Objects } }, context as never);
        const Errors = Delete.Objects.filter(({ Key }) => Key.startsWith(locked)).map(({ Key }) => ({ Key }));
        return Errors.length === 0 ? {} : { Errors };
      },
    } as TaskAdapters;
    const result = await night(on, '2026-04-01', held);
    expect(result).toMatchObject({ status: 'SUCCEEDED' });
    expect(dates(on, 'files')).toEqual(['2026-02-01', '2026-02-03', '2026-02-14', '2026-04-01']);
    expect(folders(on, ids['2026-02-01'])).toEqual(['export', 'manifests']);
    await nights(on, '2026-04-02');
    expect(folders(on, ids['2026-02-01'])).toEqual([]);
  });

  it('of large exports go page by page, over several nights where there are too many for one history', async () => {
    const on = services();
    const ids = await nights(on, '2026-02-01', '2026-02-02', '2026-02-03', '2026-02-14');
    const id = ids['2026-02-01'] ?? '';
    const fill = (files: number) => {
      for (let n = 0; n < files; n++)
        on.objects.set(`${on.names.exportPrefix}/AWSDynamoDB/${id}/data/${n}.json.gz`, id);
    };
    fill(1000);
    const adapters = on.adapters();
    // A listing that never ends: another program goes on writing there.
    const endless = {
      ...adapters,
      [LIST]: listWith(adapters, () => {
        fill(1);
      }),
    };
    const result = await night(on, '2026-04-01', endless);
    expect(result).toMatchObject({ status: 'SUCCEEDED' });
    expect(listEntered(result).filter((state) => state === 'listRemovable')).toHaveLength(400);
    expect(result.events.length).toBeLessThan(12_500);
    const rest = await night(on, '2026-04-02');
    expect(folders(on, id)).toEqual([]);
    expect(listEntered(rest)).toContain('dropRegistered');
  });

  it('of more exports than a night removes go on the next', async () => {
    const on = services();
    await nights(on, '2026-02-01', '2026-02-02', '2026-02-03', '2026-02-14');
    const files = on.catalog.table(on.names.database, on.names.files);
    const [one] = files?.partitions ?? [];
    if (!files || !one) throw new Error('nothing was registered');
    const more = Array.from({ length: 120 }, (_, n) => ({
      ...one,
      Values: ['2026-01-01', `01767207600${String(n).padStart(3, '0')}-0123abcd`],
    }));
    on.catalog.changePartitions(on.names.database, on.names.files, () => [...more, ...files.partitions]);
    const [first, second] = [await night(on, '2026-04-01'), await night(on, '2026-04-02')];
    const countRemovals = (result: ExecutionResult) =>
      listEntered(result).filter((state) => state === 'dropRegistered').length;
    expect([countRemovals(first), countRemovals(second)]).toEqual([100, 22]);
    expect(first.events.length).toBeLessThan(12_500);
  });
});

/** Lists, and says that there is more. */
function listWith(adapters: TaskAdapters, before: () => void): TaskAdapters[string] {
  return async (args, context) => {
    before();
    return { ...((await adapters[LIST]?.(args, context)) as object), IsTruncated: true };
  };
}

describe('a night that retention would remove', () => {
  it('is published in the two weeks after, when its objects are safe', async () => {
    const on = services();
    await on.clock.sleep(nightOf('2026-03-01') - on.clock.now());
    expect(await on.night({ exportDate: '2026-02-05' })).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('is refused later, before anything of it is registered', async () => {
    const on = services();
    await on.clock.sleep(nightOf('2026-03-01') - on.clock.now());
    const result = await on.night({ exportDate: '2026-02-03' });
    expect(result).toMatchObject({ status: 'FAILED', error: 'Export.Expired' });
    expect(JSON.parse(result.cause ?? '')).toMatchObject({
      found: expect.stringMatching(/^2026-02-03, the export 0\d+-/) as string,
      expected: 'a date of 2026-02-04 or later, and an export that was started since',
    });
    expect([partitions(on, 'files'), partitions(on, 'staged'), on.readPublished()]).toEqual([[], [], {}]);
  });

  it('is refused under a later date as well: the export is as old', async () => {
    const on = services();
    const exportArn = on.exportByHand();
    await on.clock.sleep(nightOf('2026-03-01') - on.clock.now());
    expect(await on.night({ exportArn, exportDate: '2026-03-01' })).toMatchObject({ error: 'Export.Expired' });
  });
});

it('a broken call of the removal ends the night where it can be redriven, with all that was published', async () => {
  const on = services();
  await nights(on, '2026-02-01', '2026-02-02', '2026-02-03', '2026-02-14');
  const adapters = on.adapters();
  const deny: TaskAdapters[string] = async (args, context) => {
    if (context.state === 'listRemovable')
      throw new TaskFailure('S3.S3Exception', 'is not authorized to perform: s3:ListBucket');
    return (await adapters[LIST]?.(args, context)) ?? {};
  };
  const result = await night(on, '2026-04-01', { ...adapters, [LIST]: deny });
  expect(result).toMatchObject({ status: 'FAILED', error: 'S3.S3Exception', failedAt: { state: 'listRemovable' } });
  expect(Object.keys(on.readPublished())).toEqual(['2026-02-14', '2026-04-01', 'newest', 'previous']);
});
