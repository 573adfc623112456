import {
  DescribeExecutionCommand,
  paginateGetExecutionHistory,
  paginateListStateMachines,
  StartExecutionCommand,
  type DescribeExecutionOutput,
  type HistoryEvent,
  type SFNClient,
} from '@aws-sdk/client-sfn';
import type { Clock } from '../../asl';
import type { Config } from '../../config';
import { explainAbsence } from '../account/absence';
import { InterruptedError } from '../../target';

/** Pause between two looks at an execution: a night takes twelve minutes at least, GetExecutionHistory is no hurry. */
const PAUSE_MILLISECONDS = 5_000;

/** The ARN of a state machine. @throws Error that names the state machines there are */
export async function stateMachineArn(client: SFNClient, name: string, config: Config): Promise<string> {
  const names: string[] = [];
  for await (const { stateMachines = [] } of paginateListStateMachines({ client }, {})) {
    const found = stateMachines.find((machine) => machine.name === name);
    if (found?.stateMachineArn !== undefined) return found.stateMachineArn;
    names.push(...stateMachines.flatMap((machine) => machine.name ?? []));
  }
  const there = names.length === 0 ? 'there is no other one' : `there are ${names.sort().join(', ')}`;
  throw new Error(`There is no state machine ${name} in ${config.region}: ${explainAbsence(config)} (${there})`);
}

/** Starts an execution. @returns its ARN */
export async function startExecution(client: SFNClient, machineArn: string, input: object): Promise<string> {
  const { executionArn = '' } = await client.send(
    new StartExecutionCommand({ stateMachineArn: machineArn, input: JSON.stringify(input) }),
  );
  return executionArn;
}

/**
 * Follows an execution to its end, successful or not.
 *
 * @param onEvent called once for every event, in their order
 * @throws InterruptedError when the signal aborts; the execution runs on
 */
export async function followExecution(
  client: SFNClient,
  executionArn: string,
  { clock, signal }: { readonly clock: Clock; readonly signal?: AbortSignal | undefined },
  onEvent: (event: HistoryEvent) => void,
): Promise<DescribeExecutionOutput> {
  for (let last = 0; ;) {
    // Asked before the history is read, so an execution that has ended has its last event in it.
    const description = await client.send(new DescribeExecutionCommand({ executionArn }));
    for await (const { events = [] } of paginateGetExecutionHistory({ client }, { executionArn })) {
      for (const event of events) {
        const { id = 0 } = event;
        if (id <= last) continue;
        last = id;
        onEvent(event);
      }
    }
    if (description.status !== 'RUNNING') return description;
    await clock.sleep(PAUSE_MILLISECONDS, signal).catch((error: unknown) => {
      if (signal?.aborted !== true) throw error;
    });
    if (signal?.aborted === true)
      throw new InterruptedError(
        `The execution runs on. To stop it: aws stepfunctions stop-execution --execution-arn ${executionArn}`,
      );
  }
}
