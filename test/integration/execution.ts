import {
  DescribeExecutionCommand,
  paginateGetExecutionHistory,
  StartExecutionCommand,
  type ExecutionStatus,
} from '@aws-sdk/client-sfn';
import { sfn, type TableUnderTest } from './system';
import { until } from './until';

/** What an execution came to. */
export interface Night {
  readonly executionArn: string;
  readonly status: ExecutionStatus;
  /** The states that it entered, in their order. */
  readonly states: readonly string[];
  /** Of an execution that SUCCEEDED. */
  readonly output: NightOutput | undefined;
  readonly error: string | undefined;
  readonly cause: string | undefined;
}

/** What ExportCompleted says. */
export interface NightOutput {
  readonly exportArn: string;
  readonly exportDate: string;
  /** The instant that the items are of, ISO 8601. */
  readonly exportTime: string;
  readonly itemCount: number;
  readonly published: string;
  readonly warnings: readonly Readonly<Record<string, string>>[];
}

/** The execution's input. */
export interface NightInput {
  readonly exportDate?: string;
  readonly exportArn?: string;
  readonly scheduledTime?: string;
}

/** Starts an execution. @returns its ARN */
export async function startNight({ stateMachineArn }: TableUnderTest, input: NightInput): Promise<string> {
  const started = await sfn.send(new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }));
  return started.executionArn ?? '';
}

/** Runs an execution to its end, whatever that is. */
export async function night(table: TableUnderTest, input: NightInput): Promise<Night> {
  return awaitEnd(await startNight(table, input));
}

/** Waits for the end of an execution. */
export async function awaitEnd(executionArn: string): Promise<Night> {
  const { status, output, error, cause } = await until(`The end of ${executionArn}`, async () => {
    const description = await sfn.send(new DescribeExecutionCommand({ executionArn }));
    return description.status === 'RUNNING' ? undefined : description;
  });
  return {
    executionArn,
    status: status ?? 'RUNNING',
    states: await statesEntered(executionArn),
    output: output === undefined ? undefined : (JSON.parse(output) as NightOutput),
    error,
    cause,
  };
}

/** Of several nights the export whose items are the latest; of the same instant, the one that was asked for last. */
export function latestExport(nights: readonly Night[]): string | undefined {
  const exports = nights.flatMap(({ output }) => (output ? [[output.exportTime, output.exportArn] as const] : []));
  return exports.sort((a, b) => (a.join() < b.join() ? -1 : 1)).at(-1)?.[1];
}

async function statesEntered(executionArn: string): Promise<string[]> {
  const states: string[] = [];
  for await (const { events } of paginateGetExecutionHistory({ client: sfn }, { executionArn }))
    states.push(...(events ?? []).flatMap((event) => event.stateEnteredEventDetails?.name ?? []));
  return states;
}
