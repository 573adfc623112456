import { TaskFailure, type ExecutionResult } from '../../lib/asl';
import { listEntered, Services } from './services';

const MINUTE = 60_000;
const QUERY = 'arn:aws:states:::athena:startQueryExecution.sync';

/** A night whose queries are not begun for so many minutes after the first was asked for; and how long it took. */
async function nightWith(error: string, minutes: number): Promise<{ night: ExecutionResult; tookMinutes: number }> {
  const services = new Services();
  const adapters = services.adapters();
  let asked: number | undefined;
  const night = await services.night(
    {},
    {
      ...adapters,
      [QUERY]: async (args, context) => {
        asked ??= services.clock.now();
        if (services.clock.now() < asked + minutes * MINUTE) throw new TaskFailure(error, 'Rate exceeded');
        return adapters[QUERY]?.(args, context) ?? {};
      },
    },
  );
  return { night, tookMinutes: (night.stopTime - (asked ?? 0)) / MINUTE };
}

describe('an Athena that has no room for a query', () => {
  it.each([10, 50, 90])('is waited for, %d minutes and little more', async (minutes) => {
    const { night, tookMinutes } = await nightWith('Athena.TooManyRequestsException', minutes);
    expect(night.status).toBe('SUCCEEDED');
    expect(tookMinutes).toBeLessThanOrEqual(minutes + 5);
  });

  it('is waited for no longer than five hours, and the verdict says why', async () => {
    const { night, tookMinutes } = await nightWith('Athena.TooManyRequestsException', Infinity);
    expect(listEntered(night).at(-1)).toBe('ExportFailed');
    expect(night.error).toBe('Validation.NotRun');
    expect(night.cause).toContain('Rate exceeded');
    expect(tookMinutes).toBeGreaterThan(90);
    expect(tookMinutes).toBeLessThanOrEqual(300);
  });

  it.each(['Athena.AmazonAthenaException', 'Athena.AthenaException', 'Athena.SdkClientException'])(
    'is not waited for so where it may be a denied call: %s ends the night within 20 minutes',
    async (error) => {
      const { night, tookMinutes } = await nightWith(error, Infinity);
      expect(night.status).toBe('FAILED');
      expect(tookMinutes).toBeLessThanOrEqual(20);
    },
  );
});
