import { TaskFailure, type JsonObject } from '../../lib/asl';
import { outputOf, type ChainServices } from './chain-services';
import { DAY, EXPORT, runNightAt, withFirstNight } from './first-night';
import { listEntered } from './services';

const FULL = { exportType: 'FULL_EXPORT' };

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
    expect(listEntered(result)).not.toContain('waitForWindow');
  });

  it.each([
    'Incremental export period to time cannot be greater than the current time : 2026-01-31T19:00:00Z',
    'Point in Time Recovery is not available for specified export time',
    'A text that nobody has recorded',
  ])('after two hours, where DynamoDB goes on to refuse the window: %s', async (windowRefused) => {
    const result = await runRefused(windowRefused);
    const waits = listEntered(result).filter((state) => state === 'waitForWindow').length;
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
    expect(listEntered(result)).not.toContain('waitForWindow');
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
