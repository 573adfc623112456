import type { Json, JsonObject } from '../../lib/asl';
import { outputOf, type ChainServices } from './chain-services';
import { DAY, EXPORT, READ_PARTITIONS, withFirstNight } from './first-night';

/** Whether a page of the slots is asked for. */
function isOfSlots(args: Json): boolean {
  return (args as { TableName: string }).TableName === 'orders_latest';
}

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
    expect(outputOf(result).published).toBe(services.readPublished().newest);
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
