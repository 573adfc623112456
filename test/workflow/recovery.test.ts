import { TaskFailure, type ExecutionResult, type JsonObject, type TaskAdapters } from '../../lib/asl';
import type { NightProblem } from '../../lib/night';
import { listEntered, Services } from './services';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const BACKUPS = 'arn:aws:states:::aws-sdk:dynamodb:describeContinuousBackups';

const warnings = ({ output }: ExecutionResult) =>
  (output as JsonObject | undefined)?.warnings as NightProblem[] | undefined;

/** A night at 19:00 on January 30, then one a day later; in between recovery is switched off and on. */
async function twoNights(
  script: Services['script'] = {},
  change: (adapters: TaskAdapters) => TaskAdapters = (same) => same,
): Promise<{ services: Services; second: ExecutionResult }> {
  const services = new Services();
  await services.night();
  const recoverySince = services.clock.now() + HOUR;
  await services.clock.sleep(DAY);
  services.script = { recoverySince, ...script };
  return { services, second: await services.night({}, change(services.adapters())) };
}

describe('point-in-time recovery that was switched off and on', () => {
  it('is told by the next night, which is published, and by no later one', async () => {
    const { services, second } = await twoNights();
    expect(second).toMatchObject({
      status: 'SUCCEEDED',
      output: {
        warnings: [
          {
            check: 'recovery_restarted',
            severity: 'warn',
            expected: 'point-in-time recovery since 2026-01-30T19:00:00.000Z, the time of 2026-01-31',
            found: expect.stringMatching(/^since 2026-01-30T20:\d\d:/) as string,
          },
        ],
      },
    });
    await services.clock.sleep(DAY);
    expect(warnings(await services.night())).toEqual([]);
  });

  it('is told by both executions of a date', async () => {
    const { services, second } = await twoNights();
    await services.clock.sleep(HOUR);
    expect(warnings(await services.night())).toEqual(warnings(second));
  });

  it('is not told by the first night, nor of an export that is given', async () => {
    const services = new Services();
    services.script = { recoverySince: services.clock.now() - HOUR };
    expect(warnings(await services.night())).toEqual([]);
    const exportArn = services.exportByHand();
    await services.clock.sleep(DAY);
    const adopted = await services.night({ exportArn });
    expect([warnings(adopted), listEntered(adopted).includes('readRecovery')]).toEqual([[], false]);
  });

  it('is not told where the table is another one, which is told', async () => {
    const { second } = await twoNights({ tableId: 'another' });
    expect(warnings(second)?.map(({ check }) => check)).toEqual(['table_id']);
  });

  it.each([
    ['full, however short it is', { RecoveryPeriodInDays: 1 }],
    ['not told', { EarliestRestorableDateTime: null }],
  ])('is not known where the window is %s', async (_, recovery) => {
    expect(warnings((await twoNights({ recovery })).second)).toEqual([]);
  });

  it('is not told after a pause that is longer than the window', async () => {
    const services = new Services();
    await services.night();
    await services.clock.sleep(50 * DAY);
    expect(warnings(await services.night())).toEqual([]);
  });

  it.each(['DynamoDb.DynamoDbException', 'DynamoDb.TableNotFoundException', 'States.Timeout'])(
    'costs no night where DynamoDB does not say it: %s',
    async (error) => {
      const { second } = await twoNights({}, (adapters) => ({
        ...adapters,
        [BACKUPS]: async () => {
          throw new TaskFailure(error, 'is not authorized to perform: dynamodb:DescribeContinuousBackups');
        },
      }));
      expect(second).toMatchObject({ status: 'SUCCEEDED', output: { warnings: [] } });
    },
  );

  it('costs no night where the answer is no answer', async () => {
    const { second } = await twoNights({ recovery: { EarliestRestorableDateTime: 'yesterday' } });
    expect(second).toMatchObject({ status: 'SUCCEEDED', output: { warnings: [] } });
  });
});
