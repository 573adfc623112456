import { TaskFailure, type JsonObject } from '../../lib/asl';
import { ChainServices, outputOf } from './chain-services';
import { DAY, READ_PARTITIONS, runNightAt, withFirstNight } from './first-night';
import { listEntered } from './services';

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
    const base = services.readPublished().newest;
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
    const { newest, previous } = services.readPublished();
    expect([previous, services.readPublished()['2026-01-31']]).toEqual([base, newest]);
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
    expect(Values).toEqual(['2026-01-31', services.readPublished().newest]);
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
    const published = services.readPublished();
    const again = await services.night({ scheduledTime: '2026-01-30T19:00:00Z' });
    expect([again.status, again.cause, services.asked]).toEqual(['SUCCEEDED', undefined, []]);
    expect(services.readPublished()).toEqual(published);
    expect(services.partitionsOf('unloaded')).toEqual([]);
    expect(outputOf(again)).toMatchObject({ published: published.newest, exportDate: '2026-01-30', itemCount: 3 });
    const because = { kind: 'full', fullBecause: 'there is no published night yet' };
    expect(outputOf(again)).toMatchObject(because);
  });

  it('says what the night of its instant was made of, where that is published already', async () => {
    const services = await withFirstNight();
    const made = await runNightAt(services, '2026-01-31T19:00:00Z');
    const again = await runNightAt(services, '2026-01-31T19:00:00Z');
    const { kind, fullBecause, changes } = outputOf(made);
    expect(kind).toBe('changes');
    expect(outputOf(again)).toMatchObject({ kind, fullBecause, changes });
  });

  it('is refused within 15 minutes of the newest night', async () => {
    const services = await withFirstNight();
    const result = await runNightAt(services, '2026-01-30T19:10:00Z');
    expect([result.error, services.asked]).toEqual(['Export.WindowTooShort', []]);
    expect(JSON.parse(result.cause ?? '')).toMatchObject({ expected: 'a time from 2026-01-30T19:15:00.000Z on' });
  });
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
    const published = services.readPublished();
    services.findings.set(query, [row(check)]);
    const parquet = services.parquet();
    const result = await runNightAt(services, '2026-01-31T19:00:00Z');
    expect(result.error).toBe(error);
    expect(services.readPublished()).toEqual(published);
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
  expect([result.status, listEntered(result).at(-1)]).toEqual(['FAILED', 'readBase']);
});
