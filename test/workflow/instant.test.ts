import { redrive, TaskFailure, type ExecutionResult, type JsonObject } from '../../lib/asl';
import { listEntered, Services } from './services';

const MINUTE = 60_000;
const DAY = 86_400_000;

const EXPORT = 'arn:aws:states:::aws-sdk:dynamodb:exportTableToPointInTime';
const SCHEDULED = '2026-01-30T19:00:00Z';
const DENIED = async () => {
  throw new TaskFailure('DynamoDb.AccessDeniedException', 'is not authorized to perform: dynamodb:ExportTable');
};

const causeOf = ({ cause }: ExecutionResult) => JSON.parse(cause ?? '{}') as Record<string, unknown>;
const exportTime = ({ output }: ExecutionResult) => (output as JsonObject | undefined)?.exportTime;

/** What each call of an export asked for. */
function watch(services: Services): {
  readonly asked: JsonObject[];
  readonly adapters: ReturnType<Services['adapters']>;
} {
  const asked: JsonObject[] = [];
  const adapters = services.adapters();
  const call = adapters[EXPORT];
  return {
    asked,
    adapters: {
      ...adapters,
      [EXPORT]: (args, context) => {
        asked.push({ ...(args as JsonObject), at: services.clock.now() });
        return call?.(args, context) ?? Promise.resolve({});
      },
    },
  };
}

describe('a night stands for an instant', () => {
  it('which is the scheduled time; its export is asked for some minutes later', async () => {
    const services = new Services();
    const { asked, adapters } = watch(services);
    const began = services.clock.now();
    const night = await services.night({ scheduledTime: SCHEDULED }, adapters);
    expect(asked).toMatchObject([{ ExportTime: '2026-01-30T19:00:00.000Z', at: began + 5 * MINUTE }]);
    expect(exportTime(night)).toBe('2026-01-30T19:00:00.000Z');
  });

  it('which is the start, to the millisecond, where it is begun by hand', async () => {
    const services = new Services({}, { time: Date.parse('2026-01-30T08:15:30.123Z') });
    expect(exportTime(await services.night({}))).toBe('2026-01-30T08:15:30.123Z');
  });

  it('and waits for nothing where that has passed', async () => {
    const services = new Services();
    await services.clock.sleep(6 * MINUTE);
    const { asked, adapters } = watch(services);
    const began = services.clock.now();
    await services.night({ scheduledTime: SCHEDULED }, adapters);
    expect(asked).toMatchObject([{ at: began }]);
  });

  it('and still does when it is redriven ten days late', async () => {
    const services = new Services();
    const broken = await services.night({ scheduledTime: SCHEDULED }, { ...services.adapters(), [EXPORT]: DENIED });
    expect(broken).toMatchObject({ status: 'FAILED', error: 'DynamoDb.AccessDeniedException' });
    await services.clock.sleep(10 * DAY);
    const late = await redrive(broken, services.options({ scheduledTime: SCHEDULED }));
    expect(late).toMatchObject({
      status: 'SUCCEEDED',
      output: { exportDate: '2026-01-31', exportTime: '2026-01-30T19:00:00.000Z' },
    });
  });

  it('which another execution for the same scheduled time has too', async () => {
    const services = new Services();
    const first = await services.night({ scheduledTime: SCHEDULED });
    await services.clock.sleep(3 * DAY);
    expect(exportTime(await services.night({ scheduledTime: SCHEDULED }))).toBe(exportTime(first));
  });

  it('whose date is that of the items of a given export, not of the start of that export', async () => {
    const services = new Services();
    const { output } = await services.night({ scheduledTime: SCHEDULED });
    const { exportArn = '' } = output as { exportArn?: string };
    await services.clock.sleep(3 * DAY);
    services.changeSummary(exportArn, (text) =>
      text.replaceAll('2026-01-30T19:00:00.000Z', '2026-01-28T19:00:00.000Z'),
    );
    expect((await services.night({ exportArn })).output).toMatchObject({ exportDate: '2026-01-29' });
  });
});

describe('a time that DynamoDB cannot export', () => {
  it('is asked for again while it is not available yet', async () => {
    const services = new Services();
    services.script = { availableMinutes: 30 };
    const night = await services.night({ scheduledTime: SCHEDULED });
    expect(night.status).toBe('SUCCEEDED');
    expect(listEntered(night).filter((state) => state === 'waitForRecovery')).toHaveLength(25);
  });

  it('is a verdict after two hours', async () => {
    const services = new Services();
    services.script = { availableMinutes: 600 };
    const { error, startTime, stopTime } = await services.night({ scheduledTime: SCHEDULED });
    expect([error, (stopTime - startTime) / MINUTE]).toEqual(['Export.TimeNotAvailable', 120]);
  });

  it('is a verdict at once, with a remedy, where point-in-time recovery began after it', async () => {
    const services = new Services();
    services.script = { recoverySince: services.clock.now() + MINUTE };
    const night = await services.night({ scheduledTime: SCHEDULED });
    expect(night).toMatchObject({ status: 'FAILED', error: 'Export.TimeNotAvailable' });
    expect(listEntered(night)).not.toContain('waitForRecovery');
    expect(causeOf(night)).toMatchObject({
      found: 'Export Time is invalid',
      expected: 'items of 2026-01-30T19:00:00.000Z, which point-in-time recovery reaches',
      remedy: expect.stringContaining('describe-continuous-backups') as string,
    });
  });
});

