import { readPublishedNights } from '../../../lib/night';
import { nightStatuses, type NightExecution, type StatusFacts } from '../../../lib/operations';

const ARN = 'arn:aws:dynamodb:ap-northeast-1:123456789012:table/orders/export/01769799600000-0123abcd';
const NOW = Date.parse('2026-01-30T20:00:00Z');

function execution(change: Partial<NightExecution>): NightExecution {
  return {
    arn: 'arn:execution',
    name: 'night',
    status: 'SUCCEEDED',
    startTime: Date.parse('2026-01-30T19:00:00Z'),
    stopTime: Date.parse('2026-01-30T19:12:30Z'),
    input: { scheduledTime: '2026-01-30T19:00:00Z' },
    output: {},
    error: undefined,
    cause: undefined,
    state: undefined,
    ...change,
  };
}

function statuses(facts: Partial<StatusFacts>, limit = 10) {
  return nightStatuses(
    {
      table: 'Orders',
      timeZone: 'Asia/Tokyo',
      executions: [],
      nights: [],
      queries: new Map(),
      billedBytes: new Map(),
      now: NOW,
      ...facts,
    },
    limit,
  );
}

const verified = execution({
  output: {
    exportArn: ARN,
    exportDate: '2026-01-31',
    itemCount: 3,
    validationQueryId: 'q',
    warnings: [{ check: 'type_of_price', severity: 'warn' }],
  },
});

describe('the status of nights', () => {
  it('has items, warnings, duration, bytes and what export and validation cost', () => {
    const queries = new Map([['q', { bytesScanned: 5e8, cost: 0.0025 }]]);
    const billedBytes = new Map([[ARN, 10 * 1024 ** 3]]);
    expect(statuses({ executions: [verified], queries, billedBytes })).toEqual([
      {
        table: 'Orders',
        exportDate: '2026-01-31',
        status: 'SUCCEEDED',
        state: undefined,
        started: '2026-01-30T19:00:00.000Z',
        seconds: 750,
        itemCount: 3,
        warnings: 1,
        bytesScanned: 5e8,
        cost: 1.0025,
        failure: undefined,
        exportArn: ARN,
        executionArn: 'arn:execution',
      },
    ]);
  });

  it('does not count the export of a night that adopted one', () => {
    const queries = new Map([['q', { bytesScanned: 5e8, cost: 0.0025 }]]);
    const adopted = { ...verified, input: { exportArn: ARN } };
    const [status] = statuses({ executions: [adopted], queries, billedBytes: new Map([[ARN, 1e12]]) });
    expect(status?.cost).toBe(0.0025);
  });

  it('says of a verdict what is wrong, of a broken call what AWS says, both in one line', () => {
    const verdict = { error: 'Export.Failed', what: 'DynamoDB gave up the export.', exportDate: '2026-01-31' };
    const failed = execution({
      status: 'FAILED',
      error: 'Export.Failed',
      cause: JSON.stringify(verdict),
      state: 'checkExportStatus',
    });
    const broken = execution({ status: 'FAILED', error: 'Glue.GlueException', cause: 'not\nauthorized', input: {} });
    expect(statuses({ executions: [failed, broken] }).map(({ failure }) => failure)).toEqual([
      'Export.Failed: DynamoDB gave up the export.',
      'Glue.GlueException: not authorized',
    ]);
  });

  it('knows the date of a night that runs by its scheduled time, in the zone', () => {
    const running = execution({ status: 'RUNNING', stopTime: undefined, state: 'Wait1' });
    expect(statuses({ executions: [running] })).toMatchObject([
      { exportDate: '2026-01-31', state: 'Wait1', seconds: 3600 },
    ]);
  });

  it('has published nights whose executions are forgotten, and each night once', () => {
    const partition = (date: string, arn: string) => ({
      Values: [date],
      Parameters: { export_arn: arn, item_count: '7', warnings: '0', validation_query_id: 'old' },
    });
    const nights = readPublishedNights([partition('2025-01-01', 'arn:old'), partition('2026-01-31', ARN)]);
    expect(statuses({ executions: [verified], nights })).toMatchObject([
      { exportDate: '2026-01-31', status: 'SUCCEEDED' },
      { exportDate: '2025-01-01', status: 'PUBLISHED', itemCount: 7, started: undefined },
    ]);
  });

  it('has no more nights than asked for, the newest first', () => {
    const nights = readPublishedNights(['2026-01-01', '2026-01-03', '2026-01-02'].map((date) => ({ Values: [date] })));
    expect(statuses({ nights }, 2).map(({ exportDate }) => exportDate)).toEqual(['2026-01-03', '2026-01-02']);
  });
});
