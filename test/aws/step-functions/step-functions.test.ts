import { SFNClient, type HistoryEvent } from '@aws-sdk/client-sfn';
import { VirtualClock } from '../../../lib/asl';
import { followExecution, startExecution, stateMachineArn } from '../../../lib/aws';
import type { Config } from '../../../lib/config';
import { InterruptedError } from '../../../lib/target';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

type Answer = (input: Record<string, unknown>) => object;

/** A client that answers each command by its name. */
function answering(answers: Readonly<Record<string, Answer>>): SFNClient {
  const send = async (command: { input: Record<string, unknown> }) => {
    const answer = answers[command.constructor.name.replace('Command', '')];
    if (!answer) throw new Error(`no answer to ${command.constructor.name}`);
    return answer(command.input);
  };
  return Object.assign(new SFNClient({ region: 'eu-west-1' }), { send });
}

describe('a state machine', () => {
  const machines = (...names: string[]) =>
    names.map((name) => ({ name, stateMachineArn: `arn:aws:states:eu-west-1:1:stateMachine:${name}` }));
  const client = answering({
    ListStateMachines: ({ nextToken }) =>
      nextToken === undefined
        ? { stateMachines: machines('a', 'b'), nextToken: 't' }
        : { stateMachines: machines('c') },
  });

  it('is found by its name, on whatever page', async () => {
    expect(await stateMachineArn(client, 'c', { region: 'eu-west-1' } as Config)).toBe(
      'arn:aws:states:eu-west-1:1:stateMachine:c',
    );
  });

  it('that is not there is told with those that are', async () => {
    await expect(stateMachineArn(client, 'x', { region: 'eu-west-1' } as Config)).rejects.toThrow(
      'There is no state machine x in eu-west-1: deploy the stack, or give the system with -c systemName=... and its region with -c region=... (there are a, b, c)',
    );
  });

  it('is started with an input of JSON', async () => {
    const starting = answering({ StartExecution: (input) => ({ executionArn: JSON.stringify(input) }) });
    expect(await startExecution(starting, 'arn', { exportDate: '2026-11-23' })).toBe(
      '{"stateMachineArn":"arn","input":"{\\"exportDate\\":\\"2026-11-23\\"}"}',
    );
  });
});

describe('an execution', () => {
  const event = (id: number): HistoryEvent => ({ id, type: 'PassStateEntered', timestamp: new Date(id) });

  /** Every look at it sees two events more, on pages of three; it ends with the tenth. */
  function growing() {
    let looks = 0;
    const events = () => Array.from({ length: looks * 2 }, (_, index) => event(index + 1));
    return answering({
      DescribeExecution: () => ({ status: ++looks < 5 ? 'RUNNING' : 'SUCCEEDED', output: '{}' }),
      GetExecutionHistory: ({ nextToken = '0' }) => {
        const next = Number(nextToken) + 3;
        return {
          events: events().slice(Number(nextToken), next),
          ...(next < events().length && { nextToken: String(next) }),
        };
      },
    });
  }

  it('is followed to its end, every event told once', async () => {
    const ids: number[] = [];
    const clock = new VirtualClock(0);
    const ended = await followExecution(growing(), 'arn', { clock }, ({ id = 0 }) => ids.push(id));
    expect(ids).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(ended.status).toBe('SUCCEEDED');
    expect(clock.now()).toBe(4 * 5_000);
  });

  it('runs on when following it is interrupted', async () => {
    const controller = new AbortController();
    const followed = followExecution(
      growing(),
      'arn:e',
      { clock: new VirtualClock(0), signal: controller.signal },
      () => {
        controller.abort();
      },
    );
    await expect(followed).rejects.toThrow(InterruptedError);
    await expect(followed).rejects.toThrow('aws stepfunctions stop-execution --execution-arn arn:e');
  });
});
