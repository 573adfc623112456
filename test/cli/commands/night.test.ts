import { join } from 'node:path';
import { SFNClient, type HistoryEvent } from '@aws-sdk/client-sfn';
import { awsClients } from '../../../lib/aws/account/clients';
import { generateOrders } from '../../../lib/local/sample-orders';
import { FakeAws } from '../../aws/fake-aws';
import { order, publishNights, type PublishedNights } from '../../target/published-nights';
import { runCli } from '../run-cli';

jest.mock('../../../lib/aws/account/clients');

// A night on this machine starts a DynamoDB, which takes a while on a busy machine.
jest.setTimeout(60_000);

describe('night', () => {
  let nights: PublishedNights;

  beforeAll(async () => {
    const orders = generateOrders({ count: 300, days: 30, until: new Date('2026-11-21T19:00:00Z'), seed: 1 });
    nights = await publishNights({ '2026-11-22': [...orders] });
  });

  afterAll(() => {
    nights.remove();
  });

  const local = (...args: string[]) => runCli(...args, '--folder', nights.folder);

  it('goes on from the newest night: the same items, and a day of changes', async () => {
    const { stdout, exitCode } = await local('night');
    expect(stdout).toMatch(
      /^The table example-sushiorderdata-dev has the 300 items of the night of 2026-11-22 again\.\nA day passes: \d+ orders /,
    );
    expect(stdout).toMatch(/\nVerified and published: 2026-11-23, 3\d\d items \(/);
    expect(exitCode).toBe(0);

    const { items } = JSON.parse((await local('diff', '2026-11-22', '2026-11-23', '--json')).stdout) as {
      items: Record<'added' | 'removed' | 'changed' | 'unchanged', number>;
    };
    expect(items.added).toBeGreaterThan(0);
    expect(items.removed).toBeGreaterThan(0);
    expect(items.changed).toBeGreaterThan(0);
    expect(items.removed + items.changed + items.unchanged).toBe(300);
  });

  it('gives a script JSON and nothing else on standard output', async () => {
    const { stdout, stderr, exitCode } = await local('night', '--json');
    const { status, output } = JSON.parse(stdout) as {
      status: string;
      output: { exportDate: string; warnings: unknown[] };
    };
    // no warning: the table of a folder goes on in the next process
    expect([status, output.exportDate, output.warnings, exitCode]).toEqual(['SUCCEEDED', '2026-11-24', [], 0]);
    expect(stderr).toContain('ExportCompleted');
  });

  it('needs nights to go on from', async () => {
    const { stderr, exitCode } = await runCli('night', '--folder', join(nights.folder, 'none'));
    expect(stderr).toContain('has no nights: run some with "npm start"');
    expect(exitCode).toBe(2);
  });

  it('is for the sample table alone', async () => {
    const { stderr, exitCode } = await local('night', '-c', 'tables=[{"name":"Guests","partitionKey":{"name":"id"}}]');
    expect(stderr).toContain('only the sample table of orders goes on');
    expect(exitCode).toBe(2);
  });

  it('takes the input of an execution for AWS alone', async () => {
    const { stderr, exitCode } = await local('night', '--date', '2026-11-23');
    expect([stderr, exitCode]).toEqual([
      '--date, --scheduled-time and --export-arn are for --target aws; on this machine: npm start -- --export DIR\n',
      2,
    ]);
  });
});

describe('night --target aws', () => {
  let nights: PublishedNights;

  beforeAll(async () => {
    nights = await publishNights({ '2026-11-23': [order('01', 1)] });
  });

  afterAll(() => {
    nights.remove();
  });

  const machine = 'example-ExportSushiOrderData-dev';
  const started: Record<string, unknown>[] = [];

  /** A state machine that ends in this way at once. */
  function ending(end: object, events: HistoryEvent[]): void {
    const send = async (command: { input: Record<string, unknown> }) => {
      switch (command.constructor.name) {
        case 'ListStateMachinesCommand':
          return { stateMachines: [{ name: machine, stateMachineArn: `arn:${machine}` }] };
        case 'StartExecutionCommand':
          started.push(command.input);
          return { executionArn: 'arn:execution' };
        case 'DescribeExecutionCommand':
          return { startDate: new Date(0), stopDate: new Date(754_000), ...end };
        default:
          return { events };
      }
    };
    const { clients } = new FakeAws({ folder: nights.folder });
    jest.mocked(awsClients).mockReturnValue({
      ...clients,
      stepFunctions: Object.assign(new SFNClient({ region: 'ap-northeast-1' }), { send }),
    });
  }

  const time = new Date('2026-11-22T19:00:00Z');
  const events: HistoryEvent[] = [
    { id: 1, type: 'ExecutionStarted', timestamp: time },
    { id: 2, type: 'TaskStateEntered', timestamp: time, stateEnteredEventDetails: { name: 'callExport', input: '{}' } },
    {
      id: 3,
      type: 'TaskFailed',
      timestamp: time,
      taskFailedEventDetails: {
        resourceType: 'aws-sdk:dynamodb',
        resource: 'x',
        error: 'DynamoDb.X',
        cause: 'too fast',
      },
    },
    {
      id: 4,
      type: 'TaskStateExited',
      timestamp: time,
      stateExitedEventDetails: {
        name: 'callExport',
        output: '{}',
        assignedVariables: { exportArn: '"arn:t/export/0169"' },
      },
    },
    { id: 5, type: 'SucceedStateEntered', timestamp: time, stateEnteredEventDetails: { name: 'ExportCompleted' } },
  ];

  it('starts the deployed state machine and has a line for every state', async () => {
    const output = { exportDate: '2026-11-23', itemCount: 3, warnings: [] };
    ending({ status: 'SUCCEEDED', output: JSON.stringify(output) }, events);
    const { stdout, exitCode } = await runCli('night', '--target', 'aws', '--date', '2026-11-23');
    expect(started.at(-1)).toEqual({ stateMachineArn: `arn:${machine}`, input: '{"exportDate":"2026-11-23"}' });
    expect(stdout.trim().split('\n')).toEqual([
      'Night: {"exportDate":"2026-11-23"}',
      '  arn:execution',
      '  04:00:00  callExport        DynamoDb.X: too fast',
      '  04:00:00  callExport        0169',
      '  04:00:00  ExportCompleted',
      'Verified and published: 2026-11-23, 3 items (754.0 s).',
    ]);
    expect(exitCode).toBe(0);
  });

  it('ends with 1 for a night that was not published, and says why', async () => {
    const cause = JSON.stringify({ what: 'The export failed.', found: 'S3AccessDenied', remedy: 'Mend it.' });
    ending({ status: 'FAILED', error: 'Export.Failed', cause }, []);
    const { stdout, exitCode } = await runCli('night', '--target', 'aws');
    expect(started.at(-1)?.input).toBe('{}');
    expect(stdout).toContain(
      '\nNot published (754.0 s):\n  Export.Failed: The export failed.\n    found     S3AccessDenied',
    );
    expect(exitCode).toBe(1);
  });

  it.each([
    ['--date', '2026-02-30', 'give a date such as 2026-01-31.'],
    ['--export-arn', 'arn:x', 'arn:x is no ExportArn: give one such as'],
    [
      '--export-arn',
      'arn:aws:dynamodb:ap-northeast-1:123456789012:table/others/export/01693467621041-039fcf72',
      'and the night is one of the table example-sushiorderdata-dev',
    ],
  ])('starts nothing for %s %s', async (option, value, text) => {
    ending({ status: 'SUCCEEDED' }, []);
    const before = started.length;
    const { stderr, exitCode } = await runCli('night', '--target', 'aws', option, value);
    expect(stderr).toContain(text);
    expect(started).toHaveLength(before);
    expect(exitCode).toBe(2);
  });

  it('gives a script JSON', async () => {
    ending({ status: 'ABORTED' }, []);
    const { stdout, exitCode } = await runCli('night', '--target', 'aws', '--json');
    expect(JSON.parse(stdout)).toEqual({ executionArn: 'arn:execution', status: 'ABORTED' });
    expect(exitCode).toBe(1);
  });
});
