import {
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  paginateListStateMachines,
  StartExecutionCommand,
  type DescribeExecutionOutput,
  type DescribeStateMachineOutput,
  type ExecutionListItem,
  type ExecutionStatus,
  type SFNClient,
} from '@aws-sdk/client-sfn';
import { jsonIn, jsonObjectIn } from '../../asl/json';
import { readCompletedNight } from '../../night';
import type { NightExecution } from '../../operations';
import { orNothing } from '../account/or-nothing';

/** Events at the end of a history among which is the last entry into a state: a task has at most five after it. */
const LAST_EVENTS = 30;

/** The ARNs of all state machines of the region, by name. */
export async function machineArns(client: SFNClient): Promise<ReadonlyMap<string, string>> {
  const arns = new Map<string, string>();
  for await (const { stateMachines = [] } of paginateListStateMachines({ client }, {}))
    for (const { name = '', stateMachineArn = '' } of stateMachines) arns.set(name, stateMachineArn);
  return arns;
}

/** A state machine; undefined if there is none of that ARN. */
export function describeMachine(client: SFNClient, arn: string): Promise<DescribeStateMachineOutput | undefined> {
  return orNothing('StateMachineDoesNotExist', () =>
    client.send(new DescribeStateMachineCommand({ stateMachineArn: arn })),
  );
}

/**
 * The newest executions of a state machine; Step Functions keeps them for 90 days.
 *
 * @param limit how many at most
 */
export async function listExecutions(
  client: SFNClient,
  machineArn: string,
  limit: number,
  status?: ExecutionStatus,
): Promise<ExecutionListItem[]> {
  const executions: ExecutionListItem[] = [];
  let token: string | undefined;
  do {
    const page = await client.send(
      new ListExecutionsCommand({
        stateMachineArn: machineArn,
        statusFilter: status,
        maxResults: Math.min(1000, limit - executions.length),
        nextToken: token,
      }),
    );
    executions.push(...(page.executions ?? []));
    token = page.nextToken;
  } while (token !== undefined && executions.length < limit);
  return executions;
}

/** An execution with its status, and the state that it is in or was in last. */
export async function describeNight(client: SFNClient, executionArn: string): Promise<NightExecution> {
  const execution = await client.send(new DescribeExecutionCommand({ executionArn }));
  const state = execution.status === 'SUCCEEDED' ? undefined : await lastState(client, executionArn);
  return nightExecution(execution, state);
}

/** The fields of an execution that operations look at. */
export function nightExecution(execution: DescribeExecutionOutput, state: string | undefined): NightExecution {
  return {
    arn: execution.executionArn ?? '',
    name: execution.name ?? '',
    status: execution.status ?? 'RUNNING',
    startTime: execution.startDate?.getTime() ?? 0,
    stopTime: execution.stopDate?.getTime(),
    input: jsonObjectIn(execution.input) ?? {},
    output: readCompletedNight(jsonIn(execution.output)),
    error: execution.error,
    cause: execution.cause,
    state,
  };
}

/** The state that an execution entered last. */
async function lastState(client: SFNClient, executionArn: string): Promise<string | undefined> {
  const { events = [] } = await client.send(
    new GetExecutionHistoryCommand({
      executionArn,
      reverseOrder: true,
      maxResults: LAST_EVENTS,
      includeExecutionData: false,
    }),
  );
  const entered = events.map(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name);
  // ExportFailed only says how it ended; where it went wrong is the state before.
  return entered.find((name) => name !== undefined && name !== 'ExportFailed');
}

/**
 * Starts an execution under a name. The same name with the same input is the same execution while it runs.
 *
 * @returns its ARN; undefined where an execution that has ended has the name already
 */
export async function startNamed(
  client: SFNClient,
  machineArn: string,
  name: string,
  input: object,
): Promise<string | undefined> {
  const started = await orNothing('ExecutionAlreadyExists', () =>
    client.send(new StartExecutionCommand({ stateMachineArn: machineArn, name, input: JSON.stringify(input) })),
  );
  return started?.executionArn;
}
