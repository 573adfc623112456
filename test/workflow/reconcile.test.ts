import type { JsonObject } from '../../lib/asl';
import type { ChainServices } from './chain-services';
import { runNightAt, withFirstNight } from './first-night';

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
    const { newest } = services.readPublished();
    expect([services.readPublished()['2026-02-06'], services.chainOf('2026-02-06')?.export_id]).toEqual([
      newest,
      newest,
    ]);
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