describe('an input that cannot be used', () => {
  it.each([
    [{ exportDate: '2062-01-31' }, '2062-01-31', 'a date until that of the night, 2026-01-31'],
    [{ exportDate: '2026-02-01' }, '2026-02-01', 'a date until that of the night, 2026-01-31'],
    [
      { scheduledTime: '2026-01-29T19:00:00Z', exportDate: '2026-01-31' },
      '2026-01-31',
      'a date until that of the night, 2026-01-30',
    ],
    [{ exportDate: '2026-02-29' }, '2026-02-29', 'a day of the calendar such as 2026-01-31'],
    [{ exportDate: '2026-01-31\n' }, '2026-01-31\n', 'a day of the calendar such as 2026-01-31'],
    [{ exportDate: '1969-12-31' }, '1969-12-31', 'a time since 2020'],
    [{ exportDate: ['2026-01-31'] }, '["2026-01-31"]', 'a day of the calendar such as 2026-01-31'],
    [{ exportDate: null }, 'null', 'a day of the calendar such as 2026-01-31'],
    [{ scheduledTime: '2026-13-45T99:99:99Z' }, '2026-13-45T99:99:99Z', 'a UTC time such as 2026-01-31T19:00:00Z'],
    [{ scheduledTime: '0001-01-01T00:00:00Z' }, '0001-01-01T00:00:00Z', 'a time since 2020'],
    [
      { scheduledTime: '2026-01-30T19:02:00Z' },
      '2026-01-30T19:02:00Z',
      expect.stringMatching(/^a time until the start of the execution, 2026-01-30T19:00:00/) as string,
    ],
    [
      { exportdate: '2026-01-31' },
      'exportdate',
      'scheduledTime, exportArn, exportManifest, exportDate, each of them optional',
    ],
    [
      { exportArn: `arn:aws:dynamodb:ap-northeast-1:0:table/t/export/${'9'.repeat(400)}-0` },
      expect.any(String),
      expect.any(String),
    ],
    [['2026-01-31'], '["2026-01-31"]', 'a JSON object'],
    ['2026-01-31', '2026-01-31', 'a JSON object'],
    [null, 'null', 'a JSON object'],
  ])('such as %j is refused before anything is begun', async (input, found, expected) => {
    const services = new Services();
    const { asked, adapters } = watch(services);
    const night = await services.night(input, adapters);
    expect(night).toMatchObject({ status: 'FAILED', error: 'Input.Invalid' });
    expect(causeOf(night)).toMatchObject({ found: found as unknown, expected: expected as unknown });
    expect(asked).toEqual([]);
  });

  it('may say who started the execution, as Step Functions proposes it', async () => {
    const input = { AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID: 'arn:aws:states:eu-west-1:1:execution:m:e' };
    expect(await new Services().night(input)).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('may have a time of a leap day, and the clock of the scheduler a little ahead', async () => {
    const services = new Services({}, { time: Date.UTC(2028, 1, 29, 12) });
    const night = await services.night({ scheduledTime: '2028-02-29T12:00:30Z' });
    expect(night.output).toMatchObject({ exportDate: '2028-02-29' });
  });
});

describe('an export that is not what a night needs', () => {
  it('is refused under a date after that of its items, which would be the newest', async () => {
    const services = new Services();
    const exportArn = services.exportByHand();
    await services.clock.sleep(10 * DAY);
    await services.night({});
    const before = services.readPublished();
    const night = await services.night({ exportArn, exportDate: '2026-02-10' });
    expect(night).toMatchObject({ status: 'FAILED', error: 'Export.OlderThanDate' });
    expect(causeOf(night)).toMatchObject({
      found: '2026-02-10, the items of 2026-01-30T19:00:00.000Z',
      expected: 'a date until 2026-01-31',
    });
    expect(services.readPublished()).toEqual(before);
  });

  it('is published under a date before that of its items, which is told: it stands below nights with older items', async () => {
    const services = new Services();
    await services.night({});
    await services.clock.sleep(10 * DAY);
    const exportArn = services.exportByHand();
    await services.clock.sleep(60 * MINUTE);
    const night = await services.night({ exportArn, exportDate: '2026-02-05' });
    expect(night).toMatchObject({
      status: 'SUCCEEDED',
      output: {
        exportDate: '2026-02-05',
        warnings: [
          {
            check: 'items_date',
            severity: 'warn',
            expected: 'items of 2026-02-05',
            found: expect.stringMatching(/^those of 2026-02-10, 2026-02-09T19:/) as string,
          },
        ],
      },
    });
  });

  it('gives no warning under the date of its items', async () => {
    expect(await new Services().night({})).toMatchObject({ status: 'SUCCEEDED', output: { warnings: [] } });
  });

  it('is refused where DynamoDB says that it was filtered', async () => {
    const services = new Services();
    services.script = { description: { FilterSpecification: { FilterExpression: 'price > :p' } } };
    const night = await services.night({});
    expect(night).toMatchObject({ status: 'FAILED', error: 'Export.Filtered' });
    expect(causeOf(night)).toMatchObject({ found: '{"FilterExpression":"price > :p"}' });
  });
});
